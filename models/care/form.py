"""Form of leads: a lead that its creator leaves to the team is shared after the form has read it."""

from odoo import models

from ..context import ShareLater


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def web_save(self, vals, specification, next_id=None):
        """Share a new lead at the end: its creator may lose sight of it, and the form then shows it as it was saved."""
        later = ShareLater()
        result = super(CrmLead, later.on(self)).web_save(vals, specification, next_id=next_id)
        leads = self.browse(later)
        if not leads._l10n_vn_share() or next_id:
            return result
        if leads._filtered_access("read"):
            return leads.with_context(bin_size=True).web_read(specification)
        message = self.env._("This lead has gone to a colleague, by the rule of its team.")
        self.env.user._bus_send("simple_notification", {"type": "info", "message": message})
        return result
