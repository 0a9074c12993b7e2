"""Leads of people who are known already: as a customer, a lead or a lost one, and how often they came back.

Determined once, when a lead comes in by any door, from what the database knew of that person until then. Only the kind
and the count are stored: neither the owner nor the records, which rules may hide from whoever reads the lead.
"""

from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.sql import column_exists

from ...tools.matching.identity import split_by_certainty
from ..sql_array import sql_array

KINDS = [("customer", "Known customer"), ("lost", "Was lost"), ("lead", "Known lead")]


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_known_kind = fields.Selection(
        KINDS,
        "Known Before",
        readonly=True,
        copy=False,
        help="What this person was when the lead came in: a customer, a lead that was lost, or another lead.",
    )
    l10n_vn_return_count = fields.Integer(
        "Times Back",
        readonly=True,
        copy=False,
        help="How many leads and opportunities of this person were there before.",
    )
    l10n_vn_known_text = fields.Char("Known Again", compute="_compute_l10n_vn_known_text")
    # Known people in the order of lists: where they are few, a list would read the whole table.
    _l10n_vn_known_idx = models.Index(
        "(type, priority DESC, id DESC) WHERE l10n_vn_known_kind IS NOT NULL AND active IS TRUE"
    )

    @api.depends("l10n_vn_known_kind", "l10n_vn_return_count")
    @api.depends_context("lang")
    def _compute_l10n_vn_known_text(self):
        first = {"customer": self.env._("Known customer"), "lost": self.env._("Was lost")}
        for lead in self:
            count = lead.l10n_vn_return_count
            back = self.env._("Back, time %(count)s", count=count) if count else ""
            words = filter(None, (first.get(lead.l10n_vn_known_kind), back))
            lead.l10n_vn_known_text = " · ".join(words) or False

    def _l10n_vn_note_known(self):
        """Store what the people of ``self``, leads just created, were before."""
        known = self._l10n_vn_find_known_kinds()
        if not known:
            return
        kinds, counts = zip(*known.values(), strict=True)
        # Not by write: it is part of the creation, no change that anybody makes afterwards.
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead SET l10n_vn_known_kind = known.kind, l10n_vn_return_count = known.count"
                " FROM unnest(%s, %s, %s) AS known (id, kind, count) WHERE crm_lead.id = known.id",
                sql_array(known, "int4"),
                sql_array(kinds, "text"),
                sql_array(counts, "int4"),
            )
        )
        self.browse(known).invalidate_recordset(["l10n_vn_known_kind", "l10n_vn_return_count"])

    def _l10n_vn_forget_known(self):
        """Clear what ``self``, copies of leads, were before: nobody has come back."""
        known = self.filtered("l10n_vn_known_kind")
        if known:
            known._l10n_vn_write_proof({"l10n_vn_known_kind": False, "l10n_vn_return_count": 0})

    def _l10n_vn_find_known_kinds(self):
        """Return {lead id: (kind, number of earlier leads)} of those leads of ``self`` whose person is known."""
        earlier = self._l10n_vn_find_earlier() if self else {}
        if not earlier:
            return {}
        lead_ids = {*earlier, *(id_ for found in earlier.values() for id_ in found["crm.lead"])}
        profiles, states = self._l10n_vn_find_profiles(lead_ids), self._l10n_vn_read_states(lead_ids)
        partner_ids = {id_ for found in earlier.values() for id_ in found["res.partner"]}
        customers, buyers = self._l10n_vn_find_customer_profiles(partner_ids), self._l10n_vn_find_buyers(partner_ids)
        kinds = {}
        for lead_id, found in earlier.items():
            leads, _unsure = split_by_certainty(profiles[lead_id], found["crm.lead"], profiles, person_only=True)
            partners, _unsure = split_by_certainty(profiles[lead_id], found["res.partner"], customers)
            own, statuses = states[lead_id].customer_ids, {states[id_].status for id_ in leads}
            if "won" in statuses or buyers.intersection(partners) or not leads and set(partners) - own:
                kinds[lead_id] = "customer", len(leads)
            elif leads:
                kinds[lead_id] = "lost" if statuses == {"lost"} else "lead", len(leads)
        return kinds

    @api.model
    def _l10n_vn_read_states(self, lead_ids):
        """Return {lead id: state} of the leads with ``lead_ids``, without record rules."""
        rows = self.env.execute_query(
            SQL(
                "SELECT lead.id, won_status, partner.id, partner.commercial_partner_id FROM crm_lead AS lead"
                " LEFT JOIN res_partner AS partner ON partner.id = lead.partner_id WHERE lead.id = ANY(%s)",
                sql_array(lead_ids, "int4"),
            )
        )
        return {lead_id: _State(status, {customer, company}) for lead_id, status, customer, company in rows}

    @api.model
    def _l10n_vn_find_buyers(self, partner_ids):
        """Return those of ``partner_ids`` that were invoiced, where Odoo counts that; a set."""
        if not partner_ids or not column_exists(self.env.cr, "res_partner", "customer_rank"):
            return set()
        rows = self.env.execute_query(
            SQL("SELECT id FROM res_partner WHERE id = ANY(%s) AND customer_rank > 0", sql_array(partner_ids, "int4"))
        )
        return {partner_id for (partner_id,) in rows}


class _State(NamedTuple):
    """``status``: won, lost or pending · ``customer_ids``: the customer of the lead, and its company"""

    status: str
    customer_ids: set
