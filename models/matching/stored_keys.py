"""Match keys in SQL, of the stored columns: candidates among a million records, without reading their values in Python.

They find candidates only. A stored value may be shared by people who are not one: whether two records are the same
person is decided by their profiles.
"""

from collections import defaultdict

from odoo import models
from odoo.tools import SQL

from ...tools.value.email_address import has_spellings
from ..sql_array import sql_array
from .keys import _filled, stored_value

# A value that more records share is a hotline, a shared mailbox or a text that stands for no value.
MOST_SHARING = 100
# So few leads are asked for the kinds of keys that they have: planning the query for all kinds takes longer than it.
_FEW = 20
_VIETNAMESE = r"^(\+?84|0)([35789]\d{8})$"


def _value(kind, column):
    """Return the SQL of what ``column`` has as key of ``kind``, equal for all spellings; NULL without one."""
    if kind == "email":
        return f"COALESCE({stored_value('mailbox', column)}, {column})"
    stored = stored_value("account" if kind == "zalo" else kind, column)
    if kind == "zalo":
        stored = rf"regexp_replace({stored}, '{_VIETNAMESE}', '+84\2')"
    return f"NULLIF({stored}, '')"


_LEAD_KEYS = (
    ("phone", "phone_sanitized"),
    ("phone", "l10n_vn_phone2_sanitized"),
    ("zalo", "l10n_vn_zalo"),
    ("email", "email_normalized"),
    ("vat", "l10n_vn_vat"),
)
_CUSTOMER_KEYS = (
    ("phone", "phone_sanitized"),
    ("zalo", "l10n_vn_zalo"),
    ("email", "email_normalized"),
    ("vat", "vat"),
)
# An account that is a phone number is stored in the spelling in which it was written.
_SPELLINGS = SQL("ANY(ARRAY[wanted.value, substr(wanted.value, 2), '0' || substr(wanted.value, 4)])")
# Kind of key → kind and column of the indexes in which its values are looked up.
_LEAD_INDEXES = (
    ("phone", "phone", "phone_sanitized"),
    ("phone", "phone", "l10n_vn_phone2_sanitized"),
    ("phone", "account", "l10n_vn_zalo"),
    ("zalo", "account", "l10n_vn_zalo"),
    ("email", "email", "email_normalized"),
    ("email", "mailbox", "email_normalized"),
    ("vat", "vat", "l10n_vn_vat"),
)
_CUSTOMER_INDEXES = (
    ("phone", "phone", "phone_sanitized"),
    ("phone", "account", "l10n_vn_zalo"),
    ("zalo", "account", "l10n_vn_zalo"),
    ("email", "email", "email_normalized"),
    ("email", "mailbox", "email_normalized"),
    ("vat", "vat", "vat"),
)


def key_rows(table, where):
    """Return the SQL of the rows (id, company_id, kind, value) of ``table``, ``crm_lead`` or ``res_partner``.

    :param SQL where: condition of the records, columns without the name of the table
    """
    keys = ", ".join(
        f"('{kind}', {_value(kind, column)})"
        for kind, column in (_LEAD_KEYS if table == "crm_lead" else _CUSTOMER_KEYS)
    )
    # An account that is a phone number is a phone.
    return SQL(
        "SELECT id, company_id, CASE WHEN key.value LIKE '+%%' THEN 'phone' ELSE key.kind END AS kind, key.value"
        " FROM %s CROSS JOIN LATERAL (VALUES %s) AS key (kind, value) WHERE key.value IS NOT NULL AND %s",
        SQL.identifier(table),
        SQL(keys.replace("%", "%%")),
        where,
    )


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_find_earlier(self):
        """Return the records that share a stored value with leads of ``self`` and were there before, in one query.

        Without record rules, but within the company of each lead. Lost and archived records are found too.

        :return: dict of lead id → {``crm.lead``: ids, ``res.partner``: ids}; leads without any are not in it
        """
        self.env["crm.lead"].flush_model()
        self.env["res.partner"].flush_model()
        found = defaultdict(lambda: {"crm.lead": [], "res.partner": []})
        indexes = self._l10n_vn_get_asked_indexes()
        query = self._l10n_vn_earlier_query(indexes) if indexes else None
        for lead_id, model, record_id in self._l10n_vn_look_up(query, len(self)) if query else ():
            found[lead_id][model].append(record_id)
        return dict(found)

    def _l10n_vn_get_asked_indexes(self):
        """Return the kinds of keys that leads of ``self`` may have, each with a kind of index that may hold them.

        All of them where there are many leads.
        """
        every = {(kind, stored) for kind, stored, _column in _LEAD_INDEXES + _CUSTOMER_INDEXES}
        if len(self) > _FEW:
            return every
        # sudo: who creates a lead for a colleague may not read it; only which fields are filled is asked.
        leads = self.sudo()
        kinds = {kind for kind, column in _LEAD_KEYS if any(lead[column] for lead in leads)}
        if "zalo" in kinds:
            kinds.add("phone")
        # Spellings of a mailbox are in an index of their own, which has the address without any as well.
        mailboxes = {has_spellings(lead.email_normalized) for lead in leads if lead.email_normalized}
        needless = {("email", "mailbox" if has else "email") for has in {True, False} - mailboxes}
        return {(kind, stored) for kind, stored in every - needless if kind in kinds}

    def _l10n_vn_earlier_query(self, asked):
        of_leads = key_rows("crm_lead", SQL("crm_lead.id = ANY(%s)", sql_array(self.ids, "int4")))
        lookups = [
            SQL(
                "SELECT wanted.id, %s AS model, there.id AS there FROM wanted CROSS JOIN LATERAL"
                # OFFSET 0 keeps the subquery apart: in a table filled just now, the planner would read the index of
                # companies for each value, which takes the square of the time.
                " (SELECT id FROM (SELECT id, company_id FROM %s WHERE %s = %s AND %s AND %s OFFSET 0) AS same"
                " WHERE company_id IS NULL OR company_id = wanted.company_id LIMIT %s) AS there"
                " WHERE wanted.kind = %s",
                model,
                SQL.identifier(table),
                SQL(stored_value(stored, column).replace("%", "%%")),
                _SPELLINGS if (kind, stored) == ("phone", "account") else SQL("wanted.value"),
                SQL(_filled(stored, column).replace("%", "%%")),
                SQL("id < wanted.id") if table == "crm_lead" else SQL("TRUE"),
                MOST_SHARING,
                kind,
            )
            for model, table, indexes in (
                ("crm.lead", "crm_lead", _LEAD_INDEXES),
                ("res.partner", "res_partner", _CUSTOMER_INDEXES),
            )
            for kind, stored, column in indexes
            if (kind, stored) in asked
        ]
        return SQL(
            # In a database of one company, leads of no company are that company's.
            "WITH wanted AS MATERIALIZED (SELECT keys.id, kind, value, COALESCE(company_id, of_all.id) AS company_id"
            " FROM (%s) AS keys, (SELECT CASE WHEN count(*) = 1 THEN min(id) END AS id FROM res_company) AS of_all)"
            " SELECT DISTINCT id, model, there FROM (%s) AS found ORDER BY id, model, there",
            of_leads,
            SQL(" UNION ALL ").join(lookups),
        )
