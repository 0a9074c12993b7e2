"""Dialog that assigns many leads, with a preview of how many each salesperson gets."""

from odoo import api, fields, models

from ..models.argument_checks import ONE, public


class CrmLeadAssign(models.TransientModel):
    _name = "crm.lead.assign"
    _description = "Hand Leads Out"
    _inherit = ["crm.lead.selection"]

    lead_ids = fields.Many2many("crm.lead", required=True)
    method = fields.Selection(
        [("round_robin", "In turn"), ("load", "Fewest open leads first"), ("province", "By province")],
        required=True,
        default="round_robin",
    )
    user_ids = fields.Many2many(
        "res.users", string="Salespeople", domain=[("share", "=", False)], default=lambda self: self._default_user_ids()
    )
    reassign = fields.Boolean("Also Leads with a Salesperson")
    lead_count = fields.Integer("To Hand Out", compute="_compute_line_ids")
    left_count = fields.Integer("Fitting Nobody", compute="_compute_line_ids")
    line_ids = fields.One2many("crm.lead.assign.line", "assign_id", compute="_compute_line_ids")

    def _default_user_ids(self):
        """Propose the members who work today and have room, all of them where there is none."""
        members = self.env["crm.team"].search([("use_leads", "=", True)]).crm_team_member_ids
        available = [one.user.id for one in members._l10n_vn_get_available()]
        return self.env["res.users"].browse(available) or members.user_id

    @api.depends("lead_ids", "method", "user_ids", "reassign")
    def _compute_line_ids(self):
        for wizard in self:
            leads = wizard.lead_ids._origin.filtered(lambda lead, every=wizard.reassign: every or not lead.user_id)
            users = wizard.user_ids._origin
            assignments, open_count = leads._l10n_vn_distribute(users, wizard.method), users._l10n_vn_open_leads()
            wizard.lead_count = len(leads)
            wizard.left_count = len(leads) - sum(map(len, assignments.values()))
            lines = [
                {"user_id": user.id, "open_count": open_count[user], "share_count": len(of_user)}
                for user, of_user in assignments.items()
            ]
            wizard.line_ids = wizard.line_ids.browse().union(*map(wizard.line_ids.new, lines))

    @public(ONE)
    def action_assign(self) -> dict:
        """Assign the leads as shown; return the action that closes the dialog."""
        self.lead_ids._l10n_vn_hand_out(self.user_ids, self.method, self.reassign)
        return {"type": "ir.actions.act_window_close"}


class CrmLeadAssignLine(models.TransientModel):
    _name = "crm.lead.assign.line"
    _description = "Share of a Salesperson"

    assign_id = fields.Many2one("crm.lead.assign", required=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", "Salesperson", required=True)
    open_count = fields.Integer("Open Leads Now")
    share_count = fields.Integer("Gets")
