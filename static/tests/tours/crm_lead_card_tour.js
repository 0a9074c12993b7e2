import { addTour } from "./patient_tour";

addTour("l10n_vn_crm_type_cards", {
    steps: () => [
        { content: "From cards", trigger: ".o_control_panel button.l10n_vn_cards", run: "click" },
        { content: "Type them", trigger: ".modal footer button[name=action_type]", run: "click" },
        { content: "The first card", trigger: ".modal [name=contact_name] input", run: "edit Lê Thị Hà" },
        { content: "Her phone", trigger: ".modal [name=phone] input", run: "edit 0987654321" },
        { content: "Next", trigger: ".modal [name=phone] input", run: "press Control+Enter" },
        { content: "One is counted", trigger: ".modal .l10n_vn_typed [name=made_count]:contains(1)" },
        {
            content: "The form is empty again",
            trigger: ".modal [name=contact_name] input:value(/^$/)",
            run: "edit Phạm Văn Bình",
        },
        {
            content: "A phone that is known",
            trigger: ".modal [name=phone] input",
            run: "edit 0912 345 678 && press Tab",
        },
        { content: "Mai is there already", trigger: ".modal .l10n_vn_known:contains(Mai hỏi giá)" },
        { content: "It was a slip", trigger: ".modal [name=phone] input", run: "edit 0987654322" },
        { content: "Next", trigger: ".modal [name=phone] input", run: "press Control+Enter" },
        { content: "Two are counted", trigger: ".modal .l10n_vn_typed [name=made_count]:contains(2)" },
        { content: "Enough", trigger: ".modal footer button[name=action_close]", run: "click" },
        { content: "Both are shown", trigger: ".o_list_view .o_data_row:contains(Bình)" },
    ],
});

const CARDS = [
    "CÔNG TY CỔ PHẦN LÁ PHONG",
    "NGUYỄN THỊ MAI",
    "Trưởng phòng Mua hàng",
    "M: 0912 345 678 | T: 0243 822 1234",
    "mai@laphong.example.vn",
    "12 Lê Lợi, TP Vinh, Nghệ An",
    "MST: 0100109106",
    "---",
    "Trần Bình",
    "0987 654 321",
    "---",
    "Lê Thu",
    "0903 222 111",
].join("\n");
const CREATE = ".modal footer button[name=action_create]";

addTour("l10n_vn_crm_read_cards", {
    steps: () => [
        { content: "From cards", trigger: ".o_control_panel button.l10n_vn_cards", run: "click" },
        {
            content: "Paste three",
            trigger: ".modal [name=text] textarea",
            run: ({ anchor }) => {
                anchor.value = CARDS;
                anchor.dispatchEvent(new Event("input", { bubbles: true }));
                anchor.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        { content: "Read", trigger: ".modal footer button[name=action_read]", run: "click" },
        { content: "The tax code is shown", trigger: ".modal .o_data_row td[name=l10n_vn_vat]:contains(0100109106)" },
        {
            content: "The second phone",
            trigger: ".modal .o_data_row td[name=l10n_vn_phone2]:contains(+84 24 3822 1234)",
        },
        { content: "And the address", trigger: ".modal .o_data_row td[name=street]:contains(12 Lê Lợi)" },
        {
            content: "Nothing is cut or scrolled aside",
            trigger: ".modal .o_l10n_vn_cards_read .o_list_renderer",
            run: ({ anchor }) => {
                const cut = [...anchor.querySelectorAll("td.o_data_cell")].filter((cell) => {
                    return cell.scrollWidth > cell.clientWidth + 1;
                });
                if (cut.length || anchor.scrollWidth > anchor.clientWidth + 1) {
                    throw new Error(`Cut: ${cut.map((cell) => cell.textContent).join(" | ")}`);
                }
            },
        },
        { content: "What comes of them", trigger: `${CREATE}:contains(2 tiềm năng mới, 1 thêm vào tiềm năng đã có)` },
        { content: "Thu is no customer", trigger: ".modal .o_data_row:contains(Thu) td[name=choice]", run: "click" },
        {
            content: "She is left out",
            trigger: ".modal .o_selected_row td[name=choice] .o_select_menu_toggler",
            run: "click",
        },
        { trigger: ".o_select_menu_item:contains(Bỏ qua)", run: "click" },
        {
            content: "The button says so at once",
            trigger: `${CREATE}:contains(1 tiềm năng mới, 1 thêm vào tiềm năng đã có, 1 bỏ qua)`,
        },
        {
            content: "The row is left",
            trigger: ".modal .o_data_row:contains(Bình) td[name=contact_name]",
            run: "click",
        },
        { content: "The menu is closed", trigger: "body:not(:has(.o_select_menu_item)) .modal .o_selected_row" },
        { content: "Create them", trigger: CREATE, run: "click" },
        { content: "Both are shown", trigger: "body:not(:has(.modal)) .o_list_view .o_data_row:contains(Bình)" },
    ],
});
