import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Customers that may be meant, best first, each with the reason; a click links the lead to one. */
export class CandidatesField extends Component {
    static template = "l10n_vn_crm.CandidatesField";
    static props = { ...standardFieldProps };

    get candidates() {
        return this.props.record.data[this.props.name] || [];
    }

    get chosen() {
        return this.props.record.data.partner_id?.id;
    }

    choose({ id, name }) {
        return this.props.record.update({ partner_id: { id, display_name: name } });
    }
}

registry.category("fields").add("l10n_vn_candidates", {
    component: CandidatesField,
    supportedTypes: ["json"],
});
