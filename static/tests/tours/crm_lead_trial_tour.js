import { registry } from "@web/core/registry";

const stage = (name) => `.o_statusbar_status button:contains(${name})`;
const arrow = (name) => `${stage(name)}:not(.o_arrow_button_current)`;

registry.category("web_tour.tours").add("l10n_vn_crm_trial_to_bought", {
    steps: () => [
        // The most urgent lead is the first one, and says why.
        { trigger: ".o_data_row:first .o_data_cell[name=l10n_vn_next_reason]:contains(Khách chờ trả lời)" },
        { trigger: ".o_data_row:first .o_data_cell[name=name]", run: "click" },
        { trigger: `.o_form_view ${arrow("Dùng thử")}`, run: "click" },
        { trigger: "[name=l10n_vn_trial] .o_field_widget[name=l10n_vn_trial_text]:contains(còn 14 ngày)" },
        { trigger: "[name=l10n_vn_trial] button:contains(Gia hạn)", run: "click" },
        { trigger: ".modal .o_field_widget[name=reason] textarea", run: "edit Kế toán đi công tác" },
        { trigger: ".modal button[name=action_extend]", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_field_widget[name=l10n_vn_trial_text]:contains(còn 21 ngày)" },
        { trigger: ".o-mail-Message:contains(Kế toán đi công tác)" },
        { trigger: arrow("Đã mua"), run: "click" },
        // Bought: it is a won opportunity, and on no trial any more.
        {
            trigger: ".o_form_view:not(:has([name=l10n_vn_trial])) .o_arrow_button_current:contains(Thành công)",
        },
    ],
});
