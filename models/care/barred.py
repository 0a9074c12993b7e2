"""Salespeople from whom leads were recalled: for some days they get neither the lead back nor a copy of it."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..context import AutomaticAssignment
from ..sql_array import sql_array
from .recall import MANAGERS


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_copied_recall_ids = fields.Many2many(
        "crm.lead.recall",
        "crm_lead_copied_recall_rel",
        "lead_id",
        "recall_id",
        "Recalls of Its Original",
        readonly=True,
        copy=False,
        groups=MANAGERS,
        help="Recalls of the lead from which this one was copied: the salesperson may not have the copy either.",
    )

    def _l10n_vn_get_barred(self):
        """Return ``{lead id: set of ids of the users}`` who may not have the lead back yet."""
        if not self.ids:
            return {}
        return self._l10n_vn_read_barred(sql_array(self.ids, "int4"))

    @api.model
    def _l10n_vn_read_barred(self, ids):
        """Return what ``_l10n_vn_get_barred`` does, for the leads of ``ids``, an array or a subquery in SQL."""
        self.env["crm.lead.recall"].flush_model(["lead_id", "user_id", "undone_at", "barred_until"])
        rows = self.env.execute_query(
            SQL(
                "SELECT lead_id, array_agg(user_id) FROM (%s) AS barred GROUP BY lead_id",
                self._l10n_vn_select_bars(ids),
            )
        )
        return {lead_id: set(user_ids) for lead_id, user_ids in rows}

    @api.model
    def _l10n_vn_select_bars(self, ids):
        """Return the SQL of (lead_id, user_id, recall_id) of the recalls that bar users from the leads of ``ids``."""
        return SQL(
            "SELECT bar.lead_id, recall.user_id, recall.id AS recall_id FROM ("
            "SELECT lead_id, id AS recall_id FROM crm_lead_recall WHERE lead_id = ANY(%(ids)s)"
            " UNION SELECT lead_id, recall_id FROM crm_lead_copied_recall_rel WHERE lead_id = ANY(%(ids)s)"
            ") AS bar JOIN crm_lead_recall AS recall ON recall.id = bar.recall_id"
            " WHERE recall.undone_at IS NULL AND recall.barred_until > %(now)s AND recall.user_id IS NOT NULL",
            ids=ids,
            now=fields.Datetime.now(),
        )

    def _l10n_vn_filter_barred(self, user):
        barred = self._l10n_vn_get_barred()
        refused = self.filtered(lambda lead: user.id in barred.get(lead.id, ()))
        return super()._l10n_vn_filter_barred(user) | refused

    def _l10n_vn_check_not_barred(self, vals):
        """Refuse to give leads back to whom they were recalled from, except by a sales manager.

        :raise UserError: naming the leads
        """
        if vals.get("user_id"):
            user = self.env["res.users"].browse(vals["user_id"])
            self.filtered(lambda lead: lead.user_id != user)._l10n_vn_refuse_barred(user)

    def _l10n_vn_refuse_barred(self, user):
        """Refuse to give the leads ``self`` to ``user``, where they were recalled from them, except by a sales manager.

        :raise UserError: naming the leads
        """
        if self.env.su or self.env.user.has_group(MANAGERS):
            return
        barred = self._l10n_vn_filter_barred(user)
        if barred:
            raise UserError(
                self.env._(
                    "Recalled a short while ago from %(user)s, who cannot have it back yet: %(names)s. Ask your sales"
                    " manager.",
                    user=user.name,
                    names=", ".join(barred.mapped("name")),
                )
            )

    @api.model
    def _l10n_vn_check_merge(self, groups):
        """Refuse merges by which a salesperson would get back a lead that was recalled from them, too."""
        super()._l10n_vn_check_merge(groups)
        free = self.browse().union(*(group.filtered(lambda lead: not lead.user_id) for group in groups))
        for user in self.browse().union(*groups).user_id if free else ():
            gained = (group & free for group in groups if user in group.user_id)
            self.browse().union(*gained)._l10n_vn_refuse_barred(user)

    @api.model
    def _l10n_vn_merge_contacts(self, groups):
        """Make recalls of merged leads those of the record that is left, too."""
        super()._l10n_vn_merge_contacts(groups)
        pairs = [(lead_id, kept.id) for kept, merged in groups.items() for lead_id in merged.ids]
        if not pairs:
            return
        recalls = self.env["crm.lead.recall"]
        recalls.flush_model(["lead_id"])
        plan = SQL("unnest(%s::int4[], %s::int4[]) AS pair (merged, kept)", *map(list, zip(*pairs, strict=True)))
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead_recall SET lead_id = pair.kept FROM %(plan)s WHERE lead_id = pair.merged;"
                " INSERT INTO crm_lead_copied_recall_rel (lead_id, recall_id)"
                " SELECT pair.kept, recall_id FROM crm_lead_copied_recall_rel JOIN %(plan)s ON lead_id = pair.merged"
                " ON CONFLICT DO NOTHING",
                plan=plan,
            )
        )
        recalls.invalidate_model(["lead_id"], flush=False)
        self.browse(lead.id for lead in groups).invalidate_recordset(["l10n_vn_copied_recall_ids"], flush=False)

    def _l10n_vn_leave_out_barred(self, user_ids):
        """Leave out, and note in the context, leads that were recalled from ``user_ids`` a short while ago, too."""
        leads, assignment = super()._l10n_vn_leave_out_barred(user_ids), AutomaticAssignment.of(self)
        if not assignment or not user_ids:
            return leads
        refused = leads.filtered(lambda lead: not assignment.barred.get(lead.id, set()).isdisjoint(user_ids))
        assignment.refused += refused.ids
        return leads - refused

    def _l10n_vn_bar_copies(self, copies):
        """Bar from ``copies`` of the leads ``self``, which have no salesperson, those who may not have the leads."""
        self.env["crm.lead.recall"].flush_model(["lead_id", "user_id", "undone_at", "barred_until"])
        self.env.cr.execute(
            SQL(
                "INSERT INTO crm_lead_copied_recall_rel (lead_id, recall_id)"
                " SELECT pair.copy, bar.recall_id FROM (%s) AS bar"
                " JOIN unnest(%s::int4[], %s::int4[]) AS pair (lead, copy) ON pair.lead = bar.lead_id"
                " ON CONFLICT DO NOTHING",
                self._l10n_vn_select_bars(sql_array(self.ids, "int4")),
                self.ids,
                copies.ids,
            )
        )
        copies.invalidate_recordset(["l10n_vn_copied_recall_ids"])
