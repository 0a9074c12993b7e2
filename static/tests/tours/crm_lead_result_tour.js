import { addTour } from "./patient_tour";

addTour("l10n_vn_crm_record_result", {
    steps: () => [
        { content: "The form is open", trigger: ".o_form_view .o_form_statusbar", run: "press alt+g" },
        {
            content: "The results have the focus",
            trigger: ".modal .o_l10n_vn_choice input:focus",
            run: "press 1",
        },
        {
            content: "The first one is chosen",
            trigger: ".modal .o_field_widget[name=outcome_id] label.active:has(.fa-comment-o)",
        },
        {
            content: "The next action is suggested",
            trigger: ".modal .o_field_widget[name=activity_date]",
        },
        {
            content: "Tab",
            trigger: ".modal .o_l10n_vn_choice input:focus",
            run: "press Tab",
        },
        {
            content: "Tab leads to the note",
            trigger: ".modal .o_field_widget[name=note] textarea:focus",
            run: "edit Cần báo giá 20 bộ",
        },
        { content: "Save", trigger: ".modal .o_field_widget[name=note] textarea", run: "press ctrl+enter" },
        { content: "The dialog is gone", trigger: "body:not(:has(.modal))" },
        {
            content: "Notes and chatter have it",
            trigger: ".o_field_widget[name=description]:contains(Cần báo giá 20 bộ)",
        },
        { content: "In the chatter too", trigger: ".o-mail-Message:contains(Cần báo giá 20 bộ)" },
    ],
});
