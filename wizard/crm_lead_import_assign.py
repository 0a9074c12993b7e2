"""Dialog that assigns the leads of an import to salespeople, team and campaign."""

from odoo import api, fields, models

from ..models.argument_checks import ONE, public


class CrmLeadImportAssign(models.TransientModel):
    _name = "crm.lead.import.assign"
    _description = "Assign Imported Leads"

    import_id = fields.Many2one("crm.lead.import", required=True)
    lead_count = fields.Integer(related="import_id.created_count", related_sudo=False)
    user_ids = fields.Many2many("res.users", string="Salespeople", domain=[("share", "=", False)])
    team_id = fields.Many2one("crm.team", "Sales Team")
    campaign_id = fields.Many2one("utm.campaign")

    @api.constrains("import_id")
    def _check_import(self):
        """Check access: a many2one would show the name of a file that record rules hide."""
        self.sudo(False).import_id.check_access("read")  # constraints run as superuser

    @public(ONE)
    def action_apply(self) -> dict:
        """Assign the leads, in turn where there are several salespeople; return the action that closes the dialog."""
        self.import_id._l10n_vn_assign_created(self.user_ids, self.team_id, self.campaign_id)
        return {"type": "ir.actions.act_window_close"}
