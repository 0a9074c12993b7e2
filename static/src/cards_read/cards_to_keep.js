import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** What the button beside it will do with the cards, as they are on the screen now: "2 new leads, 1 added …". */
export class CardsToKeep extends Component {
    static template = "l10n_vn_crm.CardsToKeep";
    static props = { ...standardWidgetProps };

    setup() {
        this.seen = {};
    }

    get text() {
        const { choices, card_ids } = this.props.record.data;
        for (const { resId, data } of card_ids.records) {
            this.seen[resId] = data.choice === "add" && !data.known_lead_id ? "create" : data.choice;
        }
        const counts = { create: 0, add: 0, skip: 0 };
        for (const id of card_ids.currentIds) {
            counts[this.seen[id] || choices[id] || "create"]++;
        }
        const { create, add, skip } = counts;
        const parts = [
            [create, create === 1 ? _t("1 new lead") : _t("%s new leads", create)],
            [add, add === 1 ? _t("1 added to a known lead") : _t("%s added to known leads", add)],
            [skip, _t("%s left out", skip)],
        ];
        const told = parts.filter(([count]) => count).map(([, words]) => words);
        return create || add ? told.join(", ") : _t("Close without a lead");
    }
}

registry.category("view_widgets").add("l10n_vn_cards_to_keep", { component: CardsToKeep });
