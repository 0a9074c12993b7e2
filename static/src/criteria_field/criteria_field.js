import { Component } from "@odoo/owl";
import { CheckboxItem } from "@web/core/dropdown/checkbox_item";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { deserializeDateTime, formatDate, formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

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

/** The criteria that a lead meets: each is a button with who ticked it and when. */
export class CriteriaField extends Component {
    static template = "l10n_vn_crm.CriteriaField";
    static components = { CriteriaRing };
    static props = { ...standardFieldProps };

    get qualification() {
        return this.props.record.data.l10n_vn_qualification;
    }

    get isShown() {
        return Boolean(this.qualification && this.qualification.total);
    }

    isMet(criterion) {
        return this.props.record.data[this.props.name].currentIds.includes(criterion.id);
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

    /** A tick is saved at once: who and when are those of the click, and no refused step takes it along. */
    async toggle(criterion) {
        const { name, readonly, record } = this.props;
        if (!readonly) {
            const change = this.isMet(criterion) ? "remove" : "add";
            await record.data[name].addAndRemove({ [change]: [criterion.id] });
            if (!record.isNew) {
                await record.save();
            }
        }
    }
}

/** The same in little: a ring that opens the list of criteria. */
export class CriteriaRingField extends CriteriaField {
    static template = "l10n_vn_crm.CriteriaRingField";
    static components = { CheckboxItem, CriteriaRing, Dropdown };
}

const criteriaField = {
    displayName: _t("Qualification criteria"),
    supportedTypes: ["many2many"],
    isEmpty: () => false,
    fieldDependencies: [{ name: "l10n_vn_qualification", type: "json" }],
};
registry.category("fields").add("l10n_vn_criteria", { ...criteriaField, component: CriteriaField });
registry.category("fields").add("l10n_vn_criteria_ring", { ...criteriaField, component: CriteriaRingField });
