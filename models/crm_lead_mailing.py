"""How are selected leads mailed as a campaign, where mass mailing is installed?"""

from odoo import api, models
from odoo.exceptions import UserError

from .checked import SOME, public

_MAILERS = "mass_mailing.group_mass_mailing_user"


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Show what mass mailing is needed for only where it is installed, and to those who may mail."""
        arch, view = super()._get_view(view_id, view_type, **options)
        for button in arch.iterfind(".//button[@name='action_l10n_vn_mass_mail']"):
            if "mailing.mailing" in self.env:
                button.set("groups", _MAILERS)
            else:
                button.getparent().remove(button)
        return arch, view

    @public(SOME)
    def action_l10n_vn_mass_mail(self):
        """Open the dialog that prepares a mailing to ``self``.

        :raise UserError: mass mailing is not installed
        """
        self._l10n_vn_check_mailings()
        campaign = self.campaign_id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mail as a Campaign"),
            "res_model": "crm.lead.mailing",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_domain": repr(self._l10n_vn_get_mailing_domain()),
                "default_campaign_id": campaign.id if len(campaign) == 1 else False,
            },
        }

    @api.model
    def _l10n_vn_check_mailings(self):
        """Refuse mailings where there are none.

        :raise UserError: mass mailing is not installed
        """
        if "mailing.mailing" not in self.env:
            raise UserError(self.env._("Mailings need the Email Marketing app: ask your administrator to install it."))

    def _l10n_vn_get_mailing_domain(self):
        """Return the domain (list) of ``self``: the filters of the list where they mean the same leads.

        A mailing is sent without record rules: filters that mean more leads than the user sees are no choice.
        """
        shown = self.env.context.get("active_domain")
        if shown:
            # Without record rules, as the mailing will search.
            meant = self.sudo().with_context(active_test=True).search(shown)
            if meant._ids and set(meant._ids) == set(self._ids):
                return list(shown)
        return [("id", "in", self.ids)]
