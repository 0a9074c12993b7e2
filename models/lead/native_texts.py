"""Texts about leads that Odoo's code makes, in the words of this addon."""

from odoo import models

from ..native_terms import rephrase


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _creation_message(self):
        return rephrase(super()._creation_message(), "crm", self.env.lang)

    def _get_rainbowman_message(self):
        return rephrase(super()._get_rainbowman_message(), "crm", self.env.lang)
