import { Component, useEffect, useState } from "@odoo/owl";
import { deserializeDateTime, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

export const REASONS = {
    vat: [_t("same tax code"), "fa-id-card-o"],
    phone: [_t("same phone"), "fa-phone"],
    zalo: [_t("same Zalo"), "fa-comment-o"],
    email: [_t("same email"), "fa-envelope-o"],
    company: [_t("similar company name"), "fa-building-o"],
    person: [_t("similar name"), "fa-user-o"],
};
const LEVELS = {
    sure: [_t("Certain"), "danger"],
    likely: [_t("Likely"), "warning"],
    possible: [_t("Possible"), "secondary"],
};
const TYPES = {
    lead: [_t("Lead"), "fa-bullseye"],
    opportunity: [_t("Opportunity"), "fa-star"],
    customer: [_t("Customer"), "fa-address-card-o"],
};
const STATES = { won: _t("Won"), lost: _t("Lost"), archived: _t("Archived") };

const NONE = { shown: [], more: 0 };

/**
 * Who may be the same customer: a link to what the user may read, the keeper of what rules hide.
 *
 * The form does not wait for them: those of a saved lead are loaded once it is shown, those of a draft come with it.
 */
export class MatchesField extends Component {
    static template = "l10n_vn_crm.MatchesField";
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.store = useService("mail.store");
        this.orm = useService("orm");
        this.loaded = useState({ resId: false, matches: NONE });
        useEffect(
            (resId, ofDraft) => {
                if (resId && !ofDraft) {
                    this.load(resId);
                }
            },
            () => [this.props.record.resId, this.props.record.data[this.props.name]],
        );
    }

    async load(resId) {
        const [lead] = await this.orm.silent.read("crm.lead", [resId], ["l10n_vn_matches"]);
        Object.assign(this.loaded, { resId, matches: lead?.l10n_vn_matches || NONE });
    }

    get matches() {
        const { data, resId } = this.props.record;
        return data[this.props.name] || (resId && resId === this.loaded.resId && this.loaded.matches) || NONE;
    }

    get more() {
        return _t("and %s more", this.matches.more);
    }

    get isSure() {
        return this.matches.shown.some((match) => match.level === "sure");
    }

    reason(kind) {
        return { label: REASONS[kind][0], icon: REASONS[kind][1] };
    }

    level(match) {
        return { label: LEVELS[match.level][0], color: LEVELS[match.level][1] };
    }

    type(match) {
        return { label: TYPES[match.type][0], icon: TYPES[match.type][1] };
    }

    state(match) {
        return STATES[match.state] || match.stage;
    }

    since(match) {
        return _t("since %s", formatDate(deserializeDateTime(match.since)));
    }

    open(match) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: match.model,
            res_id: match.id,
            views: [[false, "form"]],
        });
    }

    chat(match) {
        return this.store.openChat({ userId: match.owner.user_id });
    }
}

registry.category("fields").add("l10n_vn_matches", {
    component: MatchesField,
    displayName: _t("Possible duplicates"),
    supportedTypes: ["json"],
    isEmpty: () => false,
});
