import { Component, onMounted, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { rpcBus } from "@web/core/network/rpc";
import { UPDATE_METHODS } from "@web/core/orm_service";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { session } from "@web/session";
import { formatInteger } from "@web/views/fields/formatters";

// The last number that the server counts to, as MOST in models/lead/list_counts.py.
const MOST = 1000;
const OPEN_KEY = "l10n_vn_crm.lead_lists_open";
// Milliseconds after which a recalculation that goes on is asked for again.
const PAUSE = 20000;

/** The lists of leads: names of actions, with what a person reads. */
const LISTS = [
    { name: "crm_lead_action", label: _t("All"), icon: "fa-users" },
    { name: "crm_lead_action_mine", label: _t("Mine: Who First?"), icon: "fa-sort-amount-asc" },
    { name: "crm_lead_action_new", label: _t("New in 7 Days"), icon: "fa-star-o" },
    { name: "crm_lead_action_pool", label: _t("Unassigned"), icon: "fa-inbox" },
    { name: "crm_lead_action_assigned", label: _t("Assigned"), icon: "fa-user-o" },
    { name: "crm_lead_action_no_campaign", label: _t("Without a Campaign"), icon: "fa-bullhorn" },
    { name: "crm_lead_action_by_team", label: _t("By Team"), icon: "fa-sitemap" },
    { name: "crm_lead_action_by_channel", label: _t("By Channel"), icon: "fa-random" },
    { name: "crm_lead_action_converted", label: _t("Converted This Month"), icon: "fa-check-circle-o" },
];

/** What managers have to tidy up: shown while there is any. */
const DUPLICATES = { name: "crm_lead_duplicate_group_action", label: _t("Duplicates"), icon: "fa-clone" };

/** The name of the list that an action of this XML id shows, if any; Odoo's own menu of leads shows all of them. */
export function getListName(xmlId) {
    if (xmlId === "crm.crm_lead_all_leads") {
        return "crm_lead_action";
    }
    return LISTS.find((list) => `l10n_vn_crm.${list.name}` === xmlId)?.name;
}

/** How far a job is; the sign stays beside its number at the end of a line. */
function inPercent(job) {
    return `${job.percent}\u00a0%`;
}

/** Whether a request has changed leads: a write, a button of theirs or of a dialog about them. */
function changesLeads({ model = "", method = "" }) {
    return model.startsWith("crm.lead") && (UPDATE_METHODS.includes(method) || method.startsWith("action_"));
}

/** Lists of leads beside the records, each with its number, and the user's own favorites. */
export class LeadLists extends Component {
    static template = "l10n_vn_crm.LeadLists";
    static components = { Dropdown, DropdownItem };
    static props = {};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({ isOpen: browser.localStorage.getItem(OPEN_KEY) !== "false", counts: {} });
        onWillStart(async () => {
            this.isManager = await user.hasGroup("sales_team.group_sale_manager");
        });
        // Counting follows the records, which the user waits for; an answer that comes after the list has gone is none.
        onMounted(() => {
            this.count();
        });
        onWillUnmount(() => browser.clearTimeout(this.timer));
        this.countSoon = useDebounced(() => this.count(), 1000);
        // Of a server action, such as those of the menu of actions, nothing tells what it changes.
        const serverActions = new Set();
        useBus(rpcBus, "RPC:REQUEST", ({ detail }) => {
            if (detail.url.startsWith("/web/action/run")) {
                serverActions.add(detail.data.id);
            }
        });
        useBus(rpcBus, "RPC:RESPONSE", ({ detail }) => {
            if (serverActions.delete(detail.data.id) || changesLeads(detail.data.params || {})) {
                this.countSoon();
            }
        });
        useBus(this.env.searchModel, "update", () => this.render());
    }

    get lists() {
        const active = getListName(this.env.config.actionXmlId);
        const lists = this.state.counts[DUPLICATES.name] ? [...LISTS, DUPLICATES] : LISTS;
        return lists.map((list) => ({ ...list, isActive: list.name === active }));
    }

    get activeLabel() {
        return this.lists.find((list) => list.isActive)?.label;
    }

    get favorites() {
        return this.env.searchModel.getSearchItems((item) => item.type === "favorite");
    }

    describe(name) {
        const count = this.state.counts[name];
        if (count === undefined) {
            return "";
        }
        return count > MOST ? `${formatInteger(MOST)}+` : formatInteger(count);
    }

    async count() {
        Object.assign(this.state.counts, await this.orm.silent.call("crm.lead", "l10n_vn_count_lists"));
        this.state.progress = await this.findProgress();
        browser.clearTimeout(this.timer);
        if (this.state.progress) {
            this.timer = browser.setTimeout(() => this.count(), PAUSE);
        }
        if (this.isManager) {
            const kwargs = { limit: MOST + 1 };
            this.state.counts[DUPLICATES.name] = await this.orm.silent.searchCount(
                "crm.lead.duplicate.group",
                [],
                kwargs,
            );
        }
    }

    /** How far work on all leads is, whose lists are not complete meanwhile; nothing where there is none. */
    async findProgress() {
        if (session.l10n_vn_is_backfilling) {
            const [job] = await this.findJobs("crm.lead.backfill");
            if (job) {
                return _t("Leads from before the installation are being prepared: %s", inPercent(job));
            }
        }
        const [job] = await this.findJobs("crm.lead.requalification");
        return job && _t("Qualification is being recalculated: %s", inPercent(job));
    }

    findJobs(model) {
        return this.orm.silent.searchRead(model, [["state", "!=", "done"]], ["percent"], { limit: 1 });
    }

    toggle() {
        this.state.isOpen = !this.state.isOpen;
        browser.localStorage.setItem(OPEN_KEY, this.state.isOpen);
    }

    /** A list stays a list; from a board each opens in the form that suits it. */
    open({ name }) {
        const viewType = this.env.config.viewType === "list" ? "list" : undefined;
        return this.action.doAction(`l10n_vn_crm.${name}`, { clearBreadcrumbs: true, viewType });
    }

    choose(favorite) {
        this.env.searchModel.toggleSearchItem(favorite.id);
    }
}
