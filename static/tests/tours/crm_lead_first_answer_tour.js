import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";

const card = ".o_l10n_vn_day_card:contains(Chị Lan)";

/** A new lead shows the time left; a click on Zalo is an attempt, a recorded talk is the first answer. */
registry.category("web_tour.tours").add("l10n_vn_crm_first_answer", {
    steps: () => [
        {
            trigger: `[data-key=new] ${card} .badge .fa-clock-o`,
            run: () => {
                // The account would open in a new tab.
                browser.open = () => ({ closed: false });
            },
        },
        { trigger: `${card} [data-action=zalo]`, run: "click" },
        {
            trigger: `[data-key=new] ${card}:has(.o_l10n_vn_day_why .fa-phone) [data-action=result].btn-primary`,
            run: "click",
        },
        { trigger: ".modal .o_l10n_vn_choice label:first", run: "click" },
        { trigger: ".modal button[name=action_save]", run: "click" },
        { trigger: `.o_l10n_vn_my_day:not(:has(${card}))` },
    ],
});
