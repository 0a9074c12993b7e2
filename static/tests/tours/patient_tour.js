import { registry } from "@web/core/registry";

const PATIENCE = 60000; // milliseconds for a step; Odoo's 10000 are too few on a busy machine

/** Register a tour whose steps wait long enough for a busy machine. */
export function addTour(name, { steps, ...tour }) {
    registry.category("web_tour.tours").add(name, {
        ...tour,
        steps: () => steps().map((step) => ({ timeout: PATIENCE, ...step })),
    });
}
