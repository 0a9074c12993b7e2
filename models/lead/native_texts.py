"""Texts about leads that Odoo's code makes, in the words of this addon."""

from odoo import models

from ..native_terms import rephrase


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _creation_message(self):
        return rephrase(super()._creation_message(), "crm", self.env.lang)

    def _get_rainbowman_message(self):
        return rephrase(super()._get_rainbowman_message(), "crm", self.env.lang)


class CrmLostReason(models.Model):
    _inherit = "crm.lost.reason"

    def action_lost_leads(self):
        action = super().action_lost_leads()
        return {**action, "name": rephrase(action["name"], "crm", self.env.lang)}


class CrmTeam(models.Model):
    _inherit = "crm.team"

    def _compute_dashboard_button_name(self):
        super()._compute_dashboard_button_name()
        for team in self:
            team.dashboard_button_name = rephrase(team.dashboard_button_name, "crm", self.env.lang)
