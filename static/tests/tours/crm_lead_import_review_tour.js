import { addTour } from "./patient_tour";

function upload(lines) {
    const input = document.querySelector(".o_control_panel input.o_input_file");
    const transfer = new DataTransfer();
    transfer.items.add(new File([lines.join("\n")], "danh sách công ty.csv", { type: "text/csv" }));
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Press one of the three buttons in the row of somebody. */
function decide(person, verb) {
    return {
        content: `${verb} for ${person}`,
        trigger: `.o_list_view .o_data_row:contains(${person}) button[name=${verb}]`,
        run: "click",
    };
}

addTour("l10n_vn_crm_import_review", {
    steps: () => [
        { trigger: ".o_list_view, .o_kanban_view" },
        { content: "Open the cog menu", trigger: ".o_cp_action_menus button:has(.fa-cog)", run: "click" },
        { content: "Import records", trigger: ".o_import_menu", run: "click" },
        {
            content: "Upload a list with colleagues of somebody who is there",
            trigger: ".o_import_file",
            run: () =>
                upload([
                    "Họ tên;Số điện thoại;Email;Doanh thu dự kiến",
                    "Anh An;028 3822 1234;;",
                    "Trần Thị Hà;028 3822 1234;ha@saomai.vn;1500000000",
                    "Lê Anh Tú;028 3822 1234;tu@hoasen.vn;",
                ]),
        },
        { trigger: ".o_l10n_vn_import_policy select" },
        { content: "Import", trigger: ".o_control_panel button.btn-secondary:nth-of-type(2)", run: "click" },
        { content: "Two rows need a review", trigger: "button[name=action_open_review]:contains(2)", run: "click" },
        {
            content: "Only those",
            trigger: ".o_list_view:has(.o_data_row:nth-of-type(2)):not(:has(.o_data_row:nth-of-type(3)))",
        },
        { trigger: ".o_searchview_facet:contains(Cần xem lại)" },
        decide("Trần Thị Hà", "action_colleague"),
        { trigger: ".o_list_view:not(:has(.o_data_row:contains(Trần Thị Hà)))" },
        decide("Lê Anh Tú", "action_new_person"),
        { content: "Nothing is left", trigger: ".o_view_nocontent" },
    ],
});
