import { useRef } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { RadioField, radioField } from "@web/views/fields/radio/radio_field";
import { getFieldDomain } from "@web/model/relational_model/utils";
import { useSpecialData } from "@web/views/fields/relational_utils";

/**
 * A many2one as a row of buttons. It is a radio group for the keyboard: Tab reaches it, arrows walk through it, and the
 * digits 1 to 9 choose directly.
 */
export class ChoiceField extends RadioField {
    static template = "l10n_vn_crm.ChoiceField";
    static props = {
        ...RadioField.props,
        iconField: { type: String, optional: true },
    };

    setup() {
        super.setup();
        this.root = useRef("root");
        this.specialData = useSpecialData(async (orm, props) => {
            const { relation } = props.record.fields[props.name];
            const domain = getFieldDomain(props.record, props.name, props.domain);
            const specification = { display_name: {}, ...(props.iconField && { [props.iconField]: {} }) };
            const { records } = await orm.call(relation, "web_search_read", [], { specification, domain });
            return records.map((record) => [record.id, record.display_name, record[props.iconField]]);
        });
    }

    /** Tab stops at one button of the group: the one that is chosen, else the first. */
    get reachable() {
        return this.value || this.items[0]?.[0];
    }

    /** The form focuses the element that has the field's id, which here stands for the button that is chosen. */
    onFocus() {
        const { el } = this.root;
        (el.querySelector("input:checked") || el.querySelector("input"))?.focus();
    }

    onKeydown(ev) {
        const item = /^[1-9]$/.test(ev.key) && this.items[Number(ev.key) - 1];
        if (item && !ev.altKey && !ev.ctrlKey && !this.props.readonly) {
            ev.preventDefault();
            this.onChange(item);
            this.root.el.querySelector(`#${this.id}_${item[0]}`).focus();
        }
    }
}

registry.category("fields").add("l10n_vn_choice", {
    ...radioField,
    component: ChoiceField,
    supportedTypes: ["many2one"],
    extractProps: (fieldInfo, dynamicInfo) => ({
        ...radioField.extractProps(fieldInfo, dynamicInfo),
        iconField: fieldInfo.options.icon_field,
    }),
});
