"""Profiles (names and match keys) of leads and customers, to compare people who share a phone or a mailbox.

They are read without record rules, as in the search by keys: the caller filters what the user may see.
"""

from odoo import api, models
from odoo.tools import SQL

from ...tools.matching.identity import Profile
from ..sql_array import sql_array

_KEY_FIELDS = ("phone", "l10n_vn_phone2", "email_from", "l10n_vn_vat", "l10n_vn_zalo")
_LEAD_COLUMNS = ("contact_name", "partner_name", *_KEY_FIELDS)


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_profile_of(self, values, is_company=False):
        """Return the :class:`Profile` of ``values``: those of :meth:`_l10n_vn_match_keys` and both names."""
        return Profile(
            values.get("contact_name") or "",
            values.get("partner_name") or "",
            frozenset(self._l10n_vn_match_keys(values)),
            is_company,
        )

    def _l10n_vn_get_profiles(self):
        """Return {lead: profile} of the leads of ``self``, saved or not."""
        return {lead: self._l10n_vn_profile_of({name: lead[name] for name in _LEAD_COLUMNS}) for lead in self}

    @api.model
    def _l10n_vn_find_profiles(self, lead_ids):
        """Return {lead id: profile} of the leads with ``lead_ids``, without record rules."""
        if not lead_ids:
            return {}
        self.flush_model(_LEAD_COLUMNS)
        rows = self.env.execute_query_dict(
            SQL(
                "SELECT id, %s FROM crm_lead WHERE id = ANY(%s)",
                SQL(", ").join(map(SQL.identifier, _LEAD_COLUMNS)),
                sql_array(list(lead_ids), "int4"),
            )
        )
        return {row["id"]: self._l10n_vn_profile_of(row) for row in rows}

    @api.model
    def _l10n_vn_find_customer_profiles(self, partner_ids):
        """Return {partner id: profile} of the customers with ``partner_ids``, without record rules."""
        if not partner_ids:
            return {}
        self.env["res.partner"].flush_model(
            ["name", "is_company", "parent_id", "company_name", "phone", "email", "vat", "l10n_vn_zalo"]
        )
        rows = self.env.execute_query_dict(
            SQL(
                "SELECT partner.id, partner.is_company, partner.phone, partner.email AS email_from,"
                " partner.vat AS l10n_vn_vat, partner.l10n_vn_zalo,"
                " CASE WHEN partner.is_company THEN '' ELSE partner.name END AS contact_name,"
                " CASE WHEN partner.is_company THEN partner.name ELSE coalesce(above.name, partner.company_name) END"
                " AS partner_name FROM res_partner AS partner LEFT JOIN res_partner AS above"
                " ON above.id = partner.parent_id WHERE partner.id = ANY(%s)",
                sql_array(list(partner_ids), "int4"),
            )
        )
        return {row["id"]: self._l10n_vn_profile_of(row, bool(row["is_company"])) for row in rows}
