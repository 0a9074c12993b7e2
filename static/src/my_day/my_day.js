import { Component, onMounted, onWillStart, status, useEffect, useRef, useState } from "@odoo/owl";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { callAction } from "../call_action";
import { DayCard } from "./day_card";

const MODEL = "crm.lead.my.day";

/** The way of contact behind each button. */
const CHANNELS = {
    action_l10n_vn_call: "phone",
    action_l10n_vn_zalo: "zalo",
    action_l10n_vn_send_mail: "email",
};

/** A salesperson's day: sections of cards, worked off one after the other by mouse, thumb or keyboard. */
export class MyDay extends Component {
    static template = "l10n_vn_crm.MyDay";
    static components = { Layout, DayCard };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.action = useService("action");
        this.tour = useService("tour_service");
        this.ui = useService("ui");
        this.root = useRef("root");
        this.display = { controlPanel: {} };
        // The given name comes last in Vietnamese.
        this.greeting = _t("Hello %s", user.name.split(" ").at(-1));
        this.texts = {
            overdue: { label: _t("Overdue"), icon: "fa-exclamation-circle", color: "text-danger" },
            today: { label: _t("Due Today"), icon: "fa-calendar-check-o", color: "text-warning" },
            new: { label: _t("New and Unanswered"), icon: "fa-bell-o", color: "text-info" },
            trial: { label: _t("Trials That End"), icon: "fa-hourglass-half", color: "text-primary" },
            pool: { label: _t("Waiting in the Pool"), icon: "fa-inbox", color: "text-success" },
        };
        this.keys = [
            [["↓", "J"], _t("next card")],
            [["↑", "K"], _t("previous card")],
            [["Enter"], _t("open")],
            [["C"], _t("call")],
            [["Z"], _t("Zalo")],
            [["M"], _t("email")],
            [["R"], _t("result")],
            [["T"], _t("take")],
        ];
        // ``wanted``: the card that gets the focus once the page has been drawn; ``reached``: that of the last call
        const focused = this.props.state?.focused || false;
        this.state = useState({ day: null, focused, wanted: false, reached: false });
        onWillStart(() => this.load());
        onMounted(() => {
            if (!this.ui.isSmall) {
                this.focus(this.has(this.state.focused) ? this.state.focused : this.order[0]);
            }
        });
        useEffect(
            (wanted) => {
                if (wanted) {
                    this.focus(wanted);
                    this.state.wanted = false;
                }
            },
            () => [this.state.wanted],
        );
        useSetupAction({ getLocalState: () => ({ focused: this.state.focused }) });
        this.useKeys();
    }

    useKeys() {
        const moves = { j: 1, arrowdown: 1, k: -1, arrowup: -1 };
        for (const [key, step] of Object.entries(moves)) {
            useHotkey(key, () => this.move(step), { allowRepeat: true });
        }
        const isCard = (target) => target.matches?.(".o_l10n_vn_day_card");
        useHotkey("enter", ({ target }) => this.press(target, "open"), { isAvailable: isCard });
        for (const [key, button] of Object.entries({ c: "call", z: "zalo", m: "mail", r: "result", t: "take" })) {
            useHotkey(key, () => this.press(this.cardElement(this.state.focused), button));
        }
    }

    // ----- Data

    async load() {
        this.state.day = await this.orm.call(MODEL, "get_day", []);
    }

    get sections() {
        return this.state.day.sections.filter((section) => section.count);
    }

    /** Whether nothing is left to do: the pool is an offer. */
    get isDone() {
        return !this.state.day.sections.some((section) => section.key !== "pool" && section.count);
    }

    get hasPool() {
        return this.state.day.sections.some((section) => section.key === "pool" && section.count);
    }

    get order() {
        return this.state.day.sections.flatMap((section) => section.cards.map((card) => card.id));
    }

    has(id) {
        return this.order.includes(id);
    }

    number(section) {
        return section.has_more ? `${section.count}+` : `${section.count}`;
    }

    get summary() {
        const due = this.state.day.sections.filter((section) => section.key !== "pool");
        const sum = due.reduce((total, section) => total + section.count, 0);
        const count = due.some((section) => section.has_more) ? `${sum}+` : sum;
        return sum ? _t("Things to do today: %s", count) : _t("Nothing waits for you.");
    }

    // ----- Cards

    cardElement(id) {
        return id && this.root.el?.querySelector(`.o_l10n_vn_day_card[data-id="${id}"]`);
    }

    focus(id) {
        this.cardElement(id)?.focus();
    }

    move(step) {
        const place = this.order.indexOf(this.state.focused);
        this.focus(this.order[Math.min(Math.max(place + step, 0), this.order.length - 1)]);
    }

    /** Press a button of a card, where it has that button. */
    press(element, name) {
        element?.querySelector(`[data-action="${name}"]`)?.click();
    }

    /** Read the day anew after work on a card; focus the card, or the next one where it has left its place. */
    async reload(id, { staysFocused = true } = {}) {
        // A dialog that closes because another page opens tells its page, which is gone.
        if (status(this) === "destroyed") {
            return;
        }
        const before = this.order;
        await this.load();
        const rest = before.slice(before.indexOf(id) + 1).find((next) => this.has(next));
        this.state.wanted = staysFocused && this.has(id) ? id : rest || this.order.at(-1) || false;
    }

    open(card) {
        this.state.focused = card.id;
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "crm.lead",
            res_id: card.id,
            views: [[false, "form"]],
        });
    }

    /** Reach the contact by call, Zalo or mail; what came of it is the next thing to record. */
    reach(card, method) {
        const channel = CHANNELS[method];
        if (!card.refused.includes(channel)) {
            return this.openWay(card, method);
        }
        // The same words as on the form.
        this.dialog.add(ConfirmationDialog, {
            body: _t("This person has asked not to be contacted in this way. Do you have their new consent?"),
            confirm: () => this.openWay(card, method),
            cancel: () => {},
        });
    }

    async openWay(card, method) {
        this.state.reached = card.id;
        await this.action.doActionButton({
            type: "object",
            name: method,
            resModel: "crm.lead",
            resId: card.id,
            resIds: [card.id],
            context: user.context,
            onClose: () => this.reload(card.id),
        });
    }

    recordResult(card) {
        return this.action.doAction("l10n_vn_crm.crm_lead_result_action", {
            additionalContext: { active_model: "crm.lead", active_id: card.id, active_ids: [card.id] },
            onClose: () => this.reload(card.id),
        });
    }

    async take(card) {
        const action = await this.orm.call("crm.lead", "action_l10n_vn_take", [[card.id]]);
        // This page is read anew below, without losing the place.
        delete action.params.next;
        await this.action.doAction(action);
        await this.reload(card.id, { staysFocused: false });
    }

    // ----- Page

    scrollTo(key) {
        this.root.el.querySelector(`.o_l10n_vn_day_section[data-key="${key}"]`)?.scrollIntoView({ block: "start" });
        this.focus(this.state.day.sections.find((section) => section.key === key).cards[0]?.id);
    }

    async openSection(key) {
        this.action.doAction(await callAction(this.orm, MODEL, "action_open", [key]));
    }

    addLead() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("New Lead"),
            res_model: "crm.lead",
            views: [[false, "form"]],
            context: { default_type: "lead" },
        });
    }

    startTour() {
        return this.tour.startTour("l10n_vn_crm_first_day", { mode: "manual", redirect: false });
    }
}

registry.category("actions").add("l10n_vn_crm.my_day", MyDay);
