"""Which addresses bring leads, and which are our own?"""

from odoo import api, models

from ..tools import email_address


class MailAlias(models.Model):
    _inherit = "mail.alias"

    @api.model
    def _l10n_vn_lead_addresses(self):
        """Return the addresses (set of str, lower case) of leads; one without a domain is its local part alone."""
        aliases = self._l10n_vn_lead_aliases()
        return {name.lower() for alias in aliases for name in alias._l10n_vn_spellings()}

    def _l10n_vn_spellings(self):
        names = [self.alias_full_name or self.alias_name]
        return [*names, self.alias_name] if self.alias_incoming_local else names

    @api.model
    def _l10n_vn_lead_aliases(self):
        # sudo: any user's mail may come through the gateway; only addresses are compared
        return self.sudo().search([("alias_model_id.model", "=", "crm.lead"), ("alias_name", "!=", False)], order="id")

    @api.model
    def _l10n_vn_own(self):
        """Return what is our own: addresses of the program and the companies, their domains (frozensets), companies."""
        # sudo: of whatever company, none of these addresses is a customer's
        hosts, companies = self.env["mail.alias.domain"].sudo().search([]), self.env["res.company"].sudo().search([])
        system = {host[name] for host in hosts for name in ("catchall_email", "bounce_email", "default_from_email")}
        emails = {address for company in companies for address in email_address.parse(company.email).addresses}
        domains = {email_address.domain(address) for address in emails if not email_address.is_free_mail(address)}
        addresses = {address.lower() for address in system if address} | emails | self._l10n_vn_lead_addresses()
        return frozenset(addresses), frozenset({*domains, *hosts.mapped("name")}), companies

    def _l10n_vn_makes(self):
        """Return what a mail to this alias becomes: ``lead`` or ``opportunity``."""
        return "opportunity" if "'opportunity'" in (self.alias_defaults or "").replace('"', "'") else "lead"
