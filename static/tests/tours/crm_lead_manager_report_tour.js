import { addTour } from "./patient_tour";

addTour("l10n_vn_crm_manager_report", {
    steps: () => [
        { content: "A salesperson's row", trigger: ".o_l10n_vn_manager_report tr[data-login=lan]" },
        { content: "The year's numbers", trigger: "button[data-period=year]", run: "click" },
        { content: "They are shown", trigger: "button[data-period=year].active" },
        {
            content: "Click the number of open leads",
            trigger: "tr[data-login=lan] a[data-measure=open]:contains(2)",
            run: "click",
        },
        { content: "See the records", trigger: ".o_list_view .o_data_row:contains(Khách 1)" },
        { content: "Go back", trigger: ".o_back_button, .breadcrumb-item a", run: "click" },
        { content: "The period is still chosen", trigger: ".o_l10n_vn_manager_report button[data-period=year].active" },
    ],
});
