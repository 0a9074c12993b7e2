import { registry } from "@web/core/registry";

const column = (name) => `.o_kanban_group:has(.o_column_title:contains("${name}"))`;
const card = (name) => `${column(name)} .o_kanban_record:contains("Chị Lan hỏi giá")`;
// The bar counts the card once the server has stored the move.
const stored = (name) => `${column(name)}:has(.o_bar_has_records) .o_kanban_record:contains("Chị Lan hỏi giá")`;

// A real mouse sends a click after each drop, which a tour does not.
const release = { trigger: ".o_kanban_renderer", run: "click" };

registry.category("web_tour.tours").add("l10n_vn_crm_drag_lead", {
    steps: () => [
        { trigger: stored("Quan tâm"), run: `drag_and_drop (${column("Tư vấn")})` },
        release,
        { trigger: stored("Tư vấn"), run: `drag_and_drop (${column("Dùng thử")})` },
        release,
        { trigger: stored("Dùng thử"), run: `drag_and_drop (${column("Đã mua")})` },
        { trigger: card("Đã mua") },
        { trigger: `${column("Dùng thử")}:not(:has(.o_bar_has_records))` },
    ],
});
