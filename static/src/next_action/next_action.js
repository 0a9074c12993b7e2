import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { ListActivity } from "@mail/views/web/fields/list_activity/list_activity";

/** The button's title says what its icon shows; the icon has no name of its own. */
class NextActionButton extends ListActivity.components.ActivityButton {
    static template = "l10n_vn_crm.NextActionButton";
}

/** Odoo's button of the activities of a row, for a field that holds all that it shows. */
export class NextActionField extends ListActivity {
    static components = { ActivityButton: NextActionButton };
    static fieldDependencies = [];
    static template = "l10n_vn_crm.NextActionField";

    get next() {
        return this.props.record.data[this.props.name] || { ids: [] };
    }

    /** The record as the button wants it: with the fields of its activities. */
    get shown() {
        const { record } = this.props;
        const { ids, state, summary, icon, exception } = this.next;
        return {
            resId: record.resId,
            resModel: record.resModel,
            load: () => record.load(),
            data: {
                activity_ids: { currentIds: ids, records: ids },
                activity_state: state,
                activity_summary: summary,
                activity_type_icon: icon,
                activity_exception_decoration: exception?.kind,
                activity_exception_icon: exception?.icon,
            },
        };
    }

    get summaryText() {
        return this.next.exception ? _t("Warning") : this.next.summary;
    }
}

registry.category("fields").add("l10n_vn_next_action", {
    component: NextActionField,
    displayName: _t("Next Action"),
    supportedTypes: ["json"],
});
