import { markup } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/** A salesperson's first day: add a lead, record a talk, and find the next action on My Day. */
registry.category("web_tour.tours").add("l10n_vn_crm_first_day", {
    url: "/odoo/my-day",
    steps: () => [
        {
            trigger: ".o_l10n_vn_my_day .o_l10n_vn_add",
            content: markup(_t("Somebody called or gave you a card? <b>Add them</b> before you forget.")),
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_field_widget[name=name] textarea",
            content: markup(_t("<b>What are they interested in?</b> A few words will do.")),
            tooltipPosition: "bottom",
            run: `edit ${_t("Asks for the price of a water filter")}`,
        },
        {
            trigger: ".o_form_view .o_field_widget[name=contact_name] input",
            content: markup(_t("<b>Who is it?</b> The name as they say it.")),
            tooltipPosition: "bottom",
            run: "edit Nguyễn Thị Lan",
        },
        {
            trigger: ".o_form_view .o_field_widget[name=phone] input",
            content: markup(_t("The <b>phone number</b>, in any spelling: it is brought into order by itself.")),
            tooltipPosition: "bottom",
            run: "edit 0912 345 678",
        },
        {
            trigger: ".o_form_button_save",
            content: markup(_t("<b>Save</b>: from now on the lead is yours.")),
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            trigger: ".o_form_view button[data-hotkey=g]",
            content: markup(_t("After each talk, <b>record what came of it</b>.")),
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            trigger: ".modal .o_l10n_vn_choice label:first",
            content: markup(_t("One click on the <b>result</b>; the next action is proposed below.")),
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_save]",
            content: markup(_t("<b>Save the result</b>: it is written down and the next call is planned.")),
            tooltipPosition: "top",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) .o_breadcrumb .breadcrumb-item:not(.active):first",
            content: markup(_t("<b>Back to My Day</b>: on the day of the call, the card waits for you there.")),
            tooltipPosition: "bottom",
            run: "click",
        },
        {
            trigger: ".o_l10n_vn_my_day .o_l10n_vn_day_tiles",
            content: markup(_t("<b>Begin each morning here</b>: work through it from left to right. Click to finish.")),
            tooltipPosition: "bottom",
            run: "click",
        },
    ],
});
