"""Conversion of leads into opportunities: Odoo's methods of one lead, and writing of many at once."""

from odoo import api, models

from ...tools.grouping import group_by_values
from ..context import OpportunityValues


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _l10n_vn_split_ready(self):
        """Return the leads of ``self`` that may become opportunities, and {lead id: reasons} of the others."""
        findings = self._l10n_vn_get_gate_findings()
        return self.filtered(lambda lead: lead.id not in findings), findings

    def convert_opportunity(self, partner, user_ids=False, team_id=False):
        """Skip what is an opportunity already and keeps its customer, so that its conversion date stays.

        Odoo's assignment by rules goes on with the others where a lead is not qualified or may not be given to a user.
        """
        leads = self._l10n_vn_leave_out_barred(user_ids)
        done = leads.filtered(
            lambda lead: (
                lead.type == "opportunity" and lead.date_conversion and (not partner or lead.partner_id == partner)
            )
        )
        done |= leads._l10n_vn_hold_unqualified(user_ids or [])
        super(CrmLead, leads - done).convert_opportunity(partner)
        if leads and (user_ids or team_id):
            leads._handle_salesmen_assignment(user_ids=user_ids, team_id=team_id)
        return True

    def _convert_opportunity_data(self, customer, team_id=False):
        """Add the values chosen in the conversion window, else those of answers, so that they are part of one write."""
        chosen = OpportunityValues.of(self)
        values = self.l10n_vn_proposals or {} if chosen is None else chosen
        return super()._convert_opportunity_data(customer, team_id) | values

    def _l10n_vn_convert_set(self, assignments, team_id):
        """Make opportunities of ``self``, which have their customers, by one write for each group of equal values.

        :param dict assignments: {lead id: user id} of new salespeople, with the team ``team_id`` where given
        """

        def values(lead):
            vals = lead._convert_opportunity_data(lead.partner_id)
            if user_id := assignments.get(lead.id):
                vals |= {"user_id": user_id, **({"team_id": team_id} if team_id else {})}
            return vals

        for vals, leads in group_by_values(self, values):
            ids = [lead.id for lead in leads]
            self.with_context(mail_auto_subscribe_no_notify=True).browse(ids).write(vals)

    @api.model
    def _l10n_vn_write_each(self, changes):
        """Write different values on each lead at the cost of one write: ``changes`` is {lead: {field name: value}}.

        For fields without inverse and without notifications; computed fields, constraints and tracking work as usual.
        """
        leads = self.browse(lead.id for lead in changes)
        names = list(dict.fromkeys(name for values in changes.values() for name in values))
        if not names:
            return
        leads._track_prepare(self._fields)
        with self.env.protecting([self._fields[name] for name in names], leads):
            for lead, values in changes.items():
                for name, value in values.items():
                    lead[name] = value
        leads.modified(names)
        leads._validate_fields(names)
