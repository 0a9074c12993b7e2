import { CrmColumnProgress } from "@crm/views/crm_kanban/crm_column_progress";
import { crmKanbanView } from "@crm/views/crm_kanban/crm_kanban_view";
import { registry } from "@web/core/registry";
import { CompactNumber } from "./amount/amount";
import { FirstSteps } from "./first_steps/first_steps";
import { LeadLists } from "./lead_lists/lead_lists";
import { withLeadLists } from "./lead_lists/with_lead_lists";
import { withListImport } from "./list_import/list_import";

/** A stage's column says how many there are, beside what they are worth. */
class LeadColumnProgress extends CrmColumnProgress {
    static template = "l10n_vn_crm.LeadColumnProgress";
    static components = { ...CrmColumnProgress.components, AnimatedNumber: CompactNumber };
}

class LeadKanbanHeader extends crmKanbanView.Renderer.components.KanbanHeader {
    static components = { ...super.components, ColumnProgress: LeadColumnProgress };
}

class LeadKanbanRenderer extends crmKanbanView.Renderer {
    static components = { ...super.components, KanbanHeader: LeadKanbanHeader };
}

// Opportunities have the lists too where an action shows converted leads.
class OpportunityKanbanController extends withLeadLists(withListImport(crmKanbanView.Controller)) {}

class LeadKanbanController extends OpportunityKanbanController {
    static template = "l10n_vn_crm.LeadKanbanView";
    static components = { ...super.components, FirstSteps };

    openCards() {
        return this.actionService.doAction("l10n_vn_crm.crm_lead_card_batch_action", {
            // Once another action opens, this board is gone and would never load: the dialog would stay.
            onClose: ({ noReload } = {}) => (noReload ? undefined : this.model.load()),
        });
    }
}

registry.category("views").add("l10n_vn_opportunity_kanban", {
    ...crmKanbanView,
    SearchPanel: LeadLists,
    Controller: OpportunityKanbanController,
    Renderer: LeadKanbanRenderer,
    buttonTemplate: "l10n_vn_crm.ImportListButton",
});

registry.category("views").add("l10n_vn_lead_kanban", {
    ...crmKanbanView,
    SearchPanel: LeadLists,
    Controller: LeadKanbanController,
    Renderer: LeadKanbanRenderer,
    buttonTemplate: "l10n_vn_crm.LeadKanbanButtons",
});
