"""Answers to criteria as people and programs give them, read into typed values; and these as texts to show."""

import math
from datetime import date
from typing import NamedTuple

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, formatLang

from ...tools.text import clean_lines, fold
from ...tools.value import dates, money

_LARGEST = 10**15


class AnswerValue(NamedTuple):
    """``text`` as typed; of an amount only where it says more than the number: a range, a remark"""

    text: str | None = None
    amount: float | None = None
    day: date | None = None
    choice_id: int | None = None

    @property
    def plain(self) -> str | float | int | bool:
        """The answer as clients get it: text, number, ISO date, id of a choice; True for a tick only."""
        first = next((value for value in self if value is not None), True)
        return str(first) if isinstance(first, date) else first


class CrmLeadCriterion(models.Model):
    _inherit = "crm.lead.criterion"

    def _read_answer(self, value, currency):
        """Return the :class:`AnswerValue` of ``value``, the answer of a lead in ``currency`` to this one criterion.

        :param value: True for a tick without an answer, else text, number, date (ISO or as written in Viet Nam), id or
            name of a choice
        :raise UserError: naming the criterion and what it accepts
        """
        if value is True:
            if self.is_answer_required:
                raise UserError(
                    self.env._("“%(criterion)s” needs an answer: %(example)s.", **self._describe_expected())
                )
            return AnswerValue()
        reader = getattr(self, f"_read_{self.answer_type}", None)
        read = reader and reader(value, currency)
        if not read:
            raise UserError(
                self.env._(
                    "“%(value)s” is no answer to “%(criterion)s”, which takes %(example)s.",
                    value=str(value)[:80],
                    **self._describe_expected(),
                )
            )
        return read

    def _describe_expected(self):
        choices = ", ".join(f"“{name}”" for name in self.choice_ids.filtered("active").mapped("name")) or "–"
        examples = {
            "none": self.env._("a tick only"),
            "text": self.env._("a text"),
            "amount": self.env._("an amount such as 200 triệu or 1,5 tỷ"),
            "date": self.env._("a date such as 31/12/2026"),
            "choice": self.env._("one of %s", choices),
        }
        return {"criterion": self.name, "example": examples[self.answer_type]}

    def _read_text(self, value, _currency):
        text = clean_lines(value) if isinstance(value, str) else None
        return AnswerValue(text=text) if text else None

    def _read_amount(self, value, currency):
        if isinstance(value, (int, float)):
            return AnswerValue(amount=float(value)) if math.isfinite(value) and 0 <= value <= _LARGEST else None
        amount = money.parse(value, cents=currency.decimal_places) if isinstance(value, str) else None
        # "500" of đồng is meant as thousands or millions: its unit is missing.
        if not amount or amount.currency not in ("VND", currency.name) or not amount.sure and currency.name == "VND":
            return None
        says_more = amount.low != amount.high or money.has_remark(value)
        return AnswerValue(text=clean_lines(value) if says_more else None, amount=float(amount.low or amount.high or 0))

    def _read_date(self, value, _currency):
        day = dates.parse(value, planned=True) if isinstance(value, (str, date)) else None
        return AnswerValue(day=fields.Date.to_date(day)) if day else None

    def _read_choice(self, value, _currency):
        choices = self.choice_ids.filtered("active")
        if isinstance(value, str):
            found = choices.filtered(lambda choice: fold(choice.name) == fold(value))[:1]
        else:
            found = choices.filtered(lambda choice: choice.id == value)
        return AnswerValue(choice_id=found.id) if found else None

    def _show_answer(self, value, currency, choices=None):
        """Return the :class:`AnswerValue` ``value`` as a text in the user's language, empty for a tick only.

        :param dict choices: {id: name} of the choices, read from this one criterion where there is none
        """
        if value.text is not None:
            return value.text
        if value.amount is not None:
            in_words = (self.env.lang or "").startswith("vi") and currency.name == "VND"
            return (
                money.shorten(value.amount) if in_words else formatLang(self.env, value.amount, currency_obj=currency)
            )
        if value.day:
            return format_date(self.env, value.day)
        if choices is None:
            choices = {choice.id: choice.name for choice in self.choice_ids}
        return choices.get(value.choice_id) or ""
