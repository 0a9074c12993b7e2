"""Search text of leads and customers: one stored and indexed column in which phones and words are searched."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import search_text
from ..stored_columns import Rule


def _index():
    """Return the index of the text; parts of words are indexed by trigrams only."""
    return models.Index(lambda registry: "USING gin (l10n_vn_search_text gin_trgm_ops)" if registry.has_trigram else "")


def _field():
    # No access for users: it may contain what access rules of single fields hide.
    return fields.Text(
        "Search Text",
        compute="_compute_l10n_vn_search_text",
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

    @api.model
    def _l10n_vn_search_sources(self):
        """Return where the search text comes from; to be extended by other modules.

        :return: {argument of :func:`.search_text.stored`: names of fields}, of the customer as ``partner_id.name``
        """
        return {"phones": self._l10n_vn_phone_fields(), "account": ["l10n_vn_zalo"]}

    @api.model
    def _l10n_vn_get_search_text_rule(self):
        """Return the names of all sources of the search text, and the function of a dict of their values to it."""
        sources = self._l10n_vn_search_sources()
        [account] = sources.pop("account")

        def text(values):
            parts = {part: [values.get(name) for name in names] for part, names in sources.items()}
            return search_text.stored(account=values.get(account), **parts)

        return [account, *(name for names in sources.values() for name in names)], text

    @api.model
    def _l10n_vn_get_text_rule(self):
        """Return how existing records get their text."""
        names, text = self._l10n_vn_get_search_text_rule()
        return Rule(
            ("l10n_vn_search_text",), tuple(names), lambda *values: (text(dict(zip(names, values, strict=True))),)
        )

    @api.depends(lambda self: self._l10n_vn_get_search_text_rule()[0])
    def _compute_l10n_vn_search_text(self):
        names, text = self._l10n_vn_get_search_text_rule()
        of_customer = [name for name in names if "." in name]
        own = [name for name in names if "." not in name]
        for record in self:
            values = {name: record[name] for name in own}
            if of_customer and record.partner_id:
                values |= {name: record.partner_id[name.partition(".")[2]] for name in of_customer}
            record.l10n_vn_search_text = text(values)

    def _l10n_vn_renew_search_text(self):
        """Compute the search text of ``self``, whose rows or customers were written by SQL."""
        self.env.add_to_compute(self._fields["l10n_vn_search_text"], self)

    @api.model
    def _l10n_vn_search_text_domain(self, words):
        """Return the domain of the records whose text has all of ``words`` (list of :data:`.search_text.Word`)."""

        def to_sql(model, alias, query):
            # The SQL of the field, without its check of access: users have none, and its content is not returned.
            column = model._fields["l10n_vn_search_text"].to_sql(model, alias)
            return _all(_any(_all(_like(column, patterns) for patterns in all_of) for all_of in word) for word in words)

        return Domain.custom(to_sql=to_sql)

    @api.model
    def _l10n_vn_search_unfilled(self, make_domain):
        """Return the records of the domain that ``make_domain()`` returns which have no text yet.

        It is not called where all records have their text.
        """
        if not self.env["crm.lead.backfill"]._is_open(self._name):
            return Domain.FALSE

        def has_none(model, alias, query):
            return SQL("%s IS NULL", model._fields["l10n_vn_search_text"].to_sql(model, alias))

        return Domain.custom(to_sql=has_none) & make_domain()


def _like(column, patterns):
    if len(patterns) == 1:  # PostgreSQL estimates it better than an array
        return SQL("%s LIKE %s", column, patterns[0])
    return SQL("%s LIKE ANY(%s)", column, list(patterns))


def _all(conditions):
    return _joined(" AND ", conditions)


def _any(conditions):
    return _joined(" OR ", conditions)


def _joined(word, conditions):
    first, *others = conditions
    return SQL("(%s)", SQL(word).join([first, *others])) if others else first


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_search_text = _field()
    _l10n_vn_search_text_index = _index()

    @api.model
    def _l10n_vn_search_sources(self):
        customer = self.env["res.partner"]._l10n_vn_search_sources()
        return {
            **super()._l10n_vn_search_sources(),
            "customer": [
                "l10n_vn_honorific",
                "contact_name",
                "email_from",
                *(f"partner_id.{name}" for name in customer["customer"]),
            ],
            "companies": ["partner_name"],
            "codes": ["l10n_vn_vat", *(f"partner_id.{name}" for name in customer["codes"])],
            "other": ["name"],
        }


class ResPartner(models.Model):
    _inherit = "res.partner"

    l10n_vn_search_text = _field()
    _l10n_vn_search_text_index = _index()

    @api.model
    def _l10n_vn_search_sources(self):
        names = [name for name in self._rec_names_search if self._l10n_vn_is_search_source(name)]
        return {
            **super()._l10n_vn_search_sources(),
            "customer": [name for name in names if name != "vat"],
            "codes": [name for name in names if name == "vat"],
        }

    @api.model
    def _l10n_vn_is_search_source(self, name):
        field = self._fields.get(name)
        return bool(field) and field.store and field.type in ("char", "text") and not field.translate
