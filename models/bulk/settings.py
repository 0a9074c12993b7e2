"""Whether many leads at once take the fast way, and which module turns it off: a line in Settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    l10n_vn_bulk_state = fields.Text("Many Leads at Once", compute="_compute_l10n_vn_bulk_state")

    def _compute_l10n_vn_bulk_state(self):
        state = self._l10n_vn_describe_bulk()
        for settings in self:
            settings.l10n_vn_bulk_state = state

    def _l10n_vn_describe_bulk(self):
        """Return a sentence where every fast way is open, else one for each thing that turns one off."""
        ways = {
            "create": self.env._("New leads"),
            "convert": self.env._("Conversion of leads"),
            "merge": self.env._("Merges"),
            "notes": self.env._("Notes on changes"),
            "customers": self.env._("Customers of conversions"),
        }
        found = [
            (ways[way], hindrance)
            for way, hindrances in self.env["crm.lead"]._l10n_vn_get_hindrances().items()
            for hindrance in hindrances
        ]
        if not found:
            return self.env._("On: lists, conversions and merges of many leads take the fast way.")
        names = {hindrance.module for _way, hindrance in found}
        modules = self.env["ir.module.module"].search([("name", "in", list(names))])
        shown = {module.name: module.shortdesc for module in modules}
        return "\n".join(
            self.env._(
                "%(way)s one by one: %(module)s (%(technical_name)s) %(reason)s.",
                way=way,
                module=shown.get(hindrance.module) or hindrance.module,
                technical_name=hindrance.module,
                reason=self._l10n_vn_describe_hindrance(hindrance),
            )
            for way, hindrance in found
        )

    def _l10n_vn_describe_hindrance(self, hindrance):
        name = f"{hindrance.model}.{hindrance.name}"
        return {
            "override": self.env._("changes %s", name),
            "changed": self.env._("changes %s in another way than the version that was checked", name),
            "patch": self.env._("changes %s while Odoo runs", name),
            "computed": self.env._("computes %s", name),
            "constraint": self.env._("checks %s", name),
            "default": self.env._("presets %s", name),
        }[hindrance.kind]
