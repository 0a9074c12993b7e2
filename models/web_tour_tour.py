"""The guided tour of a salesperson's first day, which other tours do not follow."""

from odoo import api, models

FIRST_DAY = "l10n_vn_crm_first_day"


class WebTourTour(models.Model):
    _inherit = "web_tour.tour"

    @api.model
    def consume(self, tourName):
        """End the first day without the next of Odoo's tours: its button on My Day has turned tours on."""
        following = super().consume(tourName)
        if tourName != FIRST_DAY:
            return following
        self.env["res.users"].switch_tour_enabled(False)
        return False
