import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";

// Odoo's own URL action would put a slash before "tel:".
registry.category("actions").add("l10n_vn_crm.open_dialler", (env, action) => {
    browser.location.assign(action.params.url);
    return { type: "ir.actions.act_window_close" };
});
