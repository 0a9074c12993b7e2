import { addTour } from "./patient_tour";

const countings = () =>
    performance.getEntriesByType("resource").filter((entry) => entry.name.includes("l10n_vn_count_lists")).length;
const list = (name) => `.o_l10n_vn_lead_lists [data-list=${name}]`;

addTour("l10n_vn_crm_lists", {
    steps: () => [
        { content: "The sum of a column in short", trigger: ".o_kanban_counter b:contains(1,5 tỷ)" },
        {
            content: "An amount on a card in short",
            trigger: ".o_kanban_record [name=expected_revenue]:contains(44 tr)",
        },
        {
            content: "With the exact amount behind it",
            trigger: ".o_kanban_record [name=expected_revenue] [data-tooltip^='44.000.000']",
        },
        { content: "Four leads in all", trigger: `${list("crm_lead_action")}.active .o_count:contains(4)` },
        { content: "Three of them new", trigger: `${list("crm_lead_action_new")} .o_count:contains(3)`, run: "click" },
        { content: "Their list opens", trigger: ".o_list_view .o_data_row:nth-child(3)" },
        { trigger: `${list("crm_lead_action_new")}.active` },
        { content: "It says where they come from", trigger: ".o_data_row td[name=source_id]:contains(Zalo OA)" },
        { content: "And when", trigger: "thead th[data-name=create_date]" },
        { trigger: list("crm_lead_action_by_team"), run: "click" },
        { content: "Teams are open", trigger: ".o_group_header:contains(Kinh doanh miền Nam) + .o_data_row" },
        {
            content: "Leads of no team too",
            trigger: ".o_group_open:not(:contains(Kinh doanh miền Nam)) + .o_data_row",
        },
        { content: "The board of teams", trigger: ".o_switch_view.o_kanban", run: "click" },
        {
            content: "It is open too",
            trigger: ".o_kanban_renderer:not(:has(.o_column_folded)) .o_kanban_group:nth-child(2) .o_kanban_record",
        },
        { trigger: list("crm_lead_action_by_channel"), run: "click" },
        { content: "Channels and their sources are open", trigger: ".o_group_header:contains(Zalo OA) + .o_data_row" },
        { trigger: list("crm_lead_action_pool"), run: "click" },
        { content: "Leads without a salesperson", trigger: ".o_list_view .o_data_row:nth-child(3)" },
        { trigger: `${list("crm_lead_action_pool")} .o_count:contains(3)` },
        { content: "Take one", trigger: ".o_data_row button[name=action_l10n_vn_take]", run: "click" },
        { content: "The numbers follow", trigger: `${list("crm_lead_action_pool")} .o_count:contains(2)` },
        {
            content: "They are not counted again while nothing changes",
            trigger: ".o_list_view",
            run: async () => {
                const before = countings();
                await new Promise((resolve) => setTimeout(resolve, 2500));
                if (countings() !== before) {
                    throw new Error("The lists are counted over and over");
                }
            },
        },
        { content: "Hide the lists", trigger: ".o_l10n_vn_lead_lists button[title]", run: "click" },
        { trigger: ".o_l10n_vn_lead_lists_closed" },
        { content: "They stay hidden", trigger: ".o_switch_view.o_kanban", run: "click" },
        { trigger: ".o_kanban_view" },
        { trigger: ".o_l10n_vn_lead_lists_closed button", run: "click" },
        { trigger: list("crm_lead_action_assigned"), run: "click" },
        { content: "Leads with a salesperson", trigger: ".o_list_view .o_group_header" },
        { content: "A list stays a list", trigger: list("crm_lead_action"), run: "click" },
        { trigger: `${list("crm_lead_action")}.active` },
        { content: "All of them have come", trigger: ".o_list_view .o_data_row:nth-child(4)" },
        { content: "Choose all", trigger: "thead .o_list_record_selector input", run: "click" },
        { content: "They are chosen", trigger: ".o_selection_box, .o_selection_container" },
        {
            content: "Many are converted with a button",
            trigger: ".o_selection_container button.btn-primary:contains(Chuyển thành cơ hội)",
            run: "click",
        },
        { trigger: ".modal button[name=action_l10n_vn_start]" },
        { trigger: ".modal .btn-close", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_data_row:contains(912 345 678) td[name=name]", run: "click" },
        { content: "Plan a meeting", trigger: "div[name=l10n_vn_reach] button:has(.fa-calendar)", run: "click" },
        { trigger: ".modal [name=duration] input", run: "edit 2:00" },
        { trigger: ".modal button[name=action_save]", run: "click" },
        { content: "It is done", trigger: "body:not(:has(.modal)) .o-mail-Activity:contains(Hoa Sen)" },
    ],
});
