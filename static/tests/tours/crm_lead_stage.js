import { registry } from "@web/core/registry";

// The bar of a column counts a card once the server has stored its move and told the new counts.
const stored = (stage) =>
    `.o_kanban_group:has(.o_column_title:contains("${stage}")):has(.o_bar_has_records) ` +
    '.o_kanban_record:contains("Chị Lan hỏi giá")';

const STAGES = ["Quan tâm", "Tư vấn", "Dùng thử", "Đã mua"];

// A tour for each move: a second drag right after a first one finds a kanban that is still reloading.
STAGES.slice(1).forEach((to, number) => {
    registry.category("web_tour.tours").add(`l10n_vn_crm_drag_lead_${number}`, {
        steps: () => [
            {
                content: `Drag the card to ${to}`,
                trigger: stored(STAGES[number]),
                run: `drag_and_drop (.o_kanban_group:has(.o_column_title:contains("${to}")))`,
            },
            { content: "The move is stored", trigger: stored(to) },
        ],
    });
});
