import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { formatInteger } from "@web/views/fields/formatters";
import { ImportAction } from "@base_import/import_action/import_action";
import { ImportDataSidepanel } from "@base_import/import_data_sidepanel/import_data_sidepanel";
import { BaseImportModel } from "@base_import/import_model";

const POLICIES = [
    ["create", _t("Create anyway")],
    ["skip", _t("Skip the row")],
    ["update_empty", _t("Fill in empty fields")],
    ["update_all", _t("Update all fields")],
];

const WHEN = [
    ["auto", _t("In the background above 2,000 rows")],
    ["yes", _t("In the background")],
    ["no", _t("Now, on this screen")],
];

patch(BaseImportModel.prototype, {
    setResModel(resModel) {
        super.setResModel(...arguments);
        if (resModel === "crm.lead") {
            Object.assign(this.importOptionsValues, {
                l10n_vn_policy: { value: "update_empty" },
                l10n_vn_background: { value: "auto" },
                l10n_vn_hand_back: { value: true },
                l10n_vn_stop_on_error: { value: false },
            });
        }
    },

    async _callImport(dryrun) {
        const result = await super._callImport(...arguments);
        this.l10nVnImportId = (!dryrun && result.l10n_vn_import_id) || false;
        for (const [outcome, count] of Object.entries(result.l10n_vn_counts || {})) {
            this.l10nVnCounts[outcome] = (this.l10nVnCounts[outcome] || 0) + count;
        }
        return result;
    },

    async executeImport() {
        this.l10nVnCounts = {};
        const answer = await super.executeImport(...arguments);
        if (Object.keys(this.l10nVnCounts).length) {
            const { created = 0, updated = 0, skipped = 0, failed = 0, review = 0, with_id = 0 } = this.l10nVnCounts;
            this._addMessage("info", [
                _t("Rows created: %(created)s, updated: %(updated)s, skipped: %(skipped)s, handed back: %(failed)s.", {
                    created: formatInteger(created),
                    updated: formatInteger(updated),
                    skipped: formatInteger(skipped),
                    failed: formatInteger(failed),
                }),
                ...(with_id
                    ? [
                          _t(
                              "Rows that change the record whose ID they have, whatever is chosen for known people: %s.",
                              formatInteger(with_id),
                          ),
                      ]
                    : []),
                ...(review ? [_t("Rows to review, of people with another's phone: %s.", formatInteger(review))] : []),
            ]);
        }
        return answer;
    },
});

patch(ImportAction.prototype, {
    /** Whether a column has the ids of records. */
    get l10nVnHasIds() {
        return this.model.columns.some((column) => ["id", ".id"].includes(column.fieldInfo?.fieldPath));
    },

    openRecords() {
        // The import's own record is opened instead: its leads are one click from there.
        if (!this.model.l10nVnImportId) {
            super.openRecords(...arguments);
        }
    },

    async handleImport(isTest = true) {
        this.model.l10nVnImportId = false;
        await super.handleImport(...arguments);
        const wentWrong = this.model.importMessages.some((message) => message.type === "danger");
        if (this.model.l10nVnImportId && !isTest && !wentWrong && !this.state.isPaused) {
            await this.actionService.doAction({
                type: "ir.actions.act_window",
                name: _t("Import"),
                res_model: "crm.lead.import",
                res_id: this.model.l10nVnImportId,
                views: [[false, "form"]],
                target: "current",
            });
        }
    },
});

ImportDataSidepanel.props.l10nVnHasIds = { type: Boolean, optional: true };

patch(ImportDataSidepanel.prototype, {
    get l10nVnPolicies() {
        return POLICIES;
    },

    get l10nVnWhen() {
        return WHEN;
    },

    get l10nVnHasPolicy() {
        return "l10n_vn_policy" in this.props.options;
    },
});
