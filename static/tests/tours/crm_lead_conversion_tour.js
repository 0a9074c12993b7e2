import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("l10n_vn_crm_convert", {
    steps: () => [
        {
            content: "Convert, at the top left of the form",
            trigger: ".o_form_statusbar .o_statusbar_buttons button[data-hotkey=v]",
            run: "click",
        },
        {
            content: "The customer who may be meant is chosen already",
            trigger: ".modal .o_l10n_vn_candidates [role=radio][aria-checked=true]:contains(Hoa Sen)",
        },
        { content: "Convert", trigger: ".modal footer button[name=action_apply]:visible", run: "click" },
        {
            content: "The gate says what is missing",
            trigger: ".o_error_dialog:contains(Nhu cầu), .o_error_dialog:contains(Need)",
        },
        { content: "Read it", trigger: ".o_error_dialog footer .btn-primary", run: "click" },
        { content: "Leave the wizard", trigger: ".modal footer button[data-hotkey=x]", run: "click" },
        { content: "The dialog is gone", trigger: "body:not(:has(.modal))" },
        {
            content: "Tick what was found out",
            trigger: ".o_l10n_vn_criteria",
            async run({ click }) {
                for (const criterion of document.querySelectorAll(".o_l10n_vn_criterion[aria-checked=false]")) {
                    await click(criterion);
                }
            },
        },
        { content: "All is ticked", trigger: ".o_l10n_vn_criteria:not(:has([aria-checked=false]))" },
        { content: "Save", trigger: ".o_form_button_save", run: "click" },
        { content: "It is saved", trigger: ".o_form_saved" },
        {
            content: "Convert again",
            trigger: ".o_form_statusbar .o_statusbar_buttons button[data-hotkey=v]",
            run: "click",
        },
        {
            content: "Choose the other customer",
            trigger: ".modal .o_l10n_vn_candidates [role=radio]:contains(Ngô Lan Anh)",
            run: "click",
        },
        {
            content: "It is chosen",
            trigger: ".modal .o_l10n_vn_candidates [role=radio][aria-checked=true]:contains(Ngô Lan Anh)",
        },
        {
            content: "Say what it may bring",
            trigger: ".modal .o_field_widget[name=l10n_vn_expected_revenue] input",
            run: "edit 25000000",
        },
        { content: "Convert", trigger: ".modal footer button[name=action_apply]:visible", run: "click" },
        { content: "The dialog is gone", trigger: "body:not(:has(.modal))" },
        {
            content: "It is an opportunity of that customer",
            trigger: ".o_field_widget[name=partner_id] input:value(Ngô Lan Anh)",
        },
        { content: "Plan a meeting", trigger: "button[name=action_schedule_meeting]:visible", run: "click" },
        { content: "The calendar is open", trigger: ".o_calendar_view" },
    ],
});
