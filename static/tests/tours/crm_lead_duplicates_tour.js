import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("l10n_vn_crm_tidy_two_groups", {
    steps: () => [
        {
            content: "The worst group comes first",
            trigger: ".o_list_view .o_data_row:first:contains(Trần Thị Hà)",
        },
        { content: "Open it", trigger: ".o_data_row:first .o_data_cell[name=name]", run: "click" },
        {
            content: "What each record knows is side by side",
            trigger: ".o_l10n_vn_duplicates tr[data-field=email_from] label:contains(ha@gmail.com)",
        },
        {
            content: "Keep the other record",
            trigger: ".o_l10n_vn_duplicates thead input:not(:checked):first",
            run: "click",
        },
        {
            content: "Take this email",
            trigger: ".o_l10n_vn_duplicates tr[data-field=email_from] label:contains(ha@gmail.com) input",
            run: "click",
        },
        {
            content: "It is chosen",
            trigger: ".o_l10n_vn_duplicates tr[data-field=email_from] .o_chosen:contains(ha@gmail.com)",
        },
        { content: "Merge", trigger: ".o_l10n_vn_duplicates .o_merge", run: "click" },
        { content: "It is said", trigger: ".o_notification:has(.bg-success)" },
        {
            content: "The next group follows",
            trigger: ".o_l10n_vn_duplicates thead:contains(Lê Văn Bình)",
        },
        { content: "Two people", trigger: ".o_l10n_vn_duplicates .o_keep_apart", run: "click" },
        {
            content: "Nothing is left to do",
            trigger: ".o_list_view:not(:has(.o_data_row)), .o_view_nocontent, .o_view_nocontent_smiling_face",
        },
    ],
});
