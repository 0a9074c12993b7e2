import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** A lead or opportunity of the day: who, why it is here in one sentence, and what to do with it. */
export class DayCard extends Component {
    static template = "l10n_vn_crm.DayCard";
    static props = {
        card: Object,
        isFocusable: Boolean,
        isReached: Boolean,
        onFocus: Function,
        open: Function,
        reach: Function,
        recordResult: Function,
        take: Function,
    };

    setup() {
        this.reasons = {
            overdue: { icon: "fa-exclamation-circle", color: "danger" },
            today: { icon: "fa-calendar-check-o", color: "warning" },
            trial: { icon: "fa-hourglass-half", color: "primary" },
            waiting: { icon: "fa-reply", color: "info" },
            late: { icon: "fa-clock-o", color: "danger" },
            new: { icon: "fa-bell-o", color: "info" },
            pool: { icon: "fa-inbox", color: "success" },
        };
    }

    get reason() {
        return this.reasons[this.props.card.reason];
    }

    get title() {
        return this.props.card.contact || this.props.card.name;
    }

    /** How often somebody has tried to reach the customer since the last contact. */
    get attempts() {
        const { attempts } = this.props.card;
        return attempts === 1 ? _t("Tried once") : attempts ? _t("Tried %s times", attempts) : "";
    }

    /** Whether the next thing to do is to record what came of a call or message. */
    get needsResult() {
        return this.props.isReached || this.props.card.needs_result;
    }
}
