import { onMounted } from "@odoo/owl";
import { ImportAction } from "@base_import/import_action/import_action";
import { Dropzone } from "@web/core/dropzone/dropzone";
import { useCustomDropzone } from "@web/core/dropzone/dropzone_hook";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { patch } from "@web/core/utils/patch";

// The ends of names of files that the import screen reads, see tools/table/workbook.py.
export const LIST_ENDINGS = ["csv", "tsv", "txt", "xls", "xlsx", "xlsm", "ods", "vcf"];

const isPicture = (file) => file.type.startsWith("image/");
const isMail = (file) => /\.(eml|msg)$/i.test(file.name);
const isList = (file) => LIST_ENDINGS.includes(file.name.toLowerCase().split(".").pop());

/**
 * The reason why these files cannot be imported as one list.
 *
 * @param {File[]} files
 * @returns {string} a sentence, empty where one list can be opened
 */
function getRefusal(files) {
    const other = files.find((file) => !isList(file));
    if (!files.length) {
        return _t("Drop a file here: a list as Excel, CSV or vCard.");
    }
    if (other && isPicture(other)) {
        return _t("“%s” is a picture, not a list. Business cards are read under “Business Cards”.", other.name);
    }
    if (other && isMail(other)) {
        return _t("“%s” is a mail, not a list. Forward it to your team's address: it becomes a lead.", other.name);
    }
    if (other) {
        return _t("“%(file)s” is not a list. Lists are files of these kinds: %(kinds)s.", {
            file: other.name,
            kinds: LIST_ENDINGS.join(", "),
        });
    }
    if (files.length > 1) {
        return _t("Lists are imported one by one: drop one of these %(count)s files (%(files)s).", {
            count: files.length,
            files: files.map((file) => file.name).join(", "),
        });
    }
    return "";
}

class ListDropzone extends Dropzone {
    static template = "l10n_vn_crm.ListDropzone";
}

/**
 * Add to a list or kanban controller of leads the button that imports a list, and the drop of its file.
 *
 * @param {Function} Controller
 * @returns {Function}
 */
export function withListImport(Controller) {
    return class extends Controller {
        setup() {
            super.setup();
            this.notification = useService("notification");
            useCustomDropzone(
                this.rootRef,
                ListDropzone,
                { onDrop: (ev) => this.dropList([...ev.dataTransfer.files]) },
                () => this.canImportList,
            );
        }

        get canImportList() {
            return this.props.archInfo.activeActions.create && !this.env.inDialog;
        }

        dropList(files) {
            const refusal = getRefusal(files);
            if (refusal) {
                this.notification.add(refusal, { type: "warning", sticky: true });
            } else {
                this.importList(files[0]);
            }
        }

        /** @param {File} [file] read at once; without it, the import screen asks for one */
        importList(file) {
            return this.actionService.doAction({
                type: "ir.actions.client",
                tag: "import",
                name: _t("Import a List"),
                params: {
                    active_model: this.props.resModel,
                    context: this.env.searchModel.context,
                    l10nVnFile: file,
                },
            });
        }
    };
}

patch(ImportAction.prototype, {
    setup() {
        super.setup();
        const { params } = this.props.action;
        const file = params?.l10nVnFile;
        // After a reload of the page the action comes back without its file.
        if (file instanceof File) {
            onMounted(() => {
                params.l10nVnFile = undefined; // once: who comes back to this screen has imported it
                return this.l10nVnLoadFile(file);
            });
        }
    },

    async l10nVnLoadFile(file) {
        this.state.filename = file.name;
        this.model.block(_t("Uploading “%s” …", file.name));
        let sent;
        try {
            sent = await this.uploadFiles(this.uploadFilesRoute, {
                csrf_token: odoo.csrf_token,
                ufile: [file],
                model: this.resModel,
                id: this.model.id,
            });
        } finally {
            this.model.unblock();
        }
        if (sent) {
            await this.handleFilesUpload([file]);
        }
    },
});
