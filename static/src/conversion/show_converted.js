import { registry } from "@web/core/registry";

/**
 * Show an opportunity in the place of the form of its lead, so that the breadcrumb names each record once: the form
 * reads the same record again, or gives way to the record into which it was merged.
 */
function showConverted(env, { params: { action, lead_id } }) {
    const { action: service } = env.services;
    const { props, view, config } = service.currentController || {};
    if (props?.resModel !== "crm.lead" || view?.type !== "form") {
        return action;
    }
    if (action.res_id === lead_id) {
        return { type: "ir.actions.act_window_close" };
    }
    return service.doAction(action, { index: config.breadcrumbs.length - 1 });
}

registry.category("actions").add("l10n_vn_crm.show_converted", showConverted);
