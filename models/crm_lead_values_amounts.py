"""Which amounts and moments do texts name?"""

from collections import Counter
from datetime import timedelta

import pytz
from odoo import api, fields, models

from ..tools import dates, filler, money

# Viet Nam keeps no summer time.
_TIME_ZONE, _AHEAD = "Asia/Ho_Chi_Minh", timedelta(hours=7)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_read_money(self, matrix, found, labels):
        """A list is in one currency: what is in another one goes to the notes."""
        for index, _name, cells in found:
            unit = money.in_heading(labels[index])
            cells = [money.with_unit(cell, unit) for cell in cells] if unit else cells
            amounts = {cell: money.parse(cell) for cell in set(cells) if cell and not filler.is_empty(cell)}
            currencies = Counter(amounts[cell].currency for cell in cells if amounts.get(cell))
            usual = currencies.most_common(1)[0][0] if currencies else "VND"
            matrix.column("expected_revenue")
            for row, cell in enumerate(cells):
                if cell in amounts:
                    text = self._l10n_vn_amount(matrix, row, index, labels[index], cell, amounts[cell], usual)
                    if text:
                        self._l10n_vn_set(matrix, "expected_revenue", row, text, (index, labels[index], cell))

    @api.model
    def _l10n_vn_amount(self, matrix, row, index, label, cell, amount, usual):
        """Return the lower end of ``amount`` as text, '' where it is in no or in a foreign currency."""
        if not amount or amount.currency not in ("VND", self.env.company.currency_id.name) or amount.currency != usual:
            self._l10n_vn_keep(matrix, row, index, label, cell, self._l10n_vn_no_amount(cell, amount))
            return ""
        if amount.low != amount.high or money.has_remark(cell):
            self._l10n_vn_keep(matrix, row, index, label, cell)
        if not amount.sure and self.env.company.currency_id.name == "VND":
            matrix.warn(row, index, self.env._("%s is very little money: were millions meant?", cell))
        return str(amount.low)

    @api.model
    def _l10n_vn_no_amount(self, cell, amount):
        if amount:
            return self.env._("%s is in another currency; it is kept in the notes.", cell)
        return self.env._("%s is no amount; it is kept in the notes.", cell)

    @api.model
    def _l10n_vn_read_date(self, matrix, found, labels):
        self._l10n_vn_read_moments(matrix, found, labels, lambda moment: str(moment)[:10])

    @api.model
    def _l10n_vn_read_datetime(self, matrix, found, labels):
        self._l10n_vn_read_moments(matrix, found, labels, self._l10n_vn_import_time)

    @api.model
    def _l10n_vn_import_time(self, moment):
        """Return ``moment`` (date, or datetime in the time of Viet Nam) in the time zone in which ``load()`` reads."""
        moment = fields.Datetime.to_datetime(moment)
        zone = self.env.tz
        if zone is pytz.UTC:
            moment -= _AHEAD
        elif zone.zone != _TIME_ZONE:
            moment = pytz.UTC.localize(moment - _AHEAD).astimezone(zone).replace(tzinfo=None)
        return str(moment)

    @api.model
    def _l10n_vn_read_moments(self, matrix, found, labels, write):
        for index, name, cells in found:
            name = self._l10n_vn_real_field(name)
            day_first = dates.day_first(cells)
            matrix.column(name)
            for row, cell in enumerate(cells):
                if not cell:
                    continue
                moment = dates.parse(cell, day_first, planned=name == "date_deadline")
                source = (index, labels[index], cell)
                if moment:
                    self._l10n_vn_set(matrix, name, row, write(moment), source)
                    if dates.has_remark(cell):
                        self._l10n_vn_keep(matrix, row, *source)
                elif not filler.is_empty(cell):
                    message = self.env._("%s is no date; it is kept in the notes.", cell)
                    self._l10n_vn_keep(matrix, row, *source, message)
