import { registry } from "@web/core/registry";
import { ProgressBarField, progressBarField } from "@web/views/fields/progress_bar/progress_bar_field";
import { onMounted, onWillUnmount } from "@odoo/owl";

const EVERY = 2000;
const GOES_ON = ["waiting", "running", "undoing"];

/** A progress bar that asks anew every two seconds as long as the import runs. */
export class ImportProgressField extends ProgressBarField {
    setup() {
        super.setup();
        onMounted(() => {
            this.timer = setInterval(() => this.reload(), EVERY);
        });
        onWillUnmount(() => clearInterval(this.timer));
    }

    async reload() {
        const { record } = this.props;
        if (GOES_ON.includes(record.data.status)) {
            await record.load();
        }
    }
}

registry.category("fields").add("l10n_vn_import_progress", { ...progressBarField, component: ImportProgressField });
