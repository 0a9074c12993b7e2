"""Which teams work the Vietnamese way?"""

from odoo import api, fields, models


class CrmTeam(models.Model):
    _inherit = "crm.team"

    l10n_vn_lead_stages = fields.Boolean(
        "Separate Lead Stages",
        help="Leads of this team pass through stages of their own and never through those of opportunities.",
    )

    l10n_vn_requires_qualification = fields.Boolean(
        "Require Qualification",
        help="Leads of this team become opportunities only when the required criteria are met, or a sales manager lets "
        "them pass with a reason.",
    )

    def onchange(self, values, field_names, fields_spec):
        """A team that a person makes on a form works the Vietnamese way; one that code makes stays native."""
        if not self and not field_names and "default_l10n_vn_lead_stages" not in self.env.context:
            self = self.with_context(default_l10n_vn_lead_stages=True, default_l10n_vn_requires_qualification=True)
        return super().onchange(values, field_names, fields_spec)

    def write(self, vals):
        done = super().write(vals)
        if "l10n_vn_lead_stages" in vals:
            self.env["crm.lead"]._l10n_vn_refit_stages([("team_id", "in", self.ids)])
        return done

    @api.model
    def _l10n_vn_set_up(self):
        """Turn the lead pipeline and its gate on for the teams that exist."""
        self.with_context(active_test=False).search([]).write(
            {"l10n_vn_lead_stages": True, "l10n_vn_requires_qualification": True}
        )
