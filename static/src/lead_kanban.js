import { CrmColumnProgress } from "@crm/views/crm_kanban/crm_column_progress";
import { crmKanbanView } from "@crm/views/crm_kanban/crm_kanban_view";
import { registry } from "@web/core/registry";
import { formatMonetary } from "@web/views/fields/formatters";
import { FirstSteps } from "./first_steps/first_steps";

/** What a column is worth, in its own unit: 24,5M instead of 24.500k, for dong come by millions. */
class LeadAmount extends CrmColumnProgress.components.AnimatedNumber {
    format(value) {
        if (!this.currencyId) {
            return super.format(value);
        }
        const inUnit = value / 1000 ** Math.floor(Math.log10(Math.max(value, 1)) / 3);
        const decimals = inUnit < 100 && Math.round(inUnit * 10) % 10 ? 1 : 0;
        return formatMonetary(value, { currencyId: this.currencyId, humanReadable: true, digits: [null, decimals] });
    }
}

/** A stage's column says how many there are, beside what they are worth. */
class LeadColumnProgress extends CrmColumnProgress {
    static template = "l10n_vn_crm.LeadColumnProgress";
    static components = { ...CrmColumnProgress.components, AnimatedNumber: LeadAmount };
}

class LeadKanbanHeader extends crmKanbanView.Renderer.components.KanbanHeader {
    static components = { ...super.components, ColumnProgress: LeadColumnProgress };
}

class LeadKanbanRenderer extends crmKanbanView.Renderer {
    static components = { ...super.components, KanbanHeader: LeadKanbanHeader };
}

class LeadKanbanController extends crmKanbanView.Controller {
    static template = "l10n_vn_crm.LeadKanbanView";
    static components = { ...super.components, FirstSteps };

    openCards() {
        return this.actionService.doAction("l10n_vn_crm.crm_lead_card_batch_action", {
            // Once another action opens, this board is gone and would never load: the dialog would stay.
            onClose: ({ noReload } = {}) => (noReload ? undefined : this.model.load()),
        });
    }
}

registry.category("views").add("l10n_vn_opportunity_kanban", { ...crmKanbanView, Renderer: LeadKanbanRenderer });

registry.category("views").add("l10n_vn_lead_kanban", {
    ...crmKanbanView,
    Controller: LeadKanbanController,
    Renderer: LeadKanbanRenderer,
    buttonTemplate: "l10n_vn_crm.LeadKanbanButtons",
});
