import { Component, useRef, useState } from "@odoo/owl";
import { CheckboxItem } from "@web/core/dropdown/checkbox_item";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { deserializeDateTime, formatDate, formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Mutex } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { AnswerInput } from "./answer_input";

/** How much is met, as a ring that closes: "3/4", green once all that is required is met. */
export class CriteriaRing extends Component {
    static template = "l10n_vn_crm.CriteriaRing";
    static props = { met: Number, total: Number, isMet: Boolean, size: Number };

    get color() {
        return this.props.isMet ? "success" : this.props.met ? "warning" : "muted";
    }

    /** The circle has a circumference of 100. */
    get filled() {
        return `${(100 * this.props.met) / this.props.total} 100`;
    }
}

/** The criteria that a lead meets: each is a button with who ticked it and when, and a place for its answer. */
export class CriteriaField extends Component {
    static template = "l10n_vn_crm.CriteriaField";
    static components = { AnswerInput, CriteriaRing };
    static props = { ...standardFieldProps };

    setup() {
        this.changes = new Mutex();
        this.notification = useService("notification");
        // Not the hook: what was answered is stored, also where the window closes meanwhile.
        this.orm = this.env.services.orm;
        this.root = useRef("root");
    }

    get qualification() {
        return this.props.record.data.l10n_vn_qualification;
    }

    get isShown() {
        return Boolean(this.qualification && this.qualification.total);
    }

    day(answer) {
        return formatDate(deserializeDateTime(answer.date));
    }

    moment(answer) {
        return formatDateTime(deserializeDateTime(answer.date));
    }

    title(criterion) {
        const { help, answer } = criterion;
        return [help, answer && `${answer.user}, ${this.moment(answer)}`].filter(Boolean).join("\n");
    }

    /** A tick; where only an answer will do, the cursor goes there. */
    toggle(criterion) {
        if (!criterion.is_met && criterion.is_answer_required) {
            return this.askFor(criterion);
        }
        return this.change(criterion, !criterion.is_met);
    }

    askFor({ id }) {
        this.root.el.querySelector(`[data-answer="${id}"] :is(input, select)`)?.focus();
    }

    /** Emptying an answer leaves the tick, unless the criterion asks for an answer. */
    answer(criterion, value) {
        return this.change(criterion, value === "" ? criterion.is_met && !criterion.is_answer_required : value);
    }

    /** Clicks may come faster than the server answers: each waits until the one before is stored. */
    change(criterion, value) {
        return this.changes.exec(() => this.apply(criterion, value));
    }

    /**
     * A change is saved at once, in the conversion window too: who and when are those of the click, and no refused step
     * takes it along. With it goes what was seen before, so that nobody overwrites what a colleague answers meanwhile.
     */
    async apply({ id }, value) {
        const { readonly, record } = this.props;
        if (readonly) {
            return;
        }
        const before = record.data.l10n_vn_answers || {};
        const isLead = record.resModel === "crm.lead";
        const leadId = isLead ? record.resId : record.data.lead_id?.id;
        const change = { [id]: value, seen: { [id]: this.stored(id) } };
        try {
            await record.update({ l10n_vn_answers: isLead && leadId ? change : { ...before, [id]: value } });
            if (isLead && leadId) {
                await record.save();
            } else if (leadId) {
                await this.orm.write("crm.lead", [leadId], { l10n_vn_answers: change });
            }
        } catch (error) {
            await record.update(leadId ? await this.readAnswers(leadId, isLead) : { l10n_vn_answers: before });
            throw error;
        }
    }

    /** What is stored of a criterion, as the server calls it: false, true for a tick, or the answer. */
    stored(id) {
        const { answer } = this.qualification.criteria.find((criterion) => criterion.id === id);
        return answer ? (answer.value ?? true) : false;
    }

    /** The answers as they are on the server by now: they may be those of a colleague. */
    async readAnswers(leadId, isLead) {
        const names = ["l10n_vn_answers", "l10n_vn_qualification"];
        const [{ l10n_vn_answers, l10n_vn_qualification }] = await this.orm.read("crm.lead", [leadId], names);
        return isLead ? { l10n_vn_answers, l10n_vn_qualification } : { l10n_vn_answers };
    }
}

/**
 * The same in little: a ring that opens the list of criteria. Its field says how much is met; a list of records leaves
 * the criteria out, which are then read when the ring is opened.
 */
export class CriteriaRingField extends CriteriaField {
    static template = "l10n_vn_crm.CriteriaRingField";
    static components = { CheckboxItem, CriteriaRing, Dropdown };

    setup() {
        super.setup();
        this.details = useState({ read: null });
    }

    get qualification() {
        return this.details.read || this.shown;
    }

    /** A list gives a text such as "3/4", with "✓" once all that is required is met. */
    get shown() {
        const value = this.props.record.data[this.props.name];
        if (typeof value !== "string") {
            return value;
        }
        const [met, total] = value.split(" ")[0].split("/").map(Number);
        return { met, total, is_met: value.endsWith("✓") };
    }

    async open() {
        if (!this.qualification.criteria) {
            await this.readDetails();
        }
    }

    async readDetails() {
        const names = ["l10n_vn_qualification"];
        const [lead] = await this.orm.read("crm.lead", [this.props.record.resId], names);
        this.details.read = lead.l10n_vn_qualification;
    }

    async apply({ id }, value) {
        const { record } = this.props;
        if (await record.isDirty()) {
            await record.save();
        }
        const change = { [id]: value, seen: { [id]: this.stored(id) } };
        try {
            await this.orm.write("crm.lead", [record.resId], { l10n_vn_answers: change });
        } finally {
            await Promise.all([record.load(), this.readDetails()]);
        }
    }

    askFor({ name }) {
        this.notification.add(_t("“%s” needs an answer: open the lead and type it there.", name), { type: "info" });
    }
}

/** What was answered, as text: on cards and opportunities. */
export class CriteriaAnswersField extends Component {
    static template = "l10n_vn_crm.CriteriaAnswersField";
    static props = { ...standardFieldProps };

    get answered() {
        const { criteria = [] } = this.props.record.data[this.props.name] || {};
        return criteria.filter(({ answer }) => answer && answer.text);
    }
}

const criteriaField = {
    displayName: _t("Qualification criteria"),
    supportedTypes: ["many2many"],
    isEmpty: () => false,
    fieldDependencies: [
        { name: "l10n_vn_qualification", type: "json" },
        { name: "l10n_vn_answers", type: "json", readonly: false },
    ],
    extractProps: (_fieldInfo, dynamicInfo) => ({ readonly: dynamicInfo.readonly }),
};
const shownField = {
    displayName: criteriaField.displayName,
    supportedTypes: ["json"],
    isEmpty: () => false,
    // Cards and rows take ticks too, although they are not edited.
    extractProps: (_fieldInfo, dynamicInfo) => ({ readonly: dynamicInfo.readonly }),
};
const fields = registry.category("fields");
fields.add("l10n_vn_criteria", { ...criteriaField, component: CriteriaField });
fields.add("l10n_vn_criteria_ring", {
    ...shownField,
    supportedTypes: ["char", "json"],
    component: CriteriaRingField,
});
fields.add("l10n_vn_criteria_answers", { ...shownField, component: CriteriaAnswersField });
