import { Component } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

/** The answer to a criterion: a line, an amount as it is said ("200 triệu"), a date, or one of its choices. */
export class AnswerInput extends Component {
    static template = "l10n_vn_crm.AnswerInput";
    static components = { DateTimeInput };
    static props = { criterion: Object, onAnswer: Function };

    get placeholder() {
        return this.props.criterion.answer_type === "amount" ? _t("e.g. 200 triệu") : _t("Answer");
    }

    get text() {
        return this.props.criterion.answer?.text || "";
    }

    get value() {
        return this.props.criterion.answer?.value;
    }

    get day() {
        return typeof this.value === "string" ? deserializeDate(this.value) : false;
    }

    onDay(day) {
        return this.props.onAnswer(day ? serializeDate(day) : "");
    }

    onText(ev) {
        const text = ev.target.value.trim();
        if (text !== this.text) {
            return this.props.onAnswer(text);
        }
    }

    onChoice(ev) {
        return this.props.onAnswer(Number(ev.target.value) || "");
    }

    /** Enter stores the answer instead of pressing the first button of the dialog. */
    onKeydown(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            ev.target.blur();
        }
    }
}
