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

    /** Whether a new contact below the company of this candidate is chosen. */
    isBelow({ company }) {
        const { action, commercial_partner_id } = this.props.record.data;
        return action === "create" && commercial_partner_id?.id === company.id;
    }

    below(name) {
        return _t("New contact of %s", name);
    }

    /** Choose a new contact below the company, or none below it where that is chosen already. */
    async chooseBelow(candidate) {
        const { company } = candidate;
        const chosen = !this.isBelow(candidate) && { id: company.id, display_name: company.name };
        // Odoo empties the customer when one is to be created, and the company follows the customer.
        await this.props.record.update({ action: "create" });
        await this.props.record.update({ commercial_partner_id: chosen });
    }

    choose({ id, name }) {
        return this.props.record.update({ action: "exist", partner_id: { id, display_name: name } });
    }
}

registry.category("fields").add("l10n_vn_candidates", {
    component: CandidatesField,
    supportedTypes: ["json"],
});
