"""Mailings to selected leads as a campaign, where mass mailing is installed."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..argument_checks import SOME, public

_MAILERS = "mass_mailing.group_mass_mailing_user"


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Remove buttons of mailings where mass mailing is not installed, and those of paid services."""
        arch, view = super()._get_view(view_id, view_type, **options)
        for button in arch.iterfind(".//button[@name='action_l10n_vn_mass_mail']"):
            if "mailing.mailing" in self.env:
                button.set("groups", _MAILERS)
            else:
                button.getparent().remove(button)
        self._l10n_vn_remove_paid_buttons(arch)
        return arch, view

    @public(SOME)
    def action_l10n_vn_mass_mail(self) -> dict:
        """Return the action that opens the dialog of a mailing to ``self``.

        :raise UserError: where mass mailing is not installed
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
        """Check that mass mailing is installed.

        :raise UserError: where it is not
        """
        if "mailing.mailing" not in self.env:
            raise UserError(self.env._("Mailings need the Email Marketing app: ask your administrator to install it."))

    def _l10n_vn_get_mailing_domain(self):
        """Return the domain (list) of ``self``: that of the list view where it selects exactly these leads."""
        shown = self.env.context.get("active_domain")
        # Searched as the user: the domain comes from the client, and its result reveals what it selects.
        found = self.with_context(active_test=True).search(shown) if shown else self.browse()
        if self and set(found._ids) == set(self._ids) and self._l10n_vn_sees_every_lead():
            return list(shown)
        return [("id", "in", self.ids)]

    @api.model
    def _l10n_vn_sees_every_lead(self):
        """Return whether no record rule hides any lead from the user.

        A mailing searches its recipients without record rules: a domain given by any other user could reach leads that
        are hidden from them.
        """
        # sudo: only whether there is a lead outside the user's record rules.
        hidden = self.sudo().search_count(~Domain(self.env["ir.rule"]._compute_domain(self._name, "read")), limit=1)
        return not hidden

    def _l10n_vn_get_mailing_counts(self):
        """Return the numbers of leads and of those that a mailing does not reach, as values of ``crm.lead.mailing``."""
        addresses = self.mapped("email_normalized")
        # sudo: salespeople may not read the blacklist; only a number is shown.
        blacklisted = set(self.env["mail.blacklist"].sudo().search([("email", "in", addresses)]).mapped("email"))
        return {
            "lead_count": len(self),
            "without_email_count": sum(not address for address in addresses),
            "blacklisted_count": sum(address in blacklisted for address in addresses),
            "without_campaign_count": sum(not lead.campaign_id for lead in self),
        }

    def _l10n_vn_prepare_mailing(self, domain, subject, campaign, is_joining):
        """Create the mailing to the leads ``self``; return the action that opens it.

        :param str domain: domain by which they were found; used for the mailing where no rule hides any lead
        :param bool is_joining: whether leads without a campaign get ``campaign``
        :raise UserError: where mass mailing is not installed
        """
        self._l10n_vn_check_mailings()
        domain = domain if self._l10n_vn_sees_every_lead() else repr([("id", "in", self.ids)])
        if is_joining:
            self.filtered(lambda lead: not lead.campaign_id).campaign_id = campaign
        mailing = self.env["mailing.mailing"].create(
            {
                "subject": subject,
                "mailing_model_id": self.env["ir.model"]._get_id("crm.lead"),
                "mailing_domain": domain,
                "campaign_id": campaign.id,
                "reply_to_mode": "update",
                "use_exclusion_list": True,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "mailing.mailing",
            "res_id": mailing.id,
            "views": [(False, "form")],
        }
