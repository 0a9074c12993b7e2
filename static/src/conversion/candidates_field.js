import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { REASONS } from "../matches_field/matches_field";

/** Customers that may be meant, best first, each with the reason; a click links the lead to one instead of a new one. */
export class CandidatesField extends Component {
    static template = "l10n_vn_crm.CandidatesField";
    static props = { ...standardFieldProps };

    get candidates() {
        return this.props.record.data[this.props.name] || [];
    }

    reason(kind) {
        return kind === "own" ? _t("customer of this lead") : REASONS[kind][0];
    }

    get chosen() {
        return this.props.record.data.partner_id?.id;
    }

    choose({ id, name }) {
        return this.props.record.update({ action: "exist", partner_id: { id, display_name: name } });
    }
}

registry.category("fields").add("l10n_vn_candidates", {
    component: CandidatesField,
    supportedTypes: ["json"],
});
