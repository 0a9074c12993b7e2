"""Which addresses bring leads, and which are our own?"""

from odoo import api, models


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
    def _l10n_vn_own_addresses(self):
        """Return the addresses (frozenset of str) from which and to which the program itself sends."""
        domains = self.env["mail.alias.domain"].sudo().search([])
        system = {
            address.lower()
            for host in domains
            for address in (host.catchall_email, host.bounce_email, host.default_from_email)
            if address
        }
        return frozenset(system | self._l10n_vn_lead_addresses())

    def _l10n_vn_makes(self):
        """Return what a mail to this alias becomes: ``lead`` or ``opportunity``."""
        return "opportunity" if "'opportunity'" in (self.alias_defaults or "").replace('"', "'") else "lead"
