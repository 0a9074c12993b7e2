"""State of bulk operations in Settings: available, or blocked by which module."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    l10n_vn_bulk_state = fields.Text("Many Leads at Once", compute="_compute_l10n_vn_bulk_state")

    def _compute_l10n_vn_bulk_state(self):
        state = self._l10n_vn_describe_bulk()
        for settings in self:
            settings.l10n_vn_bulk_state = state

    def _l10n_vn_describe_bulk(self):
        """Return one sentence where every bulk operation is available, else one for each blocker."""
        operations = {
            "create": self.env._("New leads"),
            "convert": self.env._("Conversion of leads"),
            "merge": self.env._("Merges"),
            "notes": self.env._("Notes on changes"),
            "customers": self.env._("Customers of conversions"),
        }
        found = [
            (operations[operation], blocker)
            for operation, blockers in self.env["crm.lead"]._l10n_vn_get_bulk_blockers().items()
            for blocker in blockers
        ]
        if not found:
            return self.env._("On: lists, conversions and merges of many leads take the fast way.")
        names = {blocker.module for _operation, blocker in found}
        modules = self.env["ir.module.module"].search([("name", "in", list(names))])
        shown = {module.name: module.shortdesc for module in modules}
        return "\n".join(
            self.env._(
                "%(way)s one by one: %(module)s (%(technical_name)s) %(reason)s.",
                way=operation,
                module=shown.get(blocker.module) or blocker.module,
                technical_name=blocker.module,
                reason=self._l10n_vn_describe_blocker(blocker),
            )
            for operation, blocker in found
        )

    def _l10n_vn_describe_blocker(self, blocker):
        name = f"{blocker.model}.{blocker.name}"
        return {
            "override": self.env._("changes %s", name),
            "changed": self.env._("changes %s in another way than the version that was checked", name),
            "patch": self.env._("changes %s while Odoo runs", name),
            "computed": self.env._("computes %s", name),
            "constraint": self.env._("checks %s", name),
            "default": self.env._("presets %s", name),
        }[blocker.kind]
