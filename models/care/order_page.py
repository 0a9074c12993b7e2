"""A page of leads in the order of ``order.py`` where there are too many to sort: kind by kind, each by an index."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .trial import NOTICE_DAYS

# The field that stands for the urgency in an order.
FIRST = "l10n_vn_next_reason"
# As many leads are sorted in a moment.
MANY = 50_000
# Pages further down are sorted.
LAST = 1_000


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    @api.readonly
    def web_search_read(self, domain, specification, offset=0, limit=None, order=None, count_limit=None):
        """Find the leads of the page first, where sorting all of them by urgency would read each."""
        first, _comma, then = (order or "").lower().partition(",")
        is_urgent = limit and first.strip() in (FIRST, f"{FIRST} asc")
        ids = self._l10n_vn_find_page(domain, offset, limit, then) if is_urgent else None
        if ids is None:
            return super().web_search_read(domain, specification, offset, limit, order, count_limit)
        page = super().web_search_read([("id", "in", ids)], specification, limit=limit, order=order)
        return {**page, "length": self.search_count(domain, limit=count_limit)}

    @api.model
    def _l10n_vn_find_page(self, domain, offset, limit, then):
        """Return the ids of the leads at the places ``offset`` to ``offset + limit`` of those that ``domain`` finds.

        None where they are few enough to be sorted, or the page is far down.

        :param str then: terms of the order that follow the urgency
        """
        wanted, ids = offset + limit, []
        if wanted > LAST or self.search_count(domain, limit=MANY + 1) <= MANY:
            return None
        for place in range(1, 8):
            of_place = Domain(domain) & Domain.custom(
                to_sql=lambda model, alias, query, place=place: model._l10n_vn_place_to_sql(place, alias, query)
            )
            # From the new ones on, only what follows decides: stars and numbers, of which there is an index.
            terms = [FIRST, then] if place < 5 else [then or self._order]
            ids += self.search(of_place, limit=wanted - len(ids), order=", ".join(filter(None, terms))).ids
            if len(ids) == wanted:
                break
        return ids[offset:]

    @api.model
    def _l10n_vn_place_to_sql(self, place, alias, query):
        """Return the SQL condition that leads come at ``place``, 1 to 6, or 7 for closed ones.

        A condition that all of these leads meet comes first: it lets PostgreSQL find them by an index.
        """
        key = SQL("floor(%s / 1e10)", self._l10n_vn_get_order_key(alias, query))
        if place == 7:
            return SQL("%s IS NULL", key)
        found = self._l10n_vn_get_indexed_conditions(alias).get(place, SQL("TRUE"))
        return SQL("%s AND %s = %s", found, key, place)

    @api.model
    def _l10n_vn_get_indexed_conditions(self, alias):
        """Return {place: SQL that finds its leads, and few others, by an index}."""

        def column(name):
            return SQL.identifier(alias, name)

        due = SQL(
            "%s IN (SELECT res_id FROM mail_activity WHERE res_model = 'crm.lead' AND active AND date_deadline <= %s)",
            column("id"),
            self._l10n_vn_get_today(),
        )
        soon = self._l10n_vn_get_today() + timedelta(days=NOTICE_DAYS)
        return {
            1: due,
            2: SQL("%s <= %s AND %s = 'lead'", column("l10n_vn_trial_end"), soon, column("type")),
            3: SQL("%s IS NOT NULL", column("l10n_vn_waiting_since")),
            4: SQL(
                "%s < %s AND %s IS NULL",
                column("l10n_vn_answer_by"),
                fields.Datetime.now(),
                column("l10n_vn_first_answer"),
            ),
        }
