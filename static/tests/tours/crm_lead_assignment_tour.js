import { addTour } from "./patient_tour";

addTour("l10n_vn_crm_take", {
    steps: () => [
        {
            content: "Take the lead",
            trigger: ".o_data_row:contains(Chị Hoa hỏi giá) button[name=action_l10n_vn_take]",
            run: "click",
        },
        { content: "Be told so", trigger: ".o_notification:contains(1):has(.bg-success)" },
        { content: "It has left the pool", trigger: ".o_list_view:not(:has(.o_data_row:contains(Chị Hoa hỏi giá)))" },
    ],
});
