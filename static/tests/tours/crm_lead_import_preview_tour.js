import { addTour } from "./patient_tour";

const ROW = ".o_l10n_vn_import_preview_row";

function upload(lines) {
    const input = document.querySelector(".o_control_panel input.o_input_file");
    const transfer = new DataTransfer();
    transfer.items.add(new File([lines.join("\n")], "hội chợ.csv", { type: "text/csv" }));
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

const UPLOAD = {
    content: "Upload a list",
    trigger: ".o_import_file",
    run: () =>
        upload([
            "Họ tên;Số điện thoại;Công ty;Nhu cầu",
            "Nguyễn Thị Hường;0903456789;Công ty TNHH Sao Mai;Cần 20 máy",
            "Trần Văn Đức;098765;Hộ kinh doanh Bình Minh;",
            "Chị Mai;0912345678;;Hỏi giá <b>lại</b>",
        ]),
};

addTour("l10n_vn_crm_import_preview", {
    steps: () => [
        UPLOAD,
        { content: "Hường is a new lead", trigger: `${ROW}[data-outcome=created]:contains(Nguyễn Thị Hường)` },
        { content: "Her phone is read", trigger: `${ROW} .o_l10n_vn_preview_phones:contains(+84 903 456 789)` },
        { content: "What she needs goes to the notes", trigger: ".o_l10n_vn_preview_description:contains(Cần 20 máy)" },
        { content: "A phone is doubtful", trigger: ".o_l10n_vn_import_preview_remarks:contains(098765)" },
        { content: "Mai is known", trigger: `${ROW}[data-outcome=updated]:contains(Mai hỏi giá)` },
        { content: "Markup is text", trigger: ".o_l10n_vn_preview_description:contains(<b>lại</b>)" },
        { content: "Known people are left out", trigger: "#l10n_vn_policy", run: "select skip" },
        { content: "So is Mai", trigger: `${ROW}[data-outcome=skipped]:contains(Mai)` },
        {
            content: "The company is not wanted",
            trigger: ".o_import_data_content tr:contains(Công ty) .o_select_menu_toggler_clear",
            run: "click",
        },
        { content: "It is gone", trigger: `${ROW}[data-outcome=created]:not(:contains(Sao Mai))` },
        { content: "Fold it", trigger: ".o_l10n_vn_import_preview header button", run: "click" },
        { trigger: ".o_l10n_vn_import_preview:not(:has(table))" },
        { trigger: ".o_l10n_vn_import_preview header button", run: "click" },
        { trigger: ROW },
        { content: "Test", trigger: ".o_control_panel button.btn-primary", run: "click" },
        { content: "The screen goes on", trigger: ".o_import_data_content p:contains(tạo 1 dòng)" },
    ],
});

addTour("l10n_vn_crm_import_preview_fails", {
    steps: () => [
        UPLOAD,
        { content: "A sentence in its place", trigger: ".o_l10n_vn_import_preview_message:contains(Không tải được)" },
        { content: "No window of an error", trigger: "body:not(:has(.o_error_dialog))" },
        { content: "The mapping stands", trigger: ".o_import_data_content tr:contains(Số điện thoại)" },
        { content: "Test", trigger: ".o_control_panel button.btn-primary", run: "click" },
        { content: "The import works as ever", trigger: ".o_import_data_content p:contains(tạo 1 dòng)" },
    ],
});

addTour("l10n_vn_crm_import_preview_others", {
    steps: () => [
        UPLOAD,
        { content: "The mapping stands", trigger: ".o_import_data_content tr:contains(Số điện thoại)" },
        { content: "Contacts have no preview", trigger: "body:not(:has(.o_l10n_vn_import_preview))" },
    ],
});
