import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { BaseImportModel } from "@base_import/import_model";
import { ImportDataSidepanel } from "@base_import/import_data_sidepanel/import_data_sidepanel";

const ENCODINGS = () => [
    { value: "", label: _t("Recognise by itself") },
    { value: "utf-8", label: "Unicode (UTF-8)" },
    { value: "utf-8-sig", label: "Unicode (UTF-8, BOM)" },
    { value: "utf-16-le", label: "Unicode (UTF-16 LE)" },
    { value: "utf-16-be", label: "Unicode (UTF-16 BE)" },
    { value: "windows-1258", label: "Windows-1258" },
    { value: "tcvn3", label: "TCVN3 (ABC, .VnTime)" },
    { value: "vni", label: "VNI-Windows (VNI-Times)" },
    { value: "viscii", label: "VISCII" },
    { value: "tcvn5712", label: "TCVN 5712 (VN1)" },
    { value: "viqr", label: "VIQR" },
    { value: "cp1252", label: "Windows-1252" },
    { value: "mac-roman", label: "Mac OS Roman" },
];

const DECIMALS = () => [
    { value: "", label: _t("Recognise by itself") },
    { value: ",", label: _t("Comma") },
    { value: ".", label: _t("Dot") },
];

const THOUSANDS = () => [...DECIMALS(), { value: "none", label: _t("No separator") }];

patch(BaseImportModel.prototype, {
    setResModel(resModel) {
        super.setResModel(resModel);
        if (resModel === "crm.lead") {
            const { encoding, separator, float_thousand_separator, float_decimal_separator } = this.importOptionsValues;
            const label = _t("Encoding of the letters:");
            Object.assign(encoding, { label, options: ENCODINGS(), reloadParse: true });
            Object.assign(separator, { reloadParse: true });
            // Each cell is read by what it says, unless the user chooses how all are written.
            Object.assign(float_thousand_separator, { value: "", options: THOUSANDS() });
            Object.assign(float_decimal_separator, { value: "", options: DECIMALS() });
        }
    },

    /** Each file is recognised anew; what was found in the one before does not count. */
    async updateData(fileChanged = false) {
        if (fileChanged && this.resModel === "crm.lead") {
            this.importOptionsValues.encoding.value = "";
            this.importOptionsValues.separator.value = "";
            this.importOptionsValues.sheets.value = [];
        }
        return super.updateData(fileChanged);
    },

    _onLoadSuccess(res) {
        super._onLoadSuccess(res);
        this.l10nVnReading = res.l10n_vn_reading;
    },

    _onLoadError() {
        super._onLoadError();
        this.l10nVnReading = undefined;
    },
});

ImportDataSidepanel.props.l10nVnReading = { type: Object, optional: true };

patch(ImportDataSidepanel.prototype, {
    get l10nVnEncoding() {
        return this.props.formattingOptions.encoding;
    },

    get l10nVnLeftOut() {
        const labels = {
            skip_test: _t("test entries"),
            skip_section: _t("titles, headings and totals"),
            skip_empty: _t("empty rows"),
        };
        const found = Object.entries(this.props.l10nVnReading.left_out);
        return found.map(([code, count]) => ({ code, count, label: labels[code] || code }));
    },
});
