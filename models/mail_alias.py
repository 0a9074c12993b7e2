"""Which addresses bring leads, and which are our own?"""

from typing import NamedTuple

from odoo import api, models
from odoo.tools import ormcache

from ..tools import email_address
from .mail_thread import mail_at_hand

_ADDRESS_FIELDS = {"alias_name", "alias_domain_id", "alias_model_id", "alias_incoming_local", "alias_full_name"}


class Addresses(NamedTuple):
    """The addresses of the program, frozensets of str: those that bring ``leads``, ``system`` addresses, names of
    ``domains``; of aliases of whatever model the whole ``aliases`` and the ``locals`` that serve any domain;
    ``company_ids``: tuple of int"""

    leads: frozenset
    system: frozenset
    domains: frozenset
    aliases: frozenset
    locals: frozenset
    company_ids: tuple


class MailAlias(models.Model):
    _inherit = "mail.alias"

    @api.model_create_multi
    def create(self, vals_list):
        made = super().create(vals_list)
        self.env.registry.clear_cache()
        return made

    def write(self, vals):
        done = super().write(vals)
        if vals.keys() & _ADDRESS_FIELDS:  # not the state that every first mail writes
            self.env.registry.clear_cache()
        return done

    def unlink(self):
        done = super().unlink()
        self.env.registry.clear_cache()
        return done

    @api.model
    @ormcache()
    def _l10n_vn_addresses(self):
        """Return the :class:`Addresses`; every mail asks for them."""
        # sudo: of whatever company and user, none of these addresses is a customer's; only addresses are compared
        hosts = self.env["mail.alias.domain"].sudo().search([])
        aliases = self.sudo().search([("alias_name", "!=", False)])
        system = {host[name] for host in hosts for name in ("catchall_email", "bounce_email", "default_from_email")}
        return Addresses(
            frozenset(name.lower() for alias in self._l10n_vn_lead_aliases() for name in alias._l10n_vn_spellings()),
            frozenset(filter(None, system)),
            frozenset(hosts.mapped("name")),
            frozenset(filter(None, aliases.mapped("alias_full_name"))),
            frozenset(aliases.filtered("alias_incoming_local").mapped("alias_name")),
            tuple(self.env["res.company"].sudo().search([]).ids),  # likewise
        )

    @api.model
    def _l10n_vn_lead_addresses(self):
        """Return the addresses (set of str, lower case) of leads; one without a domain is its local part alone."""
        return self._l10n_vn_addresses().leads

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
        known = self._l10n_vn_addresses()
        # sudo: of whatever company, none of these addresses is a customer's
        companies = self.env["res.company"].sudo().browse(known.company_ids)
        emails = {address for company in companies for address in email_address.parse(company.email).addresses}
        domains = {email_address.domain(address) for address in emails if not email_address.is_free_mail(address)}
        addresses = {address.lower() for address in known.system} | emails | known.leads
        return frozenset(addresses), frozenset(domains | known.domains), companies

    def _l10n_vn_makes(self):
        """Return what a mail to this alias becomes: ``lead`` or ``opportunity``."""
        return "opportunity" if "'opportunity'" in (self.alias_defaults or "").replace('"', "'") else "lead"


class MailAliasDomain(models.Model):
    _inherit = "mail.alias.domain"

    @api.model_create_multi
    def create(self, vals_list):
        made = super().create(vals_list)
        self.env.registry.clear_cache()
        return made

    def write(self, vals):
        done = super().write(vals)
        self.env.registry.clear_cache()
        return done

    def unlink(self):
        done = super().unlink()
        self.env.registry.clear_cache()
        return done

    def _find_aliases(self, email_list):
        """Ask the database, while a mail for leads is processed, only about what may be an alias."""
        if mail_at_hand(self.env):
            known = self.env["mail.alias"]._l10n_vn_addresses()
            whole = known.system | known.aliases
            email_list = [
                address
                for address in email_list
                if address and (address in whole or address.partition("@")[0] in known.locals)
            ]
        return super()._find_aliases(email_list)
