import { addTour } from "./patient_tour";

/** What a file holds after its UTF-8 was read as windows-1252 and saved again. */
function damaged(text) {
    return new TextDecoder("windows-1252").decode(new TextEncoder().encode(text));
}

function upload(lines) {
    const input = document.querySelector(".o_control_panel input.o_input_file");
    const transfer = new DataTransfer();
    transfer.items.add(new File([lines.join("\n")], "hội chợ.csv", { type: "text/csv" }));
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

const OPEN_IMPORT = [
    { content: "Open the cog menu", trigger: ".o_cp_action_menus button:has(.fa-cog)", run: "click" },
    { content: "Import records", trigger: ".o_import_menu", run: "click" },
];

addTour("l10n_vn_crm_import", {
    steps: () => [
        { trigger: ".o_list_view, .o_kanban_view" },
        ...OPEN_IMPORT,
        {
            content: "Upload a damaged file",
            trigger: ".o_import_file",
            run: () =>
                upload(
                    [
                        "Họ tên;Số điện thoại;Công ty",
                        "Nguyễn Thị Hường;0912345678;Công ty TNHH Sao Mai",
                        "Trần Văn Đức;098765;Hộ kinh doanh Bình Minh",
                        "Lê Quốc Tuấn;0903456789;Cửa hàng Phước Lộc",
                        "Phạm Thuỳ Dương;09345678;Xưởng gỗ Đại Thành",
                    ].map(damaged),
                ),
        },
        {
            content: "The screen asks what to do with who is there",
            trigger: ".o_l10n_vn_import_policy select",
            run: "select skip",
        },
        { content: "Import", trigger: ".o_control_panel button.btn-secondary:nth-of-type(2)", run: "click" },
        { content: "The import's own record opens", trigger: ".o_form_view .o_stat_info:contains(2)" },
        { content: "Two rows came back", trigger: ".o_field_widget[name=failed_count]:contains(2)" },
        { content: "They are named", trigger: ".o_field_widget[name=line_ids] .o_data_row:contains(Phạm Thuỳ Dương)" },
        {
            content: "Download and mend them, and import them again",
            trigger: "button[name=action_download_failed]",
            run: async () => {
                const id = window.location.pathname.split("/").pop();
                const answer = await fetch(`/web/content/crm.lead.import/${id}/failed_file/x.csv?download=true`);
                const lines = (await answer.text()).trim().split(/\r?\n/);
                if (lines.length !== 3) {
                    throw new Error(`The file of bad rows has ${lines.length} lines`);
                }
                window.l10nVnMended = lines.map((line) =>
                    line.replace(/;(\d{6,8});/, (_all, digits) => `;${digits.padEnd(10, "7")};`),
                );
            },
        },
        { trigger: ".o_back_button, .breadcrumb-item:not(.o_breadcrumb_back) a", run: "click" },
        { content: "Back in the list", trigger: ".o_list_view .o_data_row" },
        ...OPEN_IMPORT,
        { trigger: ".o_import_file", run: () => upload(window.l10nVnMended) },
        { trigger: ".o_l10n_vn_import_policy" },
        { content: "Test first", trigger: ".o_control_panel button.btn-primary", run: "click" },
        { content: "What would come of it is told", trigger: ".o_import_data_content p:contains(tạo 2 dòng)" },
        { content: "Import", trigger: ".o_control_panel button.btn-primary", run: "click" },
        { content: "All are in now", trigger: ".o_form_view .o_stat_info:contains(2)" },
        { trigger: ".o_field_widget[name=failed_count]:contains(0)" },
        { content: "Undo it", trigger: "button[name=action_undo]", run: "click" },
        { trigger: ".modal .btn-primary", run: "click" },
        { trigger: ".o_field_widget[name=removed_count]:contains(2)" },
    ],
});
