import { addTour } from "./patient_tour";
import { stepUtils } from "@web_tour/tour_utils";

const card = (name) => `.o_l10n_vn_day_card:contains(${name})`;

addTour("l10n_vn_crm_my_day", {
    steps: () => [
        stepUtils.showAppsMenuItem(),
        { trigger: ".o_app[data-menu-xmlid='crm.crm_menu_root']", run: "click" },
        // The most urgent card has the focus; a key goes to the next and back.
        { trigger: `${card("Anh Hùng")}:focus` },
        { trigger: `${card("Anh Hùng")}:focus`, run: "press j" },
        { trigger: `${card("Chị Thu")}:focus`, run: "press ArrowUp" },
        { trigger: `${card("Anh Hùng")}:focus`, run: "press r" },
        { trigger: ".modal .o_l10n_vn_choice label:first", run: "click" },
        { trigger: ".modal button[name=action_save]", run: "click" },
        // It has left, and the next one is focused.
        { trigger: `.o_l10n_vn_my_day:not(:has(${card("Anh Hùng")})) ${card("Chị Thu")}:focus`, run: "press m" },
        { trigger: ".modal .o_form_view .o_field_widget[name=subject]" },
        { trigger: ".modal-header .btn-close", run: "click" },
        // After a call, the result is recorded next.
        { trigger: `body:not(:has(.modal)) ${card("Chị Thu")} [data-action=result].btn-primary` },
        { trigger: `${card("Chị Thu")}:focus`, run: "press j" },
        { trigger: `[data-key=pool] ${card("Bà Tư")}:focus`, run: "press t" },
        { trigger: `[data-key=new] ${card("Bà Tư")}` },
        { trigger: ".o_l10n_vn_my_day:not(:has(.o_l10n_vn_day_section[data-key=pool]))" },
        { trigger: `${card("Bà Tư")}:focus`, run: "press k" },
        { trigger: `${card("Chị Thu")}:focus`, run: "press Enter" },
        { trigger: ".o_form_view .o_field_widget[name=contact_name] input:value(Chị Thu)" },
        { trigger: ".o_breadcrumb .breadcrumb-item:not(.active):first", run: "click" },
        { trigger: `${card("Chị Thu")}:focus` },
    ],
});

addTour("l10n_vn_crm_first_steps", {
    steps: () => [
        { trigger: ".o_kanban_view .o_l10n_vn_step[data-key=team].o_is_done" },
        { trigger: ".o_l10n_vn_step[data-key=criteria]:not(.o_is_done)", run: "click" },
        { trigger: ".o_list_view .o_data_cell[name=help]:first", run: "click" },
        { trigger: ".o_form_view .o_field_widget[name=help] input", run: "edit Ai ký hợp đồng?" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_view .o_form_saved" },
        { trigger: ".o_breadcrumb .breadcrumb-item:not(.active):first, .o_breadcrumb .o_back_button", run: "click" },
        { trigger: ".o_l10n_vn_step[data-key=criteria].o_is_done" },
        { trigger: ".o_l10n_vn_close_steps", run: "click" },
        { trigger: ".modal .modal-footer .btn-primary", run: "click" },
        { trigger: ".o_kanban_view:not(:has(.o_l10n_vn_first_steps))" },
    ],
});
