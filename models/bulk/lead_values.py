"""Values in which a copied lead may differ from its original, and the columns computed from them.

A copy may differ in values that are written into a column or a link and nothing else, or from which other columns are
computed by a rule of this file. All others must be equal. Fields of other modules are judged by their dependencies,
constraints and inverses in the registry, never assumed to be harmless.
"""

from collections import defaultdict

from odoo import api, models
from odoo.addons.iap.tools.iap_tools import mail_prepare_for_domain_search
from odoo.addons.mail.tools import mail_validation
from odoo.addons.phone_validation.tools.phone_validation import phone_parse
from odoo.exceptions import UserError
from odoo.orm.models import LOG_ACCESS_COLUMNS, PREFETCH_MAX
from odoo.tools import SQL, email_normalize, email_normalize_all

from ...tools import phone
from ...tools.name import search_key
from ...tools.value import email_address
from ..sql_array import sql_array
from . import plain_html

# Computed by the scoring, which runs for the copies afterwards.
SCORES = {
    "automated_probability",
    "probability",
    "prorated_revenue",
    "recurring_revenue_monthly_prorated",
    "recurring_revenue_prorated",
    "won_status",
}
# Their inverses write on the customer, whom copies do not have.
CUSTOMER_INVERSES = {"email_from", "phone"}
PLAIN_TYPES = {
    "boolean",
    "char",
    "date",
    "datetime",
    "float",
    "html",
    "integer",
    "many2many",
    "many2one",
    "monetary",
    "selection",
    "text",
}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_get_row_kinds(self):
        """Return fields of leads whose values are used beyond their column; to be extended by other modules.

        :return: {field name: ``same`` (code uses it, it is equal in a group) or ``orm`` (rows with a value go
            to the ORM)}
        """
        same = ("active", "company_id", "date_deadline", "stage_id", "team_id", "type", "user_id")
        # Access to a live chat's channel is checked where a lead is created.
        by_orm = ("commercial_partner_id", "id", "lead_properties", "origin_channel_id", "partner_id", "probability")
        return dict.fromkeys(same, "same") | dict.fromkeys(by_orm, "orm")

    @api.model
    def _l10n_vn_row_rules(self):
        """Return how stored fields are computed from values in which copies differ; to be extended by other modules.

        :return: {field name: (names of the fields it depends on, function of their values)}, each rule after those
            it needs; the value of a many2one is an id, an empty one None
        """
        rules = {
            "email_normalized": (
                ["email_from"],
                lambda email: email if email_address.is_plain(email) else email_normalize(email, strict=False),
            ),
            "email_domain_criterion": (["email_normalized"], DomainCriteria()),
            "email_state": (["email_from"], email_state),
            "prorated_revenue": (
                ["expected_revenue", "probability"],
                lambda revenue, probability: round((revenue or 0.0) * (probability or 0) / 100.0, 2),
            ),
            "l10n_vn_company_key": (["partner_name"], search_key.company),
            "l10n_vn_person_key": (["contact_name"], search_key.person),
        }
        names, search_text = self._l10n_vn_get_search_text_rule()
        own = [name for name in names if "." not in name]  # copies have no customer, whose words would be in it
        rules["l10n_vn_search_text"] = own, lambda *texts: search_text(dict(zip(own, texts, strict=True)))
        country = self.env["res.country"].browse

        def sanitize(number, country_id):
            return number and (
                phone.parse_international(number) or self._phone_format(number=number, country=country(country_id))
            )

        rules["l10n_vn_phone2_sanitized"] = ["l10n_vn_phone2", "country_id"], sanitize
        if self._phone_get_number_fields() == ["phone"] and self._phone_get_country_field() == "country_id":
            rules["phone_sanitized"] = ["phone", "country_id"], sanitize
            rules["phone_state"] = (
                ["phone", "country_id", "phone_sanitized"],
                lambda number, country_id, sanitized: phone_state(number, country(country_id).code, sanitized),
            )
        return rules

    @api.model
    def _l10n_vn_value_kind(self, name):
        """Return whether values of the field ``name`` are the ``same`` in a group, ``differs``, or need the ``orm``."""
        field = self._fields.get(name)
        kind = self._l10n_vn_get_row_kinds().get(name)
        if not field or kind == "orm" or not field.store or field.type not in PLAIN_TYPES:
            return "orm"
        if field.inverse and name not in CUSTOMER_INVERSES:
            return "orm"
        if name in LOG_ACCESS_COLUMNS or field.compute and field.readonly:
            # The ORM ignores what is given, or computes it again: the first of the group shows what it is then.
            return "same"
        if kind == "same" or field.company_dependent or field.translate or field.relational and field.check_company:
            return "same"
        if any(name in check._constrains for check in self._constraint_methods):
            return "same"
        known = SCORES | self._l10n_vn_row_rules().keys()
        if name in known:  # kept as given by the ORM, computed by a rule here
            return "orm"
        followers = {other.name for other in self.pool.get_dependent_fields(field) if other.store and other.compute}
        return "differs" if followers <= known else "same"

    @api.model
    def _l10n_vn_differing_columns(self, names, vals_list, originals):
        """Return {field name: column values}, of ``names`` and of the fields computed from them, for copies."""
        values, columns = {}, {}
        for name in names:
            # By type as well: False is equal to 0, and another text.
            given = [(type(vals[name]), vals[name]) for vals in vals_list]
            known = {typed: self._l10n_vn_convert(name, typed[1]) for typed in set(given)}
            values[name] = [known[typed][0] for typed in given]
            columns[name] = [known[typed][1] for typed in given]
        for name, (sources, rule) in self._l10n_vn_row_rules().items():
            if not values.keys().isdisjoint(sources):
                givens = [values.get(source) or template_values(originals, source) for source in sources]
                asked = list(zip(*givens, strict=True))
                answers = {given: rule(*given) or None for given in set(asked)}
                values[name] = [answers[given] for given in asked]
                columns[name] = self._l10n_vn_computed_column(name, values[name], originals)
        return columns

    @api.model
    def _l10n_vn_convert(self, name, raw):
        """Return a given value as rules take it, and as its column does."""
        field = self._fields[name]
        if name == "website" and raw:
            raw = self.env["res.partner"]._clean_website(raw)
        if html := plain_html.stored(field, raw):
            return html, html
        return (field.convert_to_cache(raw, self, validate=False) or None), field.convert_to_column_insert(raw, self)

    @api.model
    def _l10n_vn_computed_column(self, name, values, originals):
        """Return computed values as the column takes them; amounts are rounded by each lead's own currency."""
        field = self._fields[name]
        keys = [
            (original.company_id.id if field.type == "monetary" else None, value)
            for original, value in zip(originals, values, strict=True)
        ]
        known = {
            key: field.convert_to_column_insert(key[1], original) for key, original in zip(keys, originals, strict=True)
        }
        return [known[key] for key in keys]

    @api.model
    def _l10n_vn_score(self, leads, leader):
        """Score leads of one creation as Odoo does when it creates them together.

        Its scoring of a set gives no score to the first of it where nothing was won or lost yet, and a neutral one
        to all others; it scores as many leads at a time as it prefetches.

        :param dict leads: {position in the creation: lead}, of automatic probability
        :param leader: the first lead of the creation
        """
        stored = self._l10n_vn_read_counted([lead.id for lead in leads.values()])
        alike, scores = defaultdict(list), {}
        for index, lead in leads.items():
            if index % PREFETCH_MAX:
                alike[stored[lead.id][1:]].append(lead.id)
            else:
                scores[lead.id] = lead._pls_get_naive_bayes_probabilities()[0].get(lead.id, 0)
        found = (leader + self.browse(same[0] for same in alike.values()))._pls_get_naive_bayes_probabilities()[0]
        for same in alike.values():
            scores.update(dict.fromkeys(same, found.get(same[0], stored[same[0]][0])))
        changed = {id_: score for id_, score in scores.items() if stored[id_][0] != score}
        if changed:
            self._l10n_vn_write_scores(list(changed), list(changed.values()))

    @api.model
    def _l10n_vn_read_counted(self, ids):
        """Return {lead id: (automated probability, *values that its score depends on)}."""
        counted = dict.fromkeys(["stage_id", "team_id", *self._pls_get_safe_fields()])
        self.flush_model(["automated_probability", *counted])
        columns = [
            SQL(
                "ARRAY(SELECT %s FROM %s WHERE %s = lead.id ORDER BY 1)::text",
                SQL.identifier(field.column2),
                SQL.identifier(field.relation),
                SQL.identifier(field.column1),
            )
            if (field := self._fields[name]).type == "many2many"
            else SQL.identifier("lead", name)
            for name in counted
        ]
        query = SQL(
            "SELECT lead.id, coalesce(automated_probability, 0), %s FROM crm_lead AS lead WHERE lead.id = ANY(%s)",
            SQL(", ").join(columns),
            ids,
        )
        return {id_: tuple(values) for id_, *values in self.env.execute_query(query)}

    @api.model
    def _l10n_vn_write_scores(self, ids, scores):
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead SET automated_probability = new.score, probability = new.score,"
                " prorated_revenue = round((expected_revenue * new.score / 100)::numeric, 2),"
                " recurring_revenue_prorated = recurring_revenue * new.score / 100,"
                " recurring_revenue_monthly_prorated = recurring_revenue_monthly * new.score / 100"
                " FROM unnest(%s, %s) AS new (id, score) WHERE crm_lead.id = new.id",
                sql_array(ids, "int4"),
                sql_array(scores, "float8"),
            )
        )
        self.browse(ids).invalidate_recordset()


def template_values(originals, name):
    """Return the values of the field ``name`` of ``originals`` as rules take them."""
    known = {
        original: original._fields[name].convert_to_cache(original[name], original) or None
        for original in set(originals)
    }
    return [known[original] for original in originals]


class DomainCriteria(dict):
    """``{domain: whether Odoo searches by the domain}``, computed once for each."""

    def __call__(self, email):
        """Return the domain criterion of an e-mail as native leads store it."""
        if not email_address.is_plain(email):
            return mail_prepare_for_domain_search(email)
        domain = email_address.domain(email)
        if domain not in self:
            self[domain] = mail_prepare_for_domain_search(email) == f"@{domain}"
        return f"@{domain}" if self[domain] else email


def email_state(email):
    """Return the quality of an e-mail as native leads store it."""
    if email:
        plain = email_address.is_plain(email)
        if plain and not hasattr(mail_validation, "address"):  # without its library it takes all that has a normal form
            return "correct"
        emails = [email] if plain else email_normalize_all(email)
        return "correct" if any(mail_validation.mail_validate(one) for one in emails) else "incorrect"


def phone_state(number, country_code, sanitized):
    """Return the quality of a phone number as native leads store it: without the company's country."""
    if not number:
        return None
    if country_code or number.startswith("+"):  # then the number was read in the same way when it was sanitized
        return "correct" if sanitized else "incorrect"
    try:
        return "correct" if phone_parse(number, None) else None
    except UserError:
        return "incorrect"
