import { addTour } from "./patient_tour";

addTour("l10n_vn_crm_contact_to_lead", {
    steps: () => [
        { content: "A lead of this contact", trigger: "button[name=action_l10n_vn_create_leads]", run: "click" },
        { content: "It opens", trigger: ".o_lead_opportunity_form [name=contact_name] input:value(Nguyễn Thị Mai)" },
        { content: "Back to the contact", trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item a", run: "click" },
        {
            content: "The contact shows its lead",
            trigger: "button[name=action_l10n_vn_open_leads] .o_stat_value:contains(1)",
            run: "click",
        },
        { content: "In the list of leads", trigger: ".o_list_view .o_data_row:contains(Mai)" },
    ],
});
