import { addTour } from "./patient_tour";

const column = (stage) => `.o_kanban_group:has(.o_column_title:contains("${stage}"))`;
const card = (stage) => `${column(stage)}:has(.o_bar_has_records) .o_kanban_record:contains("Chị Lan hỏi giá")`;

const STAGES = ["Quan tâm", "Tư vấn", "Dùng thử", "Đã mua"];
const timeout = 60000;

// A tour for each move: a second drag right after a first one finds a kanban that is still reloading.
STAGES.slice(1).forEach((to, number) => {
    const from = STAGES[number];
    addTour(`l10n_vn_crm_drag_lead_${number}`, {
        steps: () => [
            {
                content: `Drag the card to ${to}`,
                trigger: card(from),
                run: `drag_and_drop (${column(to)})`,
                timeout,
            },
            { content: "The card has moved", trigger: card(to), timeout },
            {
                content: "The move is stored: a column left empty loses its bar when the server tells the new counts",
                trigger: `${column(from)}:not(:has(.o_bar_has_records))`,
                timeout,
            },
        ],
    });
});
