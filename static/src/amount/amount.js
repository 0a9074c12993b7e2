import { getCurrency } from "@web/core/currency";
import { localization as l10n } from "@web/core/l10n/localization";
import { registry } from "@web/core/registry";
import { formatFloat, formatMonetary } from "@web/views/fields/formatters";
import { MonetaryField, monetaryField } from "@web/views/fields/monetary/monetary_field";
import { AnimatedNumber } from "@web/views/view_components/animated_number";

// Units of đồng as they are written in Vietnamese, not translated: other languages have other steps.
const UNITS = [
    [1e9, "tỷ"],
    [1e6, "tr"],
];

/**
 * An amount of money in few letters: 88 tr and 1,5 tỷ for đồng in Vietnamese, Odoo's own short form else.
 *
 * @param {number} value
 * @param {number|false} currencyId
 * @returns {string}
 */
export function formatCompact(value, currencyId) {
    const isDong = getCurrency(currencyId)?.name === "VND" && l10n.code.startsWith("vi");
    // 999,600,000 rounds to 1 tỷ, not to 1.000 tr.
    const [size, unit] = UNITS.find(([size]) => Math.abs(value) >= size * 0.9995) || [];
    if (isDong && unit) {
        const inUnit = value / size;
        const decimals = Math.abs(inUnit) < 100 && Math.round(inUnit * 10) % 10 ? 1 : 0;
        return `${formatFloat(inUnit, { digits: [16, decimals] })}\u00a0${unit}`;
    }
    if (isDong) {
        return formatMonetary(value, { currencyId });
    }
    const inUnit = value / 1000 ** Math.floor(Math.log10(Math.max(value, 1)) / 3);
    const decimals = inUnit < 100 && Math.round(inUnit * 10) % 10 ? 1 : 0;
    return formatMonetary(value, { currencyId, humanReadable: true, digits: [null, decimals] });
}

/** The sum of a column in few letters. */
export class CompactNumber extends AnimatedNumber {
    static template = "l10n_vn_crm.CompactNumber";

    format(value) {
        return this.currencyId ? formatCompact(value, this.currencyId) : super.format(value);
    }

    get exact() {
        const { value, title } = this.props;
        const amount = this.currencyId ? formatMonetary(value, { currencyId: this.currencyId }) : "";
        return [title, amount].filter(Boolean).join(": ");
    }
}

/** An amount on a card in few letters, the exact one as its tooltip. */
class CompactAmountField extends MonetaryField {
    static template = "l10n_vn_crm.CompactAmountField";

    get compact() {
        return formatCompact(this.value || 0, this.currencyId);
    }
}

registry.category("fields").add("l10n_vn_compact_amount", { ...monetaryField, component: CompactAmountField });
