"""Dialog that shows what a rule of recalling would do now, by salesperson."""

from odoo import api, fields, models

from ..models.argument_checks import ONE, public


class CrmLeadRecallPreview(models.TransientModel):
    _name = "crm.lead.recall.preview"
    _description = "Preview of a Rule of Recalling"

    rule_id = fields.Many2one("crm.lead.recall.rule", required=True, readonly=True, ondelete="cascade")
    has_warning = fields.Boolean(export_string_translation=False, compute="_compute_lines")
    recall_count = fields.Integer("Recalled Now", compute="_compute_lines")
    warning_count = fields.Integer("Warned First", compute="_compute_lines")
    line_ids = fields.One2many("crm.lead.recall.preview.line", "preview_id", compute="_compute_lines")

    @api.depends("rule_id")
    def _compute_lines(self):
        for preview in self:
            counts = [preview._count_by_salesperson(name) for name in ("recall", "warning")]
            preview.recall_count, preview.warning_count = (sum(found.values()) for found in counts)
            preview.has_warning = preview.rule_id.warning > 0
            users = sorted({user for found in counts for user in found}, key=lambda user: user.name or "")
            preview.line_ids = [
                fields.Command.create(
                    {
                        "user_id": user.id,
                        "recall_count": counts[0].get(user, 0),
                        "warning_count": counts[1].get(user, 0),
                    }
                )
                for user in users
            ]

    def _count_by_salesperson(self, name):
        """Return ``{salesperson: number of the leads}`` that the user may read."""
        groups = self.env["crm.lead"]._read_group(self._get_domain(name), ["user_id"], ["__count"])
        return dict(groups)

    def _get_domain(self, name):
        return [(f"l10n_vn_{name}_rule_id", "=", self.rule_id.id)]

    @public(ONE)
    def action_open_recall(self) -> dict:
        """Return the action that shows exactly the leads that the rule would recall now."""
        return self._open("recall", self.env._("Would Be Recalled Now: %(rule)s", rule=self.rule_id.name))

    @public(ONE)
    def action_open_warning(self) -> dict:
        """Return the action that shows exactly the leads of which the rule would warn now."""
        return self._open("warning", self.env._("Would Be Warned About Now: %(rule)s", rule=self.rule_id.name))

    def _open(self, name, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "crm.lead",
            "views": [[False, "list"], [False, "kanban"], [False, "form"]],
            "domain": self._get_domain(name),
            "context": {"search_default_salesperson": 1},
        }


class CrmLeadRecallPreviewLine(models.TransientModel):
    _name = "crm.lead.recall.preview.line"
    _description = "Salesperson in a Preview of Recalls"

    preview_id = fields.Many2one("crm.lead.recall.preview", required=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", "Salesperson")
    recall_count = fields.Integer("Recalled Now")
    warning_count = fields.Integer("Warned First")
