"""Places where a person is: records with their fields, shown to administrators until the request is done."""

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..argument_checks import ONE, public
from .request import ADMINISTRATORS

TREATMENTS = [
    ("erase", "Anonymise, statistics stay"),
    ("delete", "Delete"),
    ("blank", "Clear the text of the person"),
    ("keep", "Keep"),
]


class CrmLeadPrivacyPlace(models.Model):
    _name = "crm.lead.privacy.place"
    _description = "Place of Personal Data"
    _order = "is_root desc, id"
    _log_access = False

    request_id = fields.Many2one("crm.lead.privacy.request", required=True, index=True, ondelete="cascade")
    res_model = fields.Char(required=True, export_string_translation=False)
    res_id = fields.Integer(export_string_translation=False)
    is_root = fields.Boolean(
        "The Person's Own Record", help="A lead or contact of the person; the others mention them."
    )
    model_name = fields.Char("Kind of Record", compute="_compute_model_name")
    record_name = fields.Char("Record")
    field_names = fields.Char("Fields")
    holds = fields.Char()
    excerpt = fields.Char()
    record_count = fields.Integer("Records", default=1)
    treatment = fields.Selection(TREATMENTS, "When Erasing", required=True)
    reason = fields.Char(help="Why it is kept, or may be somebody else's.")

    def write(self, vals):
        """Let administrators choose what happens to own records, and nothing else."""
        if not self.env.su and (vals.keys() - {"treatment"} or any(not place.is_root for place in self)):
            raise AccessError(self.env._("Only what happens to the person's own records can be chosen."))
        return super().write(vals)

    @api.depends("res_model")
    @api.depends_context("lang")
    def _compute_model_name(self):
        for place in self:
            place.model_name = self.env["ir.model"]._get(place.res_model).name or place.res_model

    @public(ONE)
    def action_open(self) -> dict | bool:
        """Return the action that opens the record, False where it is gone or is no record to be opened.

        :raise AccessError: for users who are no administrators
        """
        self.check_access("read")
        if self.res_model not in self.env or not self.res_id:
            return False
        record = self.env[self.res_model].browse(self.res_id).exists()
        if not record or not self.env.user.has_group(ADMINISTRATORS):
            return False
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
            "target": "new",
        }
