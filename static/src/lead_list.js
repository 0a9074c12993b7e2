import { registry } from "@web/core/registry";
import { listView } from "@web/views/list/list_view";
import { LeadLists } from "./lead_lists/lead_lists";
import { withLeadLists } from "./lead_lists/with_lead_lists";
import { withListImport } from "./list_import/list_import";

registry.category("views").add("l10n_vn_lead_list", {
    ...listView,
    SearchPanel: LeadLists,
    Controller: class extends withLeadLists(withListImport(listView.Controller)) {},
    buttonTemplate: "l10n_vn_crm.ImportListButton",
});
