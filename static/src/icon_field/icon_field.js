import { registry } from "@web/core/registry";
import { SelectionField, selectionField } from "@web/views/fields/selection/selection_field";

/** A selection of Font Awesome icons, each shown beside its name. */
export class IconField extends SelectionField {
    static template = "l10n_vn_crm.IconField";
}

registry.category("fields").add("l10n_vn_icon", {
    ...selectionField,
    component: IconField,
    supportedTypes: ["selection"],
});
