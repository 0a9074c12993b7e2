"""Search of leads and customers by phone in every spelling, through one stored and indexed search key.

The key of a record holds its phone numbers and Zalo account; more may be added to it.
"""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.phone import search


def _index():
    """Return the index of the key; parts of words are indexed by trigrams only."""
    return models.Index(
        lambda registry: (
            "USING gin (l10n_vn_search_key gin_trgm_ops) WHERE l10n_vn_search_key IS NOT NULL"
            if registry.has_trigram
            else ""
        )
    )


def _field():
    # No access for users: it may contain what access rules of single fields hide.
    return fields.Text(
        "Search Key",
        compute="_compute_l10n_vn_search_key",
        store=True,
        prefetch=False,
        groups=fields.NO_ACCESS,
        export_string_translation=False,
    )


class MailThreadPhone(models.AbstractModel):
    _inherit = "mail.thread.phone"

    @api.model
    def _l10n_vn_phone_fields(self):
        """Return the names of the fields in which phone numbers are searched."""
        names = [*self._phone_get_number_fields(), "l10n_vn_phone2"]
        return [name for name in names if name in self._fields and self._fields[name].store]

    @api.depends(lambda self: [*self._l10n_vn_phone_fields(), "l10n_vn_zalo"])
    def _compute_l10n_vn_search_key(self):
        names = self._l10n_vn_phone_fields()
        for record in self:
            key = search.stored([record[name] for name in names], record.l10n_vn_zalo)
            record.l10n_vn_search_key = key or False

    def _search_phone_mobile_search(self, operator, value):
        """Find numbers in every spelling, the second phone and the Zalo account too."""
        if "l10n_vn_search_key" not in self._fields:
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
        # Odoo's search for whether there is a phone, and for texts that are too short.
        domains = [
            super(MailThreadPhone, self)._search_phone_mobile_search(operator, v) for v in values if v not in texts
        ]
        if texts:
            found = {pattern for text in texts.values() for pattern in search.patterns(text, operator == "=")}
            domains.append(self._l10n_vn_search_key_domain(sorted(found)))
        return Domain.OR(domains)

    @api.model
    def _l10n_vn_search_key_domain(self, patterns):
        """Return the domain of the records whose search key is like one of ``patterns`` (list of str)."""

        def to_sql(model, alias, query):
            # The SQL of the field, without its check of access: users have none, and its content is not returned.
            return SQL("%s LIKE ANY(%s)", model._fields["l10n_vn_search_key"].to_sql(model, alias), patterns)

        return Domain.custom(to_sql=to_sql)


def _typed(value):
    """Return what was typed (str), '' for other values; programs send numbers too."""
    if isinstance(value, int) and not isinstance(value, bool) and value:
        return str(value)
    return value.strip() if isinstance(value, str) else ""


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_search_key = _field()
    _l10n_vn_search_key_index = _index()


class ResPartner(models.Model):
    _inherit = "res.partner"

    l10n_vn_search_key = _field()
    _l10n_vn_search_key_index = _index()
