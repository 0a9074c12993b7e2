"""Rejected mails: mails to an address of leads that made no lead, with the reason, for 90 days."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.mail.policy import format_addresses
from ...tools.value.email_address import domain
from ..argument_checks import SOME, public
from ..context import WANTED_LEAD
from ..kept_days import get_kept_days

_LONGEST_PREVIEW = 2000
_MOST_DELETED = 1000
_RECIPIENTS = ("delivered-to", "x-original-to", "to", "cc")


class CrmLeadMailRejected(models.Model):
    _name = "crm.lead.mail.rejected"
    _description = "Mail That Made No Lead"
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char("Mail Subject", readonly=True)
    email_from = fields.Char("Sender", readonly=True)
    date = fields.Datetime("Received On", readonly=True, default=fields.Datetime.now)
    reason = fields.Selection(
        [
            ("auto_reply", "Automatic reply"),
            ("bounce", "Delivery report"),
            ("bulk", "Newsletter or mailing list"),
            ("notice", "Code or notice of a system"),
            ("invoice", "Supplier's invoice"),
            ("calendar", "Answer to an invitation"),
            ("unsubscribe", "Wants no more mails"),
            ("own", "Sent by ourselves"),
            ("loop", "Too many from one sender"),
            ("error", "Could not be read"),
            ("erased", "Has asked to be erased"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    preview = fields.Text("Text", readonly=True)
    source = fields.Binary("Whole Mail", attachment=True, readonly=True)
    source_name = fields.Char("File Name", compute="_compute_source_name")
    alias_id = fields.Many2one("mail.alias", "Sent To", readonly=True, ondelete="set null")
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True, ondelete="set null")
    company_id = fields.Many2one("res.company", readonly=True, ondelete="cascade")
    lead_id = fields.Many2one("crm.lead", readonly=True, ondelete="set null", copy=False)

    def _compute_source_name(self):
        for mail in self:
            mail.source_name = f"mail-{mail.id}.eml"

    @api.model
    def _l10n_vn_store_rejected(self, incoming):
        """Store a mail (``IncomingMail``) with the reason why it is no lead; return the record."""
        name, address = incoming.message.sender
        team = self.env["crm.team"]
        if incoming.alias and incoming.alias.alias_parent_model_id.model == team._name:
            team = team.browse(incoming.alias.alias_parent_thread_id).exists()
        is_erased = incoming.reason == "erased"  # then nothing is stored but that there was a mail
        content = {
            "name": incoming.message.headers.get("subject", "")[:500],
            "email_from": format_addresses([(name, address)])[:500] if address else name[:500],
            "preview": "\n".join(incoming.message.lines)[:_LONGEST_PREVIEW].strip(),
        }
        # sudo: the user of the gateway may not create rejected mails; only managers may read them
        record = self.sudo().create(
            {
                **({} if is_erased else content),
                "reason": incoming.reason or "error",
                "alias_id": incoming.alias and incoming.alias.id,
                "team_id": team.id,
                "company_id": (team.company_id or self._l10n_vn_company_of(incoming)).id,
            }
        )
        if not is_erased:
            record._l10n_vn_store_source(incoming.data)
        return record

    @api.model
    def _l10n_vn_check_gateway(self):
        """Check that the user may deliver mails for leads: administrators, and users who may create leads.

        :raise AccessError: for other users; Odoo's gateway creates records as superuser for any caller
        """
        leads = self.env["crm.lead"]
        if not (self.env.is_system() or leads.has_access("create")):
            leads.check_access("create")

    @api.model
    def _l10n_vn_company_of(self, incoming):
        """Return the company of a mail (``IncomingMail``), whose managers may read it.

        That of the alias's team, else of the alias domain; where the domain has several, the current one or the first.
        """
        written = [address for place in _RECIPIENTS for _shown, address in incoming.message.addresses(place)]
        # sudo: aliases of all companies; only the company is returned
        aliases = self.env["mail.alias"].sudo()
        found = aliases.search([("alias_full_name", "in", written), ("alias_model_id.model", "=", "crm.lead")])
        found = found.sorted(lambda alias: written.index(alias.alias_full_name))
        alias = (incoming.alias or found[:1]).sudo()  # sudo: as above
        if alias.alias_parent_model_id.model == "crm.team":
            team = self.env["crm.team"].sudo().browse(alias.alias_parent_thread_id).exists()  # sudo: as above
            if team.company_id:
                return team.company_id.sudo(False)
        hosts = self.env["mail.alias.domain"].sudo().search([("name", "in", list(map(domain, written)))])  # likewise
        companies = (alias.alias_domain_id or hosts).company_ids
        return (companies & self.env.company or companies[:1] or self.env.company).sudo(False)

    def _l10n_vn_store_source(self, data):
        """Store the whole mail (bytes) as attachment of the field ``source``, without encoding it as base64."""
        self.env["ir.attachment"].create(
            {
                "name": "source",
                "res_model": self._name,
                "res_id": self.id,
                "res_field": "source",
                "type": "binary",
                "mimetype": "message/rfc822",
                "raw": data,
            }
        )

    def _l10n_vn_get_source(self):
        # sudo: attachments of fields are read through their record, whose access was checked
        attachment = self.env["ir.attachment"].sudo()
        return (
            attachment.search(
                [("res_model", "=", self._name), ("res_id", "=", self.id), ("res_field", "=", "source")], limit=1
            ).raw
            or b""
        )

    @public(SOME)
    def action_make_leads(self) -> dict:
        """Make a lead of each mail that has none yet, whatever its reason.

        :return: action that shows the leads
        :raise UserError: where no lead can be made of a mail
        """
        self.check_access("read")
        for mail in self.filtered(lambda mail: not mail.lead_id):
            lead = mail._l10n_vn_make_lead()
            # sudo: managers may only read rejected mails; the lead is written here alone
            mail.sudo().lead_id = lead
        leads = self.lead_id
        action = self.env["ir.actions.act_window"]._for_xml_id("crm.crm_lead_all_leads")
        if len(leads) == 1:
            return {**action, "res_id": leads.id, "view_mode": "form", "views": [(False, "form")]}
        return {**action, "domain": [("id", "in", leads.ids)]}

    def _l10n_vn_make_lead(self):
        self.ensure_one()
        self.check_access("read")
        # sudo: the gateway runs as superuser; the user's right to read the rejected mail was checked
        gateway = WANTED_LEAD.on(self.env["mail.thread"].sudo())
        values = {"team_id": self.team_id.id} if self.team_id else None
        lead_id = gateway.message_process("crm.lead", self._l10n_vn_get_source(), values)
        if not lead_id:
            raise UserError(
                self.env._("No lead can be made of “%s”: open the whole mail and write it down.", self.name)
            )
        return self.env["crm.lead"].browse(lead_id)

    @api.autovacuum
    def _gc_rejected_mails(self):
        """Delete mails after 90 days, or the number of the system parameter; 0 keeps them all."""
        days = get_kept_days(self.env, "rejected_mail_days")
        if days > 0:
            limit = fields.Datetime.now() - timedelta(days=days)
            self.search([("date", "<", limit)], limit=_MOST_DELETED).unlink()
