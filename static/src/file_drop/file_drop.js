import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useState } from "@odoo/owl";
import { Many2ManyBinaryField, many2ManyBinaryField } from "@web/views/fields/many2many_binary/many2many_binary_field";

/** Files as attachments: chosen with the button, or dropped on the field. */
export class FileDropField extends Many2ManyBinaryField {
    static template = "l10n_vn_crm.FileDropField";

    setup() {
        super.setup();
        this.http = useService("http");
        this.state = useState({ isOver: false });
    }

    get hint() {
        return _t("or drop files here");
    }

    async onDrop(ev) {
        this.state.isOver = false;
        const files = [...ev.dataTransfer.files];
        if (!files.length || this.props.readonly) {
            return;
        }
        const sent = await this.http.post(
            "/web/binary/upload_attachment",
            {
                csrf_token: odoo.csrf_token,
                ufile: files,
                model: this.props.record.resModel,
                id: this.props.record.resId || 0,
            },
            "text",
        );
        await this.onFileUploaded(JSON.parse(sent));
    }
}

registry.category("fields").add("l10n_vn_file_drop", { ...many2ManyBinaryField, component: FileDropField });
