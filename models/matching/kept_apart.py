"""Pairs of records that somebody has kept apart for good: two people, whatever phone, e-mail or tax code they share.

A pair is remembered by its records. Another record with the same keys is compared with each of them again.
"""

from itertools import combinations

from odoo import api, fields, models
from odoo.tools import SQL

from ..sql_array import sql_array

COLUMNS = {"crm.lead": ("lead_id", "other_lead_id"), "res.partner": ("partner_id", "other_partner_id")}


class CrmLeadApart(models.Model):
    _name = "crm.lead.apart"
    _description = "Records Kept Apart"
    _order = "id"

    lead_id = fields.Many2one("crm.lead", index="btree_not_null", ondelete="cascade", readonly=True)
    other_lead_id = fields.Many2one("crm.lead", index="btree_not_null", ondelete="cascade", readonly=True)
    partner_id = fields.Many2one("res.partner", index="btree_not_null", ondelete="cascade", readonly=True)
    other_partner_id = fields.Many2one("res.partner", index="btree_not_null", ondelete="cascade", readonly=True)

    # Constraints, not indexes: Odoo's merge of contacts looks for them before it moves what belongs to a contact.
    _leads_unique = models.Constraint("UNIQUE(lead_id, other_lead_id)", "These leads are kept apart already.")
    _partners_unique = models.Constraint("UNIQUE(partner_id, other_partner_id)", "They are kept apart already.")

    @api.model
    def _keep_apart(self, records):
        """Remember that no two of ``records``, leads or contacts that the user may write, are the same person."""
        records.check_access("write")
        one, other = COLUMNS[records._name]
        known = self._find_apart(records._name, records.ids)
        # sudo: pairs have no access rights; the user may write both records of each.
        self.sudo().create(
            [
                {one: first, other: second}
                for first, second in combinations(sorted(records.ids), 2)
                if frozenset((first, second)) not in known
            ]
        )

    @api.model
    def _find_apart(self, model, ids):
        """Return the pairs kept apart (set of frozensets of two ids) among ``ids`` of ``model``."""
        ids = list(ids)
        if len(ids) < 2:
            return set()
        one, other = map(SQL.identifier, COLUMNS[model])
        self.flush_model()
        pairs = self.env.execute_query(
            SQL("SELECT %s, %s FROM crm_lead_apart WHERE %s = ANY(%s)", one, other, one, sql_array(ids, "int4"))
        )
        there = set(ids)
        return {frozenset(pair) for pair in pairs if pair[1] in there}

    @api.model
    def _follow_merges(self, kept):
        """Return the SQL that keeps apart what merged leads were kept apart from.

        :param dict kept: {merged lead id: id of the one left}
        """
        self.flush_model()
        plan = SQL(
            "unnest(%s, %s)",
            sql_array(kept, "int4"),
            sql_array(kept.values(), "int4"),
        )
        return SQL(
            "INSERT INTO crm_lead_apart (lead_id, other_lead_id, create_uid, create_date)"
            " SELECT DISTINCT least(one, other), greatest(one, other), create_uid, create_date FROM ("
            "SELECT coalesce(mine.kept, lead_id) AS one, coalesce(their.kept, other_lead_id) AS other,"
            " create_uid, create_date FROM crm_lead_apart"
            " LEFT JOIN %s AS mine (merged, kept) ON mine.merged = lead_id"
            " LEFT JOIN %s AS their (merged, kept) ON their.merged = other_lead_id"
            " WHERE lead_id = ANY(%s) OR other_lead_id = ANY(%s)"
            ") AS pair WHERE one != other ON CONFLICT DO NOTHING",
            plan,
            plan,
            sql_array(kept, "int4"),
            sql_array(kept, "int4"),
        )

    @api.model
    def _unfollow_merge(self, kept_id, lead_id, pairs):
        """Forget what the record that was left was kept apart from because of a lead that is separated from it again.

        :param int kept_id: id of the record that was left
        :param int lead_id: id of the separated lead
        :param pairs: rows (dicts) of the pairs that the lead had before the merge
        """
        others = {({row["lead_id"], row["other_lead_id"]} - {lead_id}).pop(): row for row in pairs}
        if not others or kept_id in others:  # somebody has kept both apart from the others
            return
        # A copied pair has the date of its original, see _follow_merges.
        rows = [(kept_id, other_id, row["create_date"]) for other_id, row in others.items()]
        kept_ids, other_ids, dates = map(list, zip(*rows, strict=True))
        self.env.cr.execute(
            SQL(
                "DELETE FROM crm_lead_apart AS pair USING unnest(%s, %s, %s::timestamp[]) AS copied (kept, other, date)"
                " WHERE pair.lead_id = least(kept, other) AND pair.other_lead_id = greatest(kept, other)"
                " AND pair.create_date = copied.date",
                sql_array(kept_ids, "int4"),
                sql_array(other_ids, "int4"),
                dates,
            )
        )
        self.invalidate_model()


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_get_kept_apart(self, leads):
        """Return those of ``leads`` that somebody has kept apart from the lead ``self``."""
        pairs = self.env["crm.lead.apart"]._find_apart("crm.lead", {*self._origin.ids, *leads.ids})
        others = {id_ for pair in pairs if pair & set(self._origin.ids) for id_ in pair}
        return leads.filtered(lambda lead: lead.id in others)
