"""Search by words as people type them: names without accents and in any order, parts of phones, codes and addresses."""

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import search_text
from ..context import BY_WORDS

_OPERATORS = ("in", "=", "ilike", "like", "=ilike", "=like")
_MOST_WORDS = 20


class MailThreadPhone(models.AbstractModel):
    _inherit = "mail.thread.phone"

    @api.model
    def _l10n_vn_search_words(self, operator, value, of_customer=False):
        """Return the domain of the records that have all words of ``value``; ``=`` and ``in`` search words, too.

        :param of_customer: search what is the customer's only, without the title of a lead
        """
        if operator not in _OPERATORS:
            return NotImplemented  # of a negative one, Odoo then negates the positive search
        values = value if operator == "in" else [value]
        return Domain.OR(self._l10n_vn_words_domain(one, of_customer) for one in values)

    @api.model
    def _l10n_vn_words_domain(self, value, of_customer):
        if value is False or value is None:
            return Domain.FALSE  # every record has a text
        typed = str(value)
        words = search_text.wanted(typed)
        if of_customer:
            words = [
                [[tuple(map(search_text.in_customer, patterns)) for patterns in all_of] for all_of in word]
                for word in words
            ]
        if not words:
            return Domain.TRUE
        unfilled = self._l10n_vn_search_unfilled(lambda: self._l10n_vn_plain_domain(typed, of_customer))
        return self._l10n_vn_search_text_domain(words) | unfilled

    @api.model
    def _l10n_vn_plain_domain(self, typed, of_customer):
        """Return the domain of the records that have all words of ``typed`` in fields of Odoo, or its phone."""
        sources = self._l10n_vn_search_sources()
        parts = ["customer", "companies", "codes"] if of_customer else ["customer", "companies", "codes", "other"]
        names = [name for part in parts for name in sources.get(part, ()) if "." not in name]
        words = [Domain.OR(Domain(name, "ilike", word) for name in names) for word in typed.split()[:_MOST_WORDS]]
        found = Domain.AND(words)
        if sum(map(str.isdigit, typed)) >= self._phone_search_min_length:  # Odoo refuses shorter ones
            found |= Domain("phone_mobile_search", "ilike", typed)
        return found


class CrmLead(models.Model):
    _inherit = "crm.lead"

    partner_id = fields.Many2one(context={BY_WORDS: True})
    commercial_partner_id = fields.Many2one(context={BY_WORDS: True})
    l10n_vn_search = fields.Char("Lead or Opportunity", store=False, search="_search_l10n_vn_search")
    l10n_vn_search_customer = fields.Char("Customer's Words", store=False, search="_search_l10n_vn_search_customer")

    @api.model
    def _search_l10n_vn_search(self, operator, value):
        return self._l10n_vn_search_words(operator, value)

    @api.model
    def _search_l10n_vn_search_customer(self, operator, value):
        return self._l10n_vn_search_words(operator, value, of_customer=True)

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Find leads by words, as the search box does; what Odoo finds by the title is found too."""
        if name and operator == "ilike":
            domain, name = Domain(domain or Domain.TRUE) & Domain("l10n_vn_search", "ilike", name), ""
        return super().name_search(name, domain, operator, limit)


class ResPartner(models.Model):
    _inherit = "res.partner"

    l10n_vn_search = fields.Char("Customer's Words", store=False, search="_search_l10n_vn_search")

    @api.model
    def _search_l10n_vn_search(self, operator, value):
        return self._l10n_vn_search_words(operator, value)

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Find customers by words where a window of a lead asks; other searches stay Odoo's."""
        if name and operator == "ilike" and self.env.context.get(BY_WORDS):
            domain, name = Domain(domain or Domain.TRUE) & Domain("l10n_vn_search", "ilike", name), ""
        return super().name_search(name, domain, operator, limit)
