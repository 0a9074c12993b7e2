"""Mail aliases of leads, the company's own addresses (cached), and the set-up of an alias at installation."""

from typing import NamedTuple

from odoo import api, models
from odoo.tools import ormcache

from ...tools.value import email_address
from .incoming import current_mail

_ADDRESS_FIELDS = {"alias_name", "alias_domain_id", "alias_model_id", "alias_incoming_local", "alias_full_name"}
GIVEN = "l10n_vn_crm.given_alias"
# Names of new aliases, tried in this order.
_LEAD_NAMES = ("lead", "tiemnang", "kinhdoanh")
_OPPORTUNITY_NAMES = ("cohoi", "opportunity", "cohoi-kinhdoanh")


class Addresses(NamedTuple):
    """Addresses of the database, frozensets of str: ``leads`` (aliases of ``crm.lead``), ``system`` (catchall, bounce,
    sender), names of alias ``domains``; of aliases of any model the full ``aliases`` and the ``locals`` that are valid
    in any domain; ``company_ids``: tuple of int"""

    leads: frozenset
    system: frozenset
    domains: frozenset
    aliases: frozenset
    locals: frozenset
    company_ids: tuple


class AddressSource:
    """Base of the models that addresses are made of: after a change they are read anew.

    It stands between them and Odoo's own classes, where an abstract model would come after these.
    """

    __slots__ = ()

    @api.model_create_multi
    def create(self, vals_list):
        made = super().create(vals_list)
        self.env.registry.clear_cache()
        return made

    def write(self, vals):
        done = super().write(vals)
        if self._l10n_vn_changes_addresses(vals):
            self.env.registry.clear_cache()
        return done

    def unlink(self):
        done = super().unlink()
        self.env.registry.clear_cache()
        return done

    @api.model
    def _l10n_vn_changes_addresses(self, vals):
        """Return whether writing ``vals`` may change an address."""
        return True


class MailAlias(AddressSource, models.Model):
    _inherit = "mail.alias"

    @api.model
    def _l10n_vn_changes_addresses(self, vals):
        """Leave out the state, which every first mail writes."""
        return bool(vals.keys() & _ADDRESS_FIELDS)

    @api.model
    @ormcache()
    def _l10n_vn_addresses(self):
        """Return the :class:`Addresses`; cached, because every mail needs them."""
        # sudo: own addresses of all companies and users; they are only compared with those of the mail
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
        # sudo: the gateway may run as any user; only addresses are compared
        return self.sudo().search([("alias_model_id.model", "=", "crm.lead"), ("alias_name", "!=", False)], order="id")

    @api.model
    def _l10n_vn_get_own_addresses(self):
        """Return own addresses and own domains (frozensets of str), and all companies (``res.company``)."""
        known = self._l10n_vn_addresses()
        # sudo: own addresses of all companies; they are only compared with those of the mail
        companies = self.env["res.company"].sudo().browse(known.company_ids)
        emails = {address for company in companies for address in email_address.parse(company.email).addresses}
        domains = {email_address.domain(address) for address in emails if not email_address.is_free_mail(address)}
        addresses = {address.lower() for address in known.system} | emails | known.leads
        return frozenset(addresses), frozenset(domains | known.domains), companies

    def _l10n_vn_get_lead_type(self):
        """Return the type of record that a mail to this alias creates: ``lead`` or ``opportunity``."""
        return "opportunity" if "'opportunity'" in (self.alias_defaults or "").replace('"', "'") else "lead"

    @api.model
    def _l10n_vn_on_install(self):
        """Create an alias of leads where no team has one; let the teams' aliases create leads, not opportunities."""
        teams = self.env["crm.team"].search([("use_leads", "=", True)])
        for team in teams.filtered("alias_name"):
            team.alias_id.write(team._alias_get_creation_values())
        if teams and not any(team.alias_name for team in teams):
            first = teams[0]
            first.alias_name = self._l10n_vn_free_name(_LEAD_NAMES, first.alias_domain_id)
            first.alias_id.write(first._alias_get_creation_values())
            self.env["ir.config_parameter"].set_param(GIVEN, first.alias_id.id)

    @api.model
    def _l10n_vn_on_uninstall(self):
        """Remove the alias that :meth:`_l10n_vn_on_install` created, and restore Odoo's values of the others."""
        parameters = self.env["ir.config_parameter"]
        given = int(parameters.get_param(GIVEN) or 0)
        for team in self.env["crm.team"].with_context(active_test=False).search([("alias_name", "!=", False)]):
            if team.alias_id.id == given:
                team.alias_name = False
            team.alias_id.write(team._alias_get_creation_values())
        parameters.set_param(GIVEN, False)

    @api.model
    def _l10n_vn_free_name(self, names, alias_domain):
        """Return the first of ``names`` (tuple of str), else the first name with a number, that no alias uses."""
        taken = set(self.search([("alias_domain_id", "=", alias_domain.id)]).mapped("alias_name"))
        numbered = (f"{names[0]}{number}" for number in range(2, 1000))
        return next(name for name in (*names, *numbered) if name not in taken)

    @api.model
    def _l10n_vn_add_opportunity_alias(self):
        """Return an alias whose mails become opportunities; create one of the first team where there is none."""
        found = self._l10n_vn_lead_aliases().filtered(lambda alias: alias._l10n_vn_get_lead_type() == "opportunity")[:1]
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


class MailAliasDomain(AddressSource, models.Model):
    _inherit = "mail.alias.domain"

    def _find_aliases(self, email_list):
        """Search, while a mail for leads is processed, only addresses that may be an alias: saves queries."""
        if current_mail(self.env):
            known = self.env["mail.alias"]._l10n_vn_addresses()
            whole = known.system | known.aliases
            email_list = [
                address
                for address in email_list
                if address and (address in whole or address.partition("@")[0] in known.locals)
            ]
        return super()._find_aliases(email_list)
