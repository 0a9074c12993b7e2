import { registry } from "@web/core/registry";

const column = (name) => `.o_kanban_group:has(.o_column_title:contains("${name}"))`;
const card = (name) => `${column(name)} .o_kanban_record:contains("Chị Lan hỏi giá")`;
// The bar of a column counts its cards once the server has stored a move.
const stored = (name) => `${column(name)}:has(.o_bar_has_records) .o_kanban_record:contains("Chị Lan hỏi giá")`;

const STAGES = ["Quan tâm", "Tư vấn", "Dùng thử", "Đã mua"];

// A tour for each move: a second drag right after a first one finds a kanban that is still reloading.
STAGES.slice(1).forEach((to, number) => {
    const from = STAGES[number];
    registry.category("web_tour.tours").add(`l10n_vn_crm_drag_lead_${number}`, {
        steps: () => [
            { trigger: stored(from), run: `drag_and_drop (${column(to)})` },
            { trigger: card(to) },
            { trigger: `${column(from)}:not(:has(.o_bar_has_records))` },
        ],
    });
});
