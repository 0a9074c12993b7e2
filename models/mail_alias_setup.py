"""Which addresses do the sales teams have, and which of them did the addon give?"""

from odoo import api, models

GIVEN = "l10n_vn_crm.given_alias"
# In the order in which a free one is taken.
_LEAD_NAMES = ("lead", "tiemnang", "kinhdoanh")
_OPPORTUNITY_NAMES = ("cohoi", "opportunity", "cohoi-kinhdoanh")


class MailAlias(models.Model):
    _inherit = "mail.alias"

    @api.model
    def _l10n_vn_set_up(self):
        """Give leads an address where no team has one, and let those that exist make leads, not opportunities."""
        teams = self.env["crm.team"].search([("use_leads", "=", True)])
        for team in teams.filtered("alias_name"):
            team.alias_id.write(team._alias_get_creation_values())
        if teams and not any(team.alias_name for team in teams):
            first = teams[0]
            first.alias_name = self._l10n_vn_free_name(_LEAD_NAMES, first.alias_domain_id)
            first.alias_id.write(first._alias_get_creation_values())
            self.env["ir.config_parameter"].set_param(GIVEN, first.alias_id.id)

    @api.model
    def _l10n_vn_put_back(self):
        """Take the address back that the set-up gave, and let the others make what they made without the addon."""
        parameters = self.env["ir.config_parameter"]
        given = int(parameters.get_param(GIVEN) or 0)
        for team in self.env["crm.team"].with_context(active_test=False).search([("alias_name", "!=", False)]):
            if team.alias_id.id == given:
                team.alias_name = False
            team.alias_id.write(team._alias_get_creation_values())
        parameters.set_param(GIVEN, False)

    @api.model
    def _l10n_vn_free_name(self, names, alias_domain):
        """Return the first of ``names`` (tuple of str), or of them with a number, that no alias of the domain has."""
        taken = set(self.search([("alias_domain_id", "=", alias_domain.id)]).mapped("alias_name"))
        numbered = (f"{names[0]}{number}" for number in range(2, 1000))
        return next(name for name in (*names, *numbered) if name not in taken)

    @api.model
    def _l10n_vn_add_opportunity_alias(self):
        """Return an alias whose mails become opportunities of the first team, new where there is none."""
        found = self._l10n_vn_lead_aliases().filtered(lambda alias: alias._l10n_vn_makes() == "opportunity")[:1]
        if found:
            return found
        team = self.env["crm.team"].search([("use_opportunities", "=", True)], limit=1)
        domain = team.alias_domain_id or self.env.company.alias_domain_id
        return self.create(
            {
                "alias_name": self._l10n_vn_free_name(_OPPORTUNITY_NAMES, domain),
                "alias_domain_id": domain.id,
                "alias_model_id": self.env["ir.model"]._get_id("crm.lead"),
                "alias_parent_model_id": self.env["ir.model"]._get_id("crm.team"),
                "alias_parent_thread_id": team.id,
                "alias_defaults": {"type": "opportunity", "team_id": team.id},
            }
        )
