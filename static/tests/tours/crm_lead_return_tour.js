import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("l10n_vn_crm_return", {
    steps: () => [
        {
            content: "The opportunity can become a lead again",
            trigger: ".o_form_statusbar button:contains(Trả về tiềm năng)",
            run: "click",
        },
        {
            content: "What comes back: the stage, the merged lead",
            trigger: ".modal [name=back]:contains(Tư vấn):contains(Hoa hỏi lại)",
        },
        { content: "What stays", trigger: ".modal [name=stays]:contains(Phạm Thu Hoa)" },
        {
            content: "Say why",
            trigger: ".modal [name=reason] textarea",
            run: "edit Khách chưa quyết",
        },
        {
            content: "Return it",
            trigger: ".modal footer button[name=action_confirm]:visible:contains(Trả về tiềm năng)",
            run: "click",
        },
        {
            content: "It is a lead, with the reason in its history",
            trigger: "body:not(:has(.modal)) .o-mail-Chatter:contains(Khách chưa quyết)",
        },
        {
            content: "It can be converted",
            trigger: ".o_form_statusbar .o_statusbar_buttons button[data-hotkey=v]:contains(Chuyển)",
        },
    ],
});
