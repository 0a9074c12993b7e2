import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** First answers of the period: median time and share within the target, by salesperson, source and hour. */
export class Answers extends Component {
    static template = "l10n_vn_crm.Answers";
    static props = { answers: Object, open: Function };

    get total() {
        return this.props.answers.total[0];
    }

    get lists() {
        const { users, sources, hours } = this.props.answers;
        return [
            { title: _t("By salesperson"), rows: users, narrow: (row) => ({ user_id: row.id }) },
            { title: _t("By source"), rows: sources, narrow: (row) => ({ source_id: row.id }) },
            { title: _t("By hour of arrival"), rows: hours, narrow: () => ({}) },
        ];
    }

    get summary() {
        const { count, answered } = this.total;
        return _t("%(answered)s of %(count)s new leads with a target were answered", { answered, count });
    }

    percent(row) {
        return row.percent === false ? "–" : `${row.percent}%`;
    }

    /** A time in working hours, in words. */
    time(row) {
        if (row.median === false) {
            return _t("nobody yet");
        }
        // At once: also where the company was closed until somebody answered.
        const minutes = Math.round(row.median * 60);
        const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
        if (!hours) {
            return minutes ? _t("%s min", minutes) : _t("at once");
        }
        return rest ? _t("%(hours)s h %(minutes)s min", { hours, minutes: rest }) : _t("%s h", hours);
    }
}
