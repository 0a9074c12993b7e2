import { useEffect } from "@odoo/owl";
import { getListName } from "./lead_lists";

// Each is a request; as many groups are opened by Odoo's own.
const MOST_INNER = 10;

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
            useEffect(
                (isReady) => {
                    if (isReady && !isComingBack && this.opensGroups) {
                        this.openGroups();
                    }
                },
                () => [this.model.isReady],
            );
        }

        get opensGroups() {
            const { config, root, useSampleModel } = this.model;
            return root.isGrouped && config.openGroupsByDefault && !useSampleModel;
        }

        /** Open what Odoo leaves folded: the group without a value, where the work waits, and groups within groups. */
        async openGroups() {
            const empty = this.model.root.groups.find((group) => group.isFolded && !group.value && group.count);
            await empty?.toggle();
            const inner = this.model.root.groups.flatMap((group) => (group.isFolded ? [] : group.list.groups || []));
            for (const group of inner.filter((group) => group.isFolded).slice(0, MOST_INNER)) {
                await group.toggle();
            }
        }

        get display() {
            const hasLists = Boolean(getListName(this.env.config.actionXmlId)) && !this.env.inDialog;
            return hasLists ? { ...super.display, searchPanel: true } : super.display;
        }
    };
}
