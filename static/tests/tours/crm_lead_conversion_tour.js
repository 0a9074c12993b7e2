import { addTour } from "./patient_tour";

const convert = "button[name=action_l10n_vn_apply]:visible";
const window_ = (selector) => `.modal .o_form_view ${selector}`;

const openWindow = [
    {
        content: "Convert, at the top left of the form",
        trigger: ".o_form_statusbar .o_statusbar_buttons button[data-hotkey=v]",
        run: "click",
    },
    {
        content: "What is missing is on top, before any other field",
        trigger: ".modal .o_form_view div[name=l10n_vn_gate] .alert:contains(Nhu cầu):contains(Ngân sách)",
    },
    { content: "It cannot be converted yet", trigger: `.modal footer:not(:has(${convert}))` },
];

addTour("l10n_vn_crm_convert", {
    steps: () => [
        ...openWindow,
        {
            content: "The customer who may be meant is chosen already",
            trigger: ".modal .o_l10n_vn_candidates [role=radio][aria-checked=true]:contains(Hoa Sen)",
        },
        { content: "Tick", trigger: window_(".o_l10n_vn_criterion:contains(Nhu cầu)"), run: "click" },
        { content: "It is met", trigger: window_(".o_l10n_vn_criterion.o_met:contains(Nhu cầu)") },
        { content: "Leave the window", trigger: ".modal footer button[data-hotkey=x]", run: "click" },
        {
            content: "What was found out stays, also without a conversion",
            trigger: "body:not(:has(.modal)) .o_l10n_vn_criterion[aria-checked=true]:contains(Nhu cầu)",
        },
        openWindow[0],
        { content: "It is missing no more", trigger: ".modal .alert:not(:contains(Nhu cầu)):contains(Ngân sách)" },
        {
            content: "An amount as it is said",
            trigger: window_(".o_l10n_vn_answer input:eq(0)"),
            run: "edit 200 triệu",
        },
        { content: "Leave the field", trigger: window_(".o_l10n_vn_answer input:eq(1)"), run: "click" },
        { content: "It is met", trigger: window_(".o_l10n_vn_criterion.o_met:contains(Ngân sách)") },
        {
            content: "It is the expected revenue",
            trigger: window_(".o_field_widget[name=l10n_vn_expected_revenue] input:value(200)"),
        },
        {
            content: "Who decides",
            trigger: window_(".o_l10n_vn_answer input:eq(1)"),
            run: "edit chị Hà && press Enter",
        },
        { content: "It is met", trigger: window_(".o_l10n_vn_criterion.o_met:contains(Người quyết định)") },
        { content: "A tick is enough", trigger: window_(".o_l10n_vn_criterion:contains(Thời gian)"), run: "click" },
        { content: "Nothing is missing", trigger: ".modal .o_form_view:not(:has(.alert))" },
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
        { content: "Convert", trigger: `.modal footer ${convert}`, run: "click" },
        { content: "The dialog is gone", trigger: "body:not(:has(.modal))" },
        {
            content: "It is an opportunity of that customer",
            trigger: ".o_field_widget[name=partner_id] input:value(Ngô Lan Anh)",
        },
        { content: "Its answers are there", trigger: ".o_l10n_vn_answers:contains(200):contains(chị Hà)" },
        {
            content: "The breadcrumb names it once, behind the list",
            trigger: ".o_control_panel",
            run() {
                const names = [...document.querySelectorAll(".o_breadcrumb .breadcrumb-item, .o_breadcrumb .active")];
                const titles = names.map((name) => name.textContent.trim());
                if (new Set(titles).size !== titles.length) {
                    throw new Error(`The breadcrumb repeats itself: ${titles}`);
                }
            },
        },
        { content: "Plan a meeting", trigger: "button[name=action_schedule_meeting]:visible", run: "click" },
        { content: "The calendar is open", trigger: ".o_calendar_view" },
    ],
});

addTour("l10n_vn_crm_convert_merged", {
    steps: () => [
        { content: "Open the lead", trigger: ".o_data_row:contains(Chị Hoa hỏi giá) .o_data_cell", run: "click" },
        {
            content: "Convert",
            trigger: ".o_form_statusbar .o_statusbar_buttons button[data-hotkey=v]",
            run: "click",
        },
        { content: "Attach", trigger: ".modal .o_field_widget[name=name] input[data-value=attach]", run: "click" },
        {
            content: "To the opportunity of the same phone",
            trigger: ".modal .o_field_widget[name=l10n_vn_opportunity_id] input:value(Đơn hàng bàn ghế)",
        },
        { content: "Attach", trigger: `.modal footer ${convert}`, run: "click" },
        {
            content: "The opportunity is in the place of the lead",
            trigger: "body:not(:has(.modal)) .o_breadcrumb .active:contains(Đơn hàng bàn ghế)",
        },
        {
            content: "The lead that is gone is not in the breadcrumb",
            trigger: ".o_control_panel:not(:contains(Chị Hoa hỏi giá))",
        },
        { content: "The list is a click away", trigger: ".o_breadcrumb .breadcrumb-item a", run: "click" },
        { content: "It is shown", trigger: ".o_list_view" },
    ],
});
