import { CrmColumnProgress } from "@crm/views/crm_kanban/crm_column_progress";
import { crmKanbanView } from "@crm/views/crm_kanban/crm_kanban_view";
import { registry } from "@web/core/registry";

/** The kanban of leads says for each stage how many there are, beside what they are worth. */
class LeadColumnProgress extends CrmColumnProgress {
    static template = "l10n_vn_crm.LeadColumnProgress";
}

class LeadKanbanHeader extends crmKanbanView.Renderer.components.KanbanHeader {
    static components = { ...super.components, ColumnProgress: LeadColumnProgress };
}

class LeadKanbanRenderer extends crmKanbanView.Renderer {
    static components = { ...super.components, KanbanHeader: LeadKanbanHeader };
}

class LeadKanbanController extends crmKanbanView.Controller {
    openCards() {
        return this.actionService.doAction("l10n_vn_crm.crm_lead_card_batch_action", {
            onClose: () => this.model.load(),
        });
    }
}

registry.category("views").add("l10n_vn_lead_kanban", {
    ...crmKanbanView,
    Controller: LeadKanbanController,
    Renderer: LeadKanbanRenderer,
    buttonTemplate: "l10n_vn_crm.LeadKanbanButtons",
});
