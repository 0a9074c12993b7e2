"""Texts about leads, teams and customers that Odoo's code makes, in the words of this addon."""

from odoo import api, models

from ..native_terms import rephrase


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _creation_message(self):
        return rephrase(super()._creation_message(), "crm", self.env.lang)

    def _get_rainbowman_message(self):
        return rephrase(super()._get_rainbowman_message(), "crm", self.env.lang)

    @api.model
    def _l10n_vn_rephrase_notes(self, bodies):
        """Return the texts of notes, {lead id: text}, where Odoo's code has made them in our words."""
        words = {body: rephrase(body, "crm", self.env.lang) for body in set(bodies.values())}
        return {lead_id: words[body] for lead_id, body in bodies.items()}


class CrmLostReason(models.Model):
    _inherit = "crm.lost.reason"

    def action_lost_leads(self):
        action = super().action_lost_leads()
        return {**action, "name": rephrase(action["name"], "crm", self.env.lang)}


class CrmTeam(models.Model):
    _inherit = "crm.team"

    def _creation_message(self):
        # Odoo names the model in English where the context has no language, the rest in the user's.
        return super(CrmTeam, self._fallback_lang())._creation_message()

    def _compute_dashboard_button_name(self):
        super()._compute_dashboard_button_name()
        for team in self:
            team.dashboard_button_name = rephrase(team.dashboard_button_name, "crm", self.env.lang)


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _creation_message(self):
        return super(ResPartner, self._fallback_lang())._creation_message()
