import { markup } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

const form = ".o_form_view";

/** [what to look at, what it says, what to do] of each step. */
const steps = () => [
    [
        ".o_l10n_vn_my_day .o_l10n_vn_add",
        _t("Somebody called or gave you a card? <b>Add them</b> before you forget."),
        "click",
    ],
    [
        `${form} .o_field_widget[name=name] textarea`,
        _t("<b>What are they interested in?</b> A few words will do."),
        `edit ${_t("Asks for the price of a water filter")}`,
    ],
    [
        `${form} .o_field_widget[name=contact_name] input`,
        _t("<b>Who is it?</b> The name as they say it."),
        "edit Nguyễn Thị Lan",
    ],
    [
        `${form} .o_field_widget[name=phone] input`,
        _t("The <b>phone number</b>, in any spelling: it is brought into order by itself."),
        "edit 0912 345 678",
    ],
    [".o_form_button_save", _t("<b>Save</b>: from now on the lead is yours."), "click"],
    [`${form} button[data-hotkey=g]`, _t("After each talk, <b>record what came of it</b>."), "click"],
    [
        ".modal .o_l10n_vn_choice label:first",
        _t("One click on the <b>result</b>; the next action is proposed below."),
        "click",
    ],
    [
        ".modal button[name=action_save]",
        _t("<b>Save the result</b>: it is written down and the next call is planned."),
        "click",
    ],
    [
        "body:not(:has(.modal)) .o_breadcrumb .breadcrumb-item:not(.active):first",
        _t("<b>Back to My Day</b>: on the day of the call, the card waits for you there."),
        "click",
    ],
    [
        ".o_l10n_vn_my_day .o_l10n_vn_day_tiles",
        _t("<b>Begin each morning here</b>: work through it from left to right. Click to finish."),
        "click",
    ],
];

/** A salesperson's first day: add a lead, record a talk, and find the next action on My Day. */
registry.category("web_tour.tours").add("l10n_vn_crm_first_day", {
    url: "/odoo/my-day",
    steps: () =>
        steps().map(([trigger, text, run]) => ({
            trigger,
            content: markup(text),
            timeout: 60000, // a busy machine answers late
            tooltipPosition: trigger.startsWith(".modal button") ? "top" : "bottom",
            run,
        })),
});
