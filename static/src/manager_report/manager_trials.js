import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

/** The trials that began in the period of the manager's view: how many were bought, and after how long. */
export class ManagerTrials extends Component {
    static template = "l10n_vn_crm.ManagerTrials";
    static props = { options: Object, open: Function };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ data: null });
        this.labels = { begun: _t("Begun"), bought: _t("Bought"), rate: _t("Rate"), days: _t("Until purchase") };
        onWillStart(() => this.load(this.props.options));
        onWillUpdateProps((props) => this.load(props.options));
    }

    async load(options) {
        this.state.data = await this.orm.call("crm.lead.manager.report", "get_trials", [options]);
    }

    get counts() {
        const { total } = this.state.data;
        return [
            ["trial_begun", _t("Begun"), total.begun],
            ["trial_bought", _t("Bought"), total.bought],
            ["trial_lost", _t("Lost"), total.lost],
            ["trial_running", _t("Running"), total.running],
            ["trial_ended", _t("Ended, not decided"), total.ended],
        ];
    }

    percent(row) {
        return row.percent === false ? "–" : `${row.percent}%`;
    }

    days(row) {
        return row.days === false ? "–" : _t("%s days", row.days);
    }
}
