import { onMounted, onWillUnmount } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { ProgressBarField, progressBarField } from "@web/views/fields/progress_bar/progress_bar_field";

const STEP = 200;

/** A progress bar that asks for one step of the conversion after the other while it is on the screen. */
export class ConversionProgressField extends ProgressBarField {
    setup() {
        super.setup();
        this.orm = useService("orm");
        this.seen = true;
        onMounted(() => this.goOn());
        onWillUnmount(() => (this.seen = false));
    }

    async goOn() {
        const { record } = this.props;
        while (this.seen && record.data.is_going_on) {
            await this.orm.silent.call(record.resModel, "l10n_vn_go_on", [[record.resId], STEP]);
            await record.load();
        }
    }
}

registry.category("fields").add("l10n_vn_conversion_progress", {
    ...progressBarField,
    component: ConversionProgressField,
});
