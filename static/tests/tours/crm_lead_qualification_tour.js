import { addTour } from "./patient_tour";

const criterion = (name) => `.o_l10n_vn_criterion:contains("${name}")`;
const met = (name) => `.o_l10n_vn_criterion.o_met:contains("${name}"):contains("Lê Văn Nam")`;
const answer = (name) => `.o_l10n_vn_criterion_card:contains("${name}") .o_l10n_vn_answer input`;
const card = ".o_kanban_record:contains('Thủy Tạ')";
const ring = (text) => `.o_l10n_vn_ring[aria-label="${text}"]`;

addTour("l10n_vn_crm_qualify_card", {
    steps: () => [
        { content: "Nothing is met yet", trigger: `${card} ${ring("0/4")}`, run: "click" },
        { content: "Tick on the card", trigger: ".o-dropdown-item:contains('Nhu cầu')", run: "click" },
        { content: "The ring has grown and is saved", trigger: `${card} ${ring("1/4")}.text-warning` },
        { content: "Who ticked it", trigger: ".o-dropdown-item:contains('Nhu cầu'):contains('Lê Văn Nam')" },
    ],
});

const row = ".o_data_row";

addTour("l10n_vn_crm_qualify_row", {
    steps: () => [
        { content: "What the card has ticked", trigger: `${row} ${ring("1/4")}`, run: "click" },
        { content: "Who ticked it", trigger: ".o-dropdown-item:contains('Nhu cầu'):contains('Lê Văn Nam')" },
        { content: "Tick in the row", trigger: ".o-dropdown-item:contains('Thời gian')", run: "click" },
        { content: "The ring has grown and is saved", trigger: `${row} ${ring("2/4")}` },
        { content: "And once more", trigger: ".o-dropdown-item:contains('Thời gian')", run: "click" },
        { content: "It is as before", trigger: `${row} ${ring("1/4")}` },
    ],
});

addTour("l10n_vn_crm_qualify_form", {
    steps: () => [
        { content: "A colleague has this customer", trigger: ".o_l10n_vn_match:contains('Võ Thị Mai'):has(.fa-lock)" },
        { content: "Nothing else is told", trigger: "body:not(:contains('Bí mật'))" },
        { content: "The tick of the card is there", trigger: met("Nhu cầu") },
        { content: "Type the budget as it is said", trigger: answer("Ngân sách"), run: "edit 1,5 tỷ && press Enter" },
        { content: "It is met", trigger: met("Ngân sách") },
        { content: "Not an amount", trigger: answer("Ngân sách"), run: "edit nhiều lắm && press Enter" },
        { content: "It is refused", trigger: ".modal-body:contains('nhiều lắm'):contains('200 triệu')" },
        { content: "Close", trigger: ".modal .modal-footer button", run: "click" },
        { content: "The amount stays", trigger: `body:not(:has(.modal)) ${met("Ngân sách")}` },
        { content: "Type it again", trigger: answer("Ngân sách"), run: "edit 200 triệu && press Enter" },
        { content: "Tick", trigger: criterion("Người quyết định"), run: "click" },
        { content: "Three of four", trigger: `.o_l10n_vn_criteria ${ring("3/4")}` },
        {
            content: "Bought, or so it seems",
            trigger: ".o_statusbar_status button:contains('Đã mua')",
            run: "click",
        },
        { content: "The gate says what is missing", trigger: ".modal-body:contains('Chưa xác định Thời gian')" },
        { content: "Close", trigger: ".modal .modal-footer button", run: "click" },
        { content: "Complete it", trigger: `body:not(:has(.modal)) ${criterion("Thời gian")}`, run: "click" },
        { content: "Now it is won", trigger: ".o_widget_web_ribbon .ribbon .text-bg-success" },
        { content: "It is stored: an opportunity", trigger: ".o_form_view:not(:has(.o_l10n_vn_criteria))" },
    ],
});
