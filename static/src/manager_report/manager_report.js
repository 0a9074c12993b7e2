import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { callAction } from "../call_action";
import { FirstSteps } from "../first_steps/first_steps";
import { Answers } from "./answers";
import { ManagerTrials } from "./manager_trials";

const MODEL = "crm.lead.manager.report";

/** The manager's view: the leads of each salesperson in a period; every number leads to its records. */
export class ManagerReport extends Component {
    static template = "l10n_vn_crm.ManagerReport";
    static components = { Answers, FirstSteps, Layout, ManagerTrials };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        const options = this.props.state?.options || { period: "month", team_id: false };
        this.state = useState({ options, data: null });
        this.display = { controlPanel: {} };
        this.periods = [
            ["week", _t("This week")],
            ["month", _t("This month")],
            ["last_month", _t("Last month")],
            ["quarter", _t("This quarter")],
            ["year", _t("This year")],
            ["custom", _t("Other…")],
        ];
        this.columns = [
            { measure: "late", label: _t("Late"), title: _t("Next action before today"), alarm: "text-danger" },
            {
                measure: "idle",
                label: _t("No next action"),
                title: _t("Nobody knows what comes next"),
                alarm: "text-warning",
            },
            { measure: "converted", label: _t("Converted"), title: _t("Turned into opportunities in the period") },
            { measure: "won", label: _t("Won"), title: _t("Won in the period") },
        ];
        this.labels = { new: _t("New"), open: _t("Open"), rate: _t("Conversion rate") };
        onWillStart(() => this.load());
        useSetupAction({ getLocalState: () => ({ options: this.state.options }) });
    }

    async load() {
        this.state.data = await this.orm.call(MODEL, "get_report", [this.state.options]);
    }

    async choose(changes) {
        const options = { ...this.state.options, ...changes };
        if (options.period === "custom") {
            const { from, to } = this.state.data.period;
            options.date_from ||= from;
            options.date_to ||= to;
        } else {
            options.date_from = options.date_to = false;
        }
        this.state.data = await this.orm.call(MODEL, "get_report", [options]);
        this.state.options = options;
    }

    async open(measure, narrowed = {}) {
        const kwargs = { measure, options: this.state.options, ...narrowed };
        this.action.doAction(await callAction(this.orm, MODEL, "action_open", [], kwargs));
    }

    get tiles() {
        const total = this.state.data.total;
        const unassigned = this.state.data.rows.find((row) => row.user_id === false);
        return [
            {
                measure: "new",
                label: _t("New leads"),
                caption: _t("Came in during the period, also those converted or lost since"),
                value: total.new || 0,
            },
            {
                measure: "open",
                label: _t("Open"),
                caption: _t("Leads in work today, whenever they came"),
                value: total.open || 0,
            },
            {
                measure: "open",
                label: _t("Unassigned"),
                caption: _t("Open leads without a salesperson"),
                value: unassigned?.numbers.open || 0,
                alarm: "text-warning",
                narrowed: { user_id: false },
            },
            {
                measure: "late",
                label: _t("Late"),
                caption: _t("Open leads whose next action was due before today"),
                value: total.late || 0,
                alarm: "text-danger",
            },
            {
                measure: "idle",
                label: _t("No next action"),
                caption: _t("Open leads without a planned activity"),
                value: total.idle || 0,
                alarm: "text-warning",
            },
            {
                measure: "converted",
                label: _t("Converted"),
                caption: _t("Became opportunities in the period, whenever they came"),
                value: total.converted || 0,
            },
            {
                measure: "won",
                label: _t("Won"),
                caption: _t("Won in the period, whenever they came"),
                value: total.won || 0,
                alarm: "text-success",
            },
            {
                measure: "rate",
                label: _t("Conversion rate"),
                caption: _t("%(converted)s of %(new)s new leads became opportunities", {
                    converted: total.rate || 0,
                    new: total.new || 0,
                }),
                value: total.rate || 0,
                text: this.percent(total.percent),
            },
        ];
    }

    backLabel(source) {
        return _t("%(back)s known, %(first)s new", { back: source.back, first: source.new - source.back });
    }

    percent(value) {
        return value === false ? "–" : `${value}%`;
    }
}

registry.category("actions").add("l10n_vn_crm.manager_report", ManagerReport);
