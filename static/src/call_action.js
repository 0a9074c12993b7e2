import { markup } from "@odoo/owl";

/** Call a method that returns an action. Its text for empty screens is HTML of the server, as behind a button. */
export async function callAction(orm, model, method, args, kwargs = {}) {
    const action = await orm.call(model, method, args, kwargs);
    return action.help ? { ...action, help: markup(action.help) } : action;
}
