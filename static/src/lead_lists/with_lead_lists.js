import { useEffect } from "@odoo/owl";
import { getListName } from "./lead_lists";

/**
 * Add the lists of leads to a list or kanban controller, where the action is one of these lists.
 *
 * @param {Function} Controller
 * @returns {Function}
 */
export function withLeadLists(Controller) {
    return class extends Controller {
        setup() {
            super.setup();
            const isComingBack = Boolean(this.props.state?.modelState);
            // Odoo folds the group of records without a value, which is where the work waits.
            useEffect(
                (isReady) => {
                    if (isReady && !isComingBack && this.opensGroups) {
                        this.model.root.groups
                            .filter((group) => group.isFolded && !group.value && group.count)
                            .forEach((group) => group.toggle());
                    }
                },
                () => [this.model.isReady],
            );
        }

        get opensGroups() {
            return this.model.root.isGrouped && this.model.config.openGroupsByDefault;
        }

        get display() {
            const hasLists = Boolean(getListName(this.env.config.actionXmlId)) && !this.env.inDialog;
            return hasLists ? { ...super.display, searchPanel: true } : super.display;
        }
    };
}
