"""How does a lead become an opportunity, one or thousands at a time?"""

from collections import defaultdict

from odoo import api, models

# Modules whose code around conversions was read and does nothing that a set of leads would miss.
KNOWN_MODULES = {
    "base",
    "crm",
    "crm_iap_enrich",
    "crm_livechat",
    "crm_sms",
    "iap_crm",
    "l10n_vn_crm",
    "mail",
    "mail_plugin",
    "mass_mailing",
    "mass_mailing_crm",
    "phone_validation",
    "portal",
    "rating",
    "sale_crm",
    "sms",
    "utm",
    "web",
    "website_crm",
}
# What is done for a set of leads at once, past these methods of each lead.
WATCHED_METHODS = {
    "_create_customer",
    "_find_matching_partner",
    "_handle_partner_assignment",
    "_merge_dependences",
    "_merge_dependences_attachments",
    "_merge_dependences_calendar_events",
    "_merge_dependences_history",
    "_merge_followers",
    "_merge_log_summary",
    "_merge_opportunity",
    "_message_log",
    "_message_track",
    "convert_opportunity",
    "merge_opportunity",
}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_may_convert_in_sets(self):
        """Tell whether no other module changes what the conversion of each lead does."""
        classes = [cls for cls in type(self).mro() if getattr(cls, "_module", None)]
        known = all(cls._module in KNOWN_MODULES or WATCHED_METHODS.isdisjoint(vars(cls)) for cls in classes)
        # Code that is patched into the registry's class, as automation rules do.
        return known and WATCHED_METHODS.isdisjoint(vars(type(self)))

    def _l10n_vn_split_ready(self):
        """Return the leads of ``self`` that may become opportunities, and {lead id: reasons} of the others."""
        return self, {}

    def convert_opportunity(self, partner, user_ids=False, team_id=False):
        """Leave alone what is an opportunity already and gets no other customer: its conversion is history."""
        done = self.filtered(
            lambda lead: (
                lead.type == "opportunity" and lead.date_conversion and (not partner or lead.partner_id == partner)
            )
        )
        super(CrmLead, self - done).convert_opportunity(partner)
        if user_ids or team_id:
            self._handle_salesmen_assignment(user_ids=user_ids, team_id=team_id)
        return True

    def _convert_opportunity_data(self, customer, team_id=False):
        """Add to Odoo's what the user has chosen in the wizard, in the same step."""
        return super()._convert_opportunity_data(customer, team_id) | dict(
            self.env.context.get("l10n_vn_opportunity_values") or {}
        )

    def _l10n_vn_convert_set(self):
        """Make opportunities of ``self``, which have their customers, one write for each group of equal values."""
        groups = defaultdict(self.browse)
        values = {}
        for lead in self:
            vals = lead._convert_opportunity_data(lead.partner_id)
            key = tuple(sorted((name, repr(value)) for name, value in vals.items()))
            values[key] = vals
            groups[key] += lead
        for key, leads in groups.items():
            leads.write(values[key])
