import { addTour } from "./patient_tour";

const ROWS = ["Họ tên;Số điện thoại", "Nguyễn Thị Hường;0912345678", "Lê Quốc Tuấn;0903456789"];
const CARD = [
    "BEGIN:VCARD",
    "VERSION:3.0",
    "FN:Phạm Thuỳ Dương",
    "TEL:0934567890",
    "END:VCARD",
    "BEGIN:VCARD",
    "VERSION:3.0",
    "FN:Trần Văn Đức",
    "TEL:0987654321",
    "END:VCARD",
];

const csv = (name) => new File([ROWS.join("\n")], name, { type: "text/csv" });

/** Drag files onto the page as a browser does, and drop them on what then says that it takes them. */
async function drop(...files) {
    const dataTransfer = new DataTransfer();
    files.forEach((file) => dataTransfer.items.add(file));
    const event = (type) => new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer });
    document.querySelector(".o_content").dispatchEvent(event("dragenter"));
    for (let tries = 0; !document.querySelector(".o-Dropzone") && tries < 50; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    document.querySelector(".o-Dropzone").dispatchEvent(event("drop"));
}

const refused = (content, ...words) => [
    { content, trigger: words.map((word) => `.o_notification:contains(${word})`).join(":has(*)") },
    { trigger: ".o_notification_close", run: "click" },
    { trigger: "body:not(:has(.o_notification))" },
];

addTour("l10n_vn_crm_list_import_button", {
    steps: () => [
        { content: "The board has the button", trigger: ".o_kanban_view .l10n_vn_import_list", run: "click" },
        { trigger: ".o_import_file" },
        { content: "Back", trigger: ".o_back_button, .breadcrumb-item a", run: "click" },
        { trigger: ".o_switch_view.o_list", run: "click" },
        { content: "The list has it", trigger: ".o_list_view .l10n_vn_import_list" },
        { content: "So has the menu", trigger: "[data-menu-xmlid='crm.crm_menu_leads']", run: "click" },
        { trigger: "[data-menu-xmlid='l10n_vn_crm.crm_lead_menu_import']", run: "click" },
        { trigger: ".o_import_file" },
    ],
});

addTour("l10n_vn_crm_list_import_drop", {
    steps: () => [
        { trigger: ".o_kanban_view", run: () => drop(new File(["x"], "thiệp.jpg", { type: "image/jpeg" })) },
        ...refused("A picture goes to the cards", "thiệp.jpg"),
        { trigger: ".o_kanban_view", run: () => drop(new File(["x"], "hỏi giá.eml")) },
        ...refused("A mail goes to the mailbox", "hỏi giá.eml"),
        { trigger: ".o_kanban_view", run: () => drop(csv("bắc.csv"), csv("nam.csv")) },
        ...refused("Two lists come one by one", "bắc.csv, nam.csv"),
        { content: "A list", trigger: ".o_kanban_view", run: () => drop(csv("hội chợ.csv")) },
        { content: "Its rows are shown at once", trigger: ".o_import_action:contains(Nguyễn Thị Hường)" },
        { content: "Import", trigger: ".o_control_panel button.btn-secondary:nth-of-type(2)", run: "click" },
        { content: "They are in", trigger: ".o_form_view .o_stat_info:contains(2)" },
        { content: "Back on the screen", trigger: ".breadcrumb-item a, .o_back_button", run: "click" },
        { trigger: ".o_kanban_view .o_kanban_record:contains(Nguyễn Thị Hường)" },
        { trigger: ".o_switch_view.o_list", run: "click" },
        {
            content: "Contacts of a telephone, on the list",
            trigger: ".o_list_view .o_data_row",
            run: () => drop(new File([CARD.join("\r\n")], "danh bạ.vcf", { type: "text/vcard" })),
        },
        { trigger: ".o_import_action:contains(Phạm Thuỳ Dương)" },
    ],
});
