"""Settings of leads: choices of the company, Odoo's Leads turned on at installation, state of the mail gateway."""

import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import config

from ..tools.mail.sample import test_mail
from .argument_checks import ANY, public

BEFORE = "l10n_vn_crm.before"


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    l10n_vn_lead_stages = fields.Boolean(related="company_id.l10n_vn_lead_stages", readonly=False)
    l10n_vn_requires_qualification = fields.Boolean(related="company_id.l10n_vn_requires_qualification", readonly=False)
    l10n_vn_contact_days = fields.Integer(related="company_id.l10n_vn_contact_days", readonly=False)
    l10n_vn_opens_my_day = fields.Boolean(related="company_id.l10n_vn_opens_my_day", readonly=False)

    l10n_vn_paid_data = fields.Boolean(related="company_id.l10n_vn_paid_data", readonly=False)

    @api.model
    def _l10n_vn_on_install(self):
        """Turn Odoo's Leads on for all internal users and teams, and store what was off before."""
        internal_users, lead_users = self.env.ref("base.group_user"), self.env.ref("crm.group_use_lead")
        if lead_users in internal_users.all_implied_ids:
            return
        teams = (
            self.env["crm.team"]
            .with_context(active_test=False)
            .search([("use_leads", "=", False), ("use_opportunities", "=", True)])
        )
        self.env["ir.config_parameter"].set_param(BEFORE, json.dumps({"teams_without_leads": teams.ids}))
        internal_users._apply_group(lead_users)
        teams.use_leads = True

    @api.model
    def _l10n_vn_on_uninstall(self):
        """Turn off what the installation turned on, and nothing else; Odoo's menus open as before."""
        self.env.ref("crm.crm_lead_all_leads_view_kanban").sequence = 2
        self.env.ref("crm.crm_menu_root").action = False
        self.env["res.company"]._l10n_vn_restore_enrichment()
        before = self.env["ir.config_parameter"].get_param(BEFORE)
        if before:
            self.env.ref("base.group_user")._remove_group(self.env.ref("crm.group_use_lead"))
            self.env["crm.team"].browse(json.loads(before)["teams_without_leads"]).exists().use_leads = False
            self.env["ir.config_parameter"].set_param(BEFORE, False)

    module_website_crm = fields.Boolean("Contact Form on the Web Site")
    module_mass_mailing_crm = fields.Boolean("Mailings to Leads")
    module_sale_crm = fields.Boolean("Quotations")
    module_crm_sms = fields.Boolean("Text Messages to Leads")

    l10n_vn_join_mails = fields.Boolean(related="company_id.l10n_vn_join_mails", readonly=False)
    l10n_vn_lead_addresses = fields.Char("Addresses for Leads", compute="_compute_l10n_vn_mail")
    l10n_vn_opportunity_addresses = fields.Char("Addresses for Opportunities", compute="_compute_l10n_vn_mail")
    l10n_vn_mail_arrival = fields.Char("How Mails Arrive", compute="_compute_l10n_vn_mail")
    l10n_vn_mail_arrives = fields.Boolean("Mails Arrive", compute="_compute_l10n_vn_mail")
    l10n_vn_mail_has_domain = fields.Boolean("Has a Mail Domain", compute="_compute_l10n_vn_mail")
    l10n_vn_mail_pipe = fields.Char("Command for a Mail Server", compute="_compute_l10n_vn_mail")
    l10n_vn_mail_rejected_count = fields.Integer("Mails That Made No Lead", compute="_compute_l10n_vn_mail")

    @api.depends_context("company")
    def _compute_l10n_vn_mail(self):
        aliases = self.env["mail.alias"]._l10n_vn_lead_aliases()
        servers = self.env["fetchmail.server"].sudo().search([])  # settings are a manager's; no password comes out
        working = servers.filtered(lambda server: server.state == "done")
        kept = self.env["crm.lead.mail.rejected"].search_count([("lead_id", "=", False)])
        for settings in self:
            for kind in ("lead", "opportunity"):
                named = aliases.filtered(lambda alias, kind=kind: alias._l10n_vn_get_lead_type() == kind)
                settings[f"l10n_vn_{kind}_addresses"] = ", ".join(named.mapped("display_name"))
            settings.l10n_vn_mail_has_domain = bool(self.env.company.alias_domain_id)
            settings.l10n_vn_mail_arrives = bool(working) and not working[0].error_date
            settings.l10n_vn_mail_arrival = self._l10n_vn_arrival(servers, working)
            # 75 has the mail server keep the mail and try again. Any other code bounces it to the customer, though Odoo
            # or the database is away for a minute only; the script has no such code for errors of the database.
            settings.l10n_vn_mail_pipe = (
                f"sh -c 'odoo-mailgate.py --host=localhost --port={config['http_port']}"
                f" -d {self.env.cr.dbname} -u {self.env.uid} -p … || exit 75'"
            )
            settings.l10n_vn_mail_rejected_count = kept

    def _l10n_vn_arrival(self, servers, working):
        """Return a sentence (str) that says whether mails are fetched, and when they were last."""
        if not servers:
            return self.env._("No incoming mail server yet.")
        if not working:
            return self.env._("The incoming mail server %s is not confirmed.", servers[0].name)
        server = working[0]
        if server.error_date:
            return self.env._(
                "The last fetch from %(server)s failed: %(error)s", server=server.name, error=server.error_message
            )
        if not server.date:
            return self.env._("%s has not been asked for mails yet.", server.name)
        when = fields.Datetime.context_timestamp(self, server.date).strftime("%d/%m/%Y %H:%M")
        return self.env._("Mails were last fetched from %(server)s on %(time)s.", server=server.name, time=when)

    @public(ANY)
    def action_l10n_vn_add_opportunity_address(self) -> dict:
        """Create a mail address for opportunities.

        :return: client action that reloads the screen
        """
        self.env["mail.alias"]._l10n_vn_add_opportunity_alias()
        return {"type": "ir.actions.client", "tag": "reload"}

    @public(ANY)
    def action_l10n_vn_test_mail(self) -> dict:
        """Process a sample mail as the gateway does, show the lead that it makes, and undo it.

        :return: client action: a notification
        :raise AccessError: where the user may not change settings
        :raise UserError: where leads have no address, none has a mail domain, or the mail made no lead
        """
        self.check_access("write")
        aliases = self.env["mail.alias"]._l10n_vn_lead_aliases()
        if not aliases:
            raise UserError(self.env._("No sales team has an address for leads yet: give one to a team first."))
        alias = aliases.filtered("alias_domain_id")[:1]
        if not alias:
            raise UserError(
                self.env._("The company has no mail domain yet: choose one under General Settings, Alias Domain.")
            )
        message = test_mail(alias.alias_full_name)
        with self.env.cr.savepoint() as savepoint:
            # sudo: as the gateway itself runs; the lead is undone below
            lead_id = self.env["mail.thread"].sudo().message_process(False, message)
            lead = self.env["crm.lead"].sudo().browse(lead_id or [])
            result = lead and (lead.contact_name, lead.phone, lead.team_id.name or "–")
            savepoint.rollback()
        if not result:
            raise UserError(self.env._("The test mail made no lead: look among the mails that made none."))
        self.env.invalidate_all()
        return self._l10n_vn_show_test(*result)

    def _l10n_vn_show_test(self, name, phone, team):
        message = self.env._(
            "A mail to the address becomes a lead of team %(team)s, with the name %(name)s and the phone %(phone)s.",
            team=team, name=name, phone=phone,
        )  # fmt: skip
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if self.l10n_vn_mail_arrives else "warning",
                "title": self.env._("The test mail was understood"),
                "message": f"{message} {self.l10n_vn_mail_arrival}",
                "sticky": True,
            },
        }
