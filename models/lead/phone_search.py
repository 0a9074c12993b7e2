"""Search of leads and customers by phone in every spelling, as the search box finds it, in domains too."""

from odoo import api, models
from odoo.fields import Domain
from odoo.orm.domains import DomainCondition, DomainNary
from odoo.tools import SQL

from ...tools import search_text
from ...tools.phone import search

_EQUAL, _LIKE = ("=", "in"), ("ilike", "like", "=ilike", "=like")


class MailThreadPhone(models.AbstractModel):
    _inherit = "mail.thread.phone"

    def _search_phone_mobile_search(self, operator, value):
        """Find numbers in every spelling, the second phone and the Zalo account too."""
        if "l10n_vn_search_text" not in self._fields:
            return super()._search_phone_mobile_search(operator, value)
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented  # Odoo then negates the positive search
        values = list(value) if operator == "in" else [value]
        operator = "=" if operator == "in" else operator
        shortest = self._phone_search_min_length
        texts = {value: _typed(value) for value in values if len(_typed(value)) >= shortest}
        if operator in ("like", "=like"):
            # Words are compared letter by letter there, as Odoo does; numbers have no case.
            texts = {value: text for value, text in texts.items() if any(map(str.isdigit, text))}

        def natively(value):
            return Domain(super(MailThreadPhone, self)._search_phone_mobile_search(operator, value))

        # Odoo's search for whether there is a phone, and for texts that are too short.
        domains = [natively(value) for value in values if value not in texts]
        if texts:
            found = {pattern for text in texts.values() for pattern in search.patterns(text, operator == "=")}
            domains.append(self._l10n_vn_phone_domain(found))
            domains.append(
                self._l10n_vn_search_unfilled(
                    lambda: Domain.OR([*map(natively, texts.values()), _has_number_like(sorted(found))])
                )
            )
        return Domain.OR(domains)

    @api.model
    def _l10n_vn_phone_domain(self, patterns):
        """Return the domain of the records with a phone or account like one of ``patterns`` (set of str)."""
        return self._l10n_vn_search_text_domain([[[sorted(map(search_text.in_phones, patterns))]]])


def _has_number_like(patterns):
    """Return the domain of the records whose sanitized phone is like one of ``patterns``."""

    def to_sql(model, alias, query):
        number = model._fields["phone_sanitized"].to_sql(model, alias)
        return SQL("(' ' || %s || ' ') LIKE ANY(%s)", number, patterns)

    return Domain.custom(to_sql=to_sql)


def _typed(value):
    """Return what was typed (str), '' for other values; programs send numbers too."""
    if isinstance(value, int) and not isinstance(value, bool) and value:
        return str(value)
    return value.strip() if isinstance(value, str) else ""


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _search(self, domain, *args, **kwargs):
        """Widen conditions on the phone. What Odoo finds is found too, and conditions behind a "not" are Odoo's."""
        return super()._search(self._l10n_vn_widen_phones(Domain(domain)), *args, **kwargs)

    @api.model
    def _l10n_vn_widen_phones(self, domain):
        if isinstance(domain, DomainNary):
            return domain.apply(self._l10n_vn_widen_phones(child) for child in domain.children)
        if not isinstance(domain, DomainCondition) or domain.field_expr != "phone":
            return domain
        operator, value = domain.operator, domain.value
        if operator not in (*_EQUAL, *_LIKE) or isinstance(value, bool):
            return domain
        values = value if operator == "in" and not isinstance(value, str) else [value]
        texts = [str(one).strip() for one in values if isinstance(one, (str, int)) and not isinstance(one, bool)]
        patterns = {
            pattern
            for text in texts
            if sum(map(str.isdigit, text)) >= self._phone_search_min_length and "\0" not in text
            for pattern in search.patterns(text, whole=operator not in ("ilike", "like"))
        }
        return domain | self._l10n_vn_phone_domain(patterns) if patterns else domain
