import { registry } from "@web/core/registry";

const column = (name) => `.o_kanban_group:has(.o_column_title:contains("${name}"))`;
const card = (name) => `${column(name)} .o_kanban_record:contains("Chị Lan hỏi giá")`;

registry.category("web_tour.tours").add("l10n_vn_crm_drag_lead", {
    steps: () => [
        { trigger: card("Interested"), run: `drag_and_drop (${column("Consulting")})` },
        { trigger: card("Consulting"), run: `drag_and_drop (${column("Trial")})` },
        { trigger: card("Trial"), run: `drag_and_drop (${column("Bought")})` },
        { trigger: card("Bought") },
    ],
});
