import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("l10n_vn_crm_type_cards", {
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
