import { Component } from "@odoo/owl";
import { deserializeDate, deserializeDateTime, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

/** A lead or opportunity of the day: who, why it is here and since when, and what to do with it. */
export class DayCard extends Component {
    static template = "l10n_vn_crm.DayCard";
    static props = {
        card: Object,
        today: String,
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
            overdue: { icon: "fa-exclamation-circle", color: "danger", label: _t("Overdue") },
            today: { icon: "fa-calendar-check-o", color: "warning", label: _t("Due Today") },
            waiting: { icon: "fa-reply", color: "info", label: _t("Waits for an answer") },
            new: { icon: "fa-bell-o", color: "info", label: _t("Not contacted yet") },
            trial: { icon: "fa-hourglass-half", color: "primary", label: _t("Trial") },
            pool: { icon: "fa-inbox", color: "success", label: _t("Without a salesperson") },
        };
    }

    get reason() {
        return this.reasons[this.props.card.reason];
    }

    get title() {
        return this.props.card.contact || this.props.card.name;
    }

    /** Since when the card is here, in words. */
    get since() {
        const { reason, since } = this.props.card;
        if (!since || reason === "today") {
            return "";
        }
        if (["overdue", "trial"].includes(reason)) {
            const day = deserializeDate(since);
            const days = Math.round(day.diff(deserializeDate(this.props.today), "days").days);
            if (reason === "overdue") {
                return _t("%(days)s days late", { days: -days });
            }
            if (days < 0) {
                return _t("ended on %s", formatDate(day));
            }
            return days ? _t("ends on %s", formatDate(day)) : _t("ends today");
        }
        return deserializeDateTime(since).toRelative() || "";
    }
}
