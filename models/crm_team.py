"""Switches of sales teams: lead stages, qualification, mails added to open leads."""

from odoo import api, fields, models
from odoo.exceptions import MissingError

# Turned on at installation, and for teams created on a form; teams created by code behave as in Odoo.
SWITCHES = ("l10n_vn_lead_stages", "l10n_vn_requires_qualification", "l10n_vn_join_mails")


class CrmTeam(models.Model):
    _inherit = "crm.team"

    l10n_vn_lead_stages = fields.Boolean(
        "Separate Lead Stages",
        help="Leads of this team pass through stages of their own and never through those of opportunities.",
    )
    l10n_vn_requires_qualification = fields.Boolean(
        "Require Qualification",
        help="Leads of this team become opportunities only when the required criteria are met, or a sales manager lets "
        "them pass with a reason.",
    )
    l10n_vn_join_mails = fields.Boolean(
        "Add Mails to Open Leads",
        help="A new mail of somebody who has an open lead or opportunity is added to it, with an activity for its "
        "salesperson. Without this, each new mail makes a new lead.",
    )

    def onchange(self, values, field_names, fields_spec):
        """Turn the switches on by default for a team that is created on a form."""
        if not self and not field_names and "default_l10n_vn_lead_stages" not in self.env.context:
            self = self.with_context(**{f"default_{name}": True for name in SWITCHES})
        return super().onchange(values, field_names, fields_spec)

    def write(self, vals):
        done = super().write(vals)
        if "l10n_vn_lead_stages" in vals:
            self.env["crm.lead"]._l10n_vn_refit_stages([("team_id", "in", self.ids)])
        if "l10n_vn_requires_qualification" in vals:
            self.env["crm.lead"]._l10n_vn_follow_team_switch(self, bool(vals["l10n_vn_requires_qualification"]))
        if vals.keys() & {"l10n_vn_answer_hours", "company_id"}:
            self.env["crm.lead"]._l10n_vn_follow_answer_target(self)
        return done

    def unlink(self):
        """Extend Odoo's: criteria of a team that is deleted are asked of other leads than before."""
        done = super().unlink()
        self.env["crm.lead.criterion"]._follow_change()
        return done

    def _allocate_leads_deduplicate(self, leads, duplicates_cache=None):
        """Assign a lead that is not qualified without merging it into an opportunity."""
        found = {} if duplicates_cache is None else duplicates_cache
        for lead in leads:
            if lead not in found:
                found[lead] = lead._get_lead_duplicates(email=lead.email_from)
            if len(found[lead]) > 1 and self._l10n_vn_stops_merge(found[lead]):
                found[lead] = lead
        return super()._allocate_leads_deduplicate(leads, duplicates_cache=found)

    def _l10n_vn_stops_merge(self, duplicates):
        """Return whether the gate forbids to merge ``duplicates``, some of which may have been merged and deleted."""
        try:
            return duplicates._l10n_vn_is_stopped_merge(self)
        except MissingError:
            return duplicates.exists()._l10n_vn_is_stopped_merge(self)

    @api.model
    def _l10n_vn_on_install(self):
        """Turn the switches on for existing teams."""
        teams = self.with_context(active_test=False).search([])
        teams.write(dict.fromkeys(SWITCHES, True))
