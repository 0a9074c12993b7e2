"""Background work that can be undone: whose the undo is, which is background work of the same record."""

from odoo import fields, models


class CrmLeadBackgroundUndo(models.AbstractModel):
    """Runner of background work whose undo may be another user's than the work."""

    _name = "crm.lead.background.undo"
    _description = "Background Work on Leads That Can Be Undone"
    _inherit = ["crm.lead.background"]

    undo_user_id = fields.Many2one("res.users", "Undone By", readonly=True)

    def _is_undo(self):
        """Return whether the steps that are left, or that an error has stopped, are those of the undo."""
        return bool(self.undo_user_id) and self.state in ("undoing", "failed")

    def _get_owner(self):
        owner = super()._get_owner()
        return self.undo_user_id if self._is_undo() else owner

    def _set_owner(self, user):
        values = super()._set_owner(user)
        return {"undo_user_id": user.id} if self._is_undo() else values
