import { Component, onWillStart, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { callAction } from "../call_action";

const MODEL = "crm.lead.first.steps";

/** What a new database still needs, above the screens that an administrator opens first. */
export class FirstSteps extends Component {
    static template = "l10n_vn_crm.FirstSteps";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.state = useState({ steps: [] });
        this.icons = {
            mail: "fa-envelope-o",
            team: "fa-users",
            stages: "fa-columns",
            criteria: "fa-check-square-o",
            import: "fa-upload",
            conversion: "fa-handshake-o",
            care: "fa-clock-o",
        };
        onWillStart(async () => {
            if (user.isSystem) {
                this.state.steps = await this.orm.call(MODEL, "get_steps", []);
            }
        });
    }

    get doneCount() {
        return this.state.steps.filter((step) => step.is_done).length;
    }

    get isDone() {
        return this.doneCount === this.state.steps.length;
    }

    getState(step) {
        return step.is_done ? _t("Done") : _t("To do");
    }

    async open(key) {
        this.action.doAction(await callAction(this.orm, MODEL, "action_open", [key]));
    }

    close() {
        if (this.isDone) {
            return this.closeForGood();
        }
        this.dialog.add(ConfirmationDialog, {
            title: _t("Hide the first steps?"),
            body: _t("They will not be shown again in this company."),
            confirmLabel: _t("Hide"),
            confirm: () => this.closeForGood(),
            cancel: () => {},
        });
    }

    async closeForGood() {
        await this.orm.call(MODEL, "action_close", []);
        this.state.steps = [];
    }
}
