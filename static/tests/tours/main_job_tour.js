import { addTour } from "./patient_tour";

addTour("l10n_vn_crm_main_job", {
    steps: () => [
        { content: "Open the lead", trigger: ".o_kanban_record:contains(Chị Mai hỏi máy lọc nước)", run: "click" },
        { content: "She wants advice", trigger: ".o_statusbar_status button:contains(Tư vấn)", run: "click" },
        { content: "The stage is kept", trigger: ".o_statusbar_status button.o_arrow_button_current:contains(Tư vấn)" },
        {
            content: "She is ready for an offer",
            trigger:
                "button[name='%(crm.action_crm_lead2opportunity_partner)d'], .o_statusbar_buttons button:contains(Chuyển)",
            run: "click",
        },
        {
            content: "As a new customer",
            trigger: ".modal .o_field_widget[name=action] input[data-value=create]",
            run: "click",
        },
        { content: "Make the opportunity", trigger: ".modal footer button.btn-primary", run: "click" },
        {
            content: "It is an opportunity with a customer",
            trigger: ".o_form_view .o_field_widget[name=partner_id]:has(:value(Mai))",
        },
    ],
});
