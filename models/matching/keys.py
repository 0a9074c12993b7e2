"""Match keys: leads and customers that share a phone, e-mail address, tax code or Zalo account, by indexed look-ups."""

import re

from odoo import api, models
from odoo.addons.phone_validation.models.mail_thread_phone import PHONE_REGEX_PATTERN
from odoo.tools import SQL, email_normalize

from ...tools import phone
from ...tools.matching import identity
from ...tools.phone import zalo
from ...tools.phone.variants import spellings
from ...tools.value import email_address
from ..context import SharedReads
from ..sql_array import sql_array

# The same expression as in the indexes of phone_validation on phone fields, so that PostgreSQL uses them.
_BARE = f"regexp_replace((%s::text), '{PHONE_REGEX_PATTERN}'::text, ''::text, 'g'::text)"
_DIGITS = r"regexp_replace(%s::text, '\D'::text, ''::text, 'g'::text)"
# Tax codes of branches (10 digits and 3 more) count as that of the company; those of persons have 12 digits.
_TAXPAYER = f"CASE length({_DIGITS}) WHEN 12 THEN {_DIGITS} ELSE left({_DIGITS}, 10) END"
_ACCOUNT = f"lower(regexp_replace(%s::text, '{zalo.PATTERN}'::text, ''::text, 'gi'::text))"
_SHORTEST_TAX_CODE = 10
# Keys of one lead: up to so many values the planner uses the indexes without hints.
_FEW = 8


# What :func:`email_address.identity` returns, of the mailboxes that have several spellings; NULL of others.
_LOCAL = "split_part(split_part(%s, '@', 1), '+', 1)"
_MAILBOX = (
    "CASE WHEN split_part(%s, '@', 2) IN ({}) THEN replace({}, '.', '') || '@{}'"
    " WHEN split_part(%s, '@', 2) IN ({}) THEN {} || '@' || split_part(%s, '@', 2) END"
).format(
    ", ".join(map(repr, email_address.DOTLESS)),
    _LOCAL,
    email_address.DOTLESS[0],
    ", ".join(map(repr, email_address.TAGGED)),
    _LOCAL,
)

# SQL of the stored value that is compared with each kind of key.
_STORED = {
    "phone": "%s",
    "written": _BARE,
    "email": "%s",
    "mailbox": _MAILBOX,
    "vat": _TAXPAYER,
    "account": _ACCOUNT,
}
# Of these kinds the index has the rows with a value only, not all with a text in the column.
_SPARSE = {"mailbox"}
_LEAD_COLUMNS = (
    ("phone", "phone_sanitized"),
    ("written", "phone"),
    ("written", "l10n_vn_phone2"),
    ("account", "l10n_vn_zalo"),
    ("email", "email_normalized"),
    ("mailbox", "email_normalized"),
    ("vat", "l10n_vn_vat"),
)
_CUSTOMER_COLUMNS = (
    ("phone", "phone_sanitized"),
    ("written", "phone"),
    ("account", "l10n_vn_zalo"),
    ("email", "email_normalized"),
    ("mailbox", "email_normalized"),
    ("vat", "vat"),
)


def stored_value(kind, column):
    """Return the SQL (str) of what the index of ``kind`` has of ``column``."""
    return _STORED[kind].replace("%s", column)


def _filled(kind, column):
    """Return the SQL of the rows that the index of ``kind`` has."""
    return f"({stored_value(kind, column)}) IS NOT NULL" if kind in _SPARSE else f"{column} IS NOT NULL"


def _index(kind, column):
    return models.Index(f"(({stored_value(kind, column)})) WHERE {_filled(kind, column)}")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    _l10n_vn_email_index = _index("email", "email_normalized")
    _l10n_vn_mailbox_index = _index("mailbox", "email_normalized")
    _l10n_vn_vat_index = _index("vat", "l10n_vn_vat")
    _l10n_vn_phone2_index = _index("written", "l10n_vn_phone2")
    _l10n_vn_zalo_index = _index("account", "l10n_vn_zalo")

    @api.model
    def _l10n_vn_match_keys(self, values):
        """Return the match keys of ``values``.

        :param dict values: ``phone``, ``l10n_vn_phone2``, ``email_from``, ``l10n_vn_vat``, ``l10n_vn_zalo``, as text,
            where known
        :return: set of pairs ``("phone", E.164)``, ``("email", address)`` in one spelling for each mailbox,
            ``("vat", digits)``, ``("zalo", E.164 or name)``; hotlines have no key
        """
        numbers = {phone.identity(values[name]) for name in ("phone", "l10n_vn_phone2") if values.get(name)}
        keys = {("phone", number) for number in numbers if number}
        email = values.get("email_from") or ""
        if email and (email_address.is_plain(email) or (email := email_normalize(email, strict=False))):
            keys.add(("email", identity.email_value(email)))
        digits = re.sub(r"\D", "", values.get("l10n_vn_vat") or "")
        if len(digits) >= _SHORTEST_TAX_CODE:
            keys.add(("vat", digits if len(digits) == 12 else digits[:10]))
        if account := zalo.identity(values.get("l10n_vn_zalo")):
            keys.add(("zalo", account))
        return keys

    @api.model
    def _l10n_vn_match_leads(self, keys, archived=False, companies=None):
        """Return the leads and opportunities that have one of ``keys`` (of :meth:`_l10n_vn_match_keys`).

        Without record rules, but within companies: the caller filters what the user may see.

        :param bool archived: lost and other archived ones too, behind the others
        :param companies: companies to search, beside records of no company; the user's current ones by default
        :return: dict of key → tuple of lead ids, best first: open before won or lost, then newest
        """
        self.flush_model(
            [
                "active",
                "company_id",
                "probability",
                "phone",
                "phone_sanitized",
                "email_normalized",
                "l10n_vn_phone2",
                "l10n_vn_vat",
                "l10n_vn_zalo",
            ]
        )
        rank = SQL("(active IS NOT TRUE)::int, (coalesce(probability, 0) >= 100)::int, -id")
        scope = self._l10n_vn_match_scope(archived, companies)
        return self._l10n_vn_match_table(self._table, _LEAD_COLUMNS, keys, rank, scope)

    @api.model
    def _l10n_vn_match_customers(self, keys, archived=False, companies=None):
        """Return ``{key: partner ids, best first}`` of the customers that have one of ``keys``.

        The parameters are those of :meth:`_l10n_vn_match_leads`.
        """
        companies = self.env.companies if companies is None else companies
        reads, place = SharedReads.of(self), ("customers", frozenset(companies.ids))
        if reads is None:
            return self._l10n_vn_search_customers(keys, archived, companies)
        known, found = reads.get(place, (set(), {}))
        if not keys <= known:
            found = self._l10n_vn_search_customers(keys, True, companies)
            reads[place] = keys, found
        found = {key: ids for key, ids in found.items() if key in keys}
        if archived or not found:
            return found
        # sudo: as the search, without record rules
        there = self.env["res.partner"].sudo().browse({id_ for ids in found.values() for id_ in ids})
        active = set(there.filtered("active").ids)
        kept = {key: tuple(id_ for id_ in ids if id_ in active) for key, ids in found.items()}
        return {key: ids for key, ids in kept.items() if ids}

    def _l10n_vn_search_customers(self, keys, archived, companies):
        partners = self.env["res.partner"]
        partners.flush_model(
            ["active", "company_id", "phone", "phone_sanitized", "email_normalized", "l10n_vn_zalo", "vat"]
        )
        rank = SQL("(active IS NOT TRUE)::int, (parent_id IS NOT NULL)::int, id")
        scope = self._l10n_vn_match_scope(archived, companies)
        return self._l10n_vn_match_table(partners._table, _CUSTOMER_COLUMNS, keys, rank, scope)

    def _l10n_vn_match_table(self, table, columns, keys, rank, scope):
        # OFFSET 0 keeps the subquery apart, so that each value is looked up in its index; otherwise the planner reads
        # the whole table for many values, or the index of companies for each of them.
        wanted = self._l10n_vn_wanted(keys)
        arrays = {kind: sql_array(values, "text") for kind, values in wanted.items()}
        lookups = [
            SQL(
                "SELECT %s AS kind, wanted.value, there.id, there.rank FROM unnest(%s) AS wanted (value)"
                " CROSS JOIN LATERAL (SELECT id, active, company_id, ARRAY[%s] AS rank FROM %s"
                " WHERE %s = wanted.value AND %s OFFSET 0) AS there WHERE %s",
                kind,
                arrays[kind],
                rank,
                SQL.identifier(table),
                SQL(stored_value(kind, column)),
                SQL(_filled(kind, column)),
                scope,
            )
            for kind, column in columns
            if wanted[kind]
        ]
        if not lookups:
            return {}
        query = SQL("SELECT kind, value, id FROM (%s) AS found ORDER BY rank", SQL(" UNION ALL ").join(lookups))
        found = {}
        for kind, value, record_id in self._l10n_vn_look_up(query, len(keys)):
            for key in wanted[kind][value]:
                found.setdefault(key, {})[record_id] = True
        return {key: tuple(ids) for key, ids in found.items()}

    @api.model
    def _l10n_vn_look_up(self, query, count):
        """Return the rows of ``query``, which looks ``count`` values up."""
        # JIT compilation of look-ups takes a tenth of a second to seconds, running them a fraction of that.
        if count <= _FEW:
            return self.env.execute_query(SQL("SET LOCAL jit = off; %s", query))
        # Without this, a small table is read sequentially for each value: slower than the index of a large one.
        rows = self.env.execute_query(SQL("SET LOCAL jit = off; SET LOCAL enable_seqscan = off; %s", query))
        self.env.cr.execute(SQL("RESET enable_seqscan"))
        return rows

    def _l10n_vn_match_scope(self, archived=False, companies=None):
        """Return the SQL condition of the parameters of :meth:`_l10n_vn_match_leads`."""
        ids = (self.env.companies if companies is None else companies).ids
        active = SQL("TRUE") if archived else SQL("active IS TRUE")
        return SQL("%s AND (company_id IS NULL OR company_id = ANY(%s))", active, ids)

    def _l10n_vn_wanted(self, keys):
        """Return ``{kind of column: {stored value: keys}}``."""
        wanted = {kind: {} for kind in _STORED}
        for key in keys:
            kind, value = key
            if kind == "zalo" and not value.startswith("+"):
                wanted["account"].setdefault(value, []).append(key)
            elif kind in ("phone", "zalo"):
                wanted["phone"].setdefault(value, []).append(key)
                for spelling in spellings(value):
                    wanted["written"].setdefault(spelling, []).append(key)
                    wanted["account"].setdefault(spelling, []).append(key)
            elif kind == "email" and email_address.has_spellings(value):
                wanted["mailbox"].setdefault(email_address.identity(value), []).append(key)
            else:
                wanted[kind].setdefault(value, []).append(key)
        return wanted

    def _l10n_vn_get_keys(self):
        """Return {lead id: keys}, of :meth:`_l10n_vn_match_keys`, of the leads of ``self``."""
        names = ("phone", "l10n_vn_phone2", "l10n_vn_vat", "l10n_vn_zalo")
        keys = {}
        for lead in self:
            found = self._l10n_vn_match_keys({name: lead[name] for name in names})
            # A Zalo account that is a phone number counts as that phone.
            keys[lead.id] = {("phone", key) if kind == "zalo" and key[0] == "+" else (kind, key) for kind, key in found}
            if lead.email_normalized:  # stored normalised: doing it again would take most of the time
                keys[lead.id].add(("email", identity.email_value(lead.email_normalized)))
        return keys


class ResPartner(models.Model):
    _inherit = "res.partner"

    _l10n_vn_email_index = _index("email", "email_normalized")
    _l10n_vn_mailbox_index = _index("mailbox", "email_normalized")
    _l10n_vn_phone_index = _index("phone", "phone_sanitized")
    _l10n_vn_vat_index = _index("vat", "vat")
    _l10n_vn_zalo_index = _index("account", "l10n_vn_zalo")

    @api.model
    def _l10n_vn_has_address(self, addresses):
        """Return whether a contact of any company has one of ``addresses`` (set of str, normalized)."""
        self.flush_model(["email_normalized"])
        query = SQL("SELECT 1 FROM res_partner WHERE email_normalized = ANY(%s) LIMIT 1", list(addresses))
        return bool(self.env.execute_query(query))
