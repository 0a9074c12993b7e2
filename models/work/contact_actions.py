"""Contact actions of the lead form: call, Zalo, e-mail, meeting, quotation, documents; each is logged."""

from markupsafe import Markup
from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.name import person_name
from ..argument_checks import ONE, public
from ..context import LOG_DOCUMENTS


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_salutation = fields.Char(
        "Salutation",
        compute="_compute_l10n_vn_salutation",
        help="How a letter addresses the contact: Anh Nam, Chị Lan.",
    )
    l10n_vn_can_quote = fields.Boolean("Can Be Quoted", compute="_compute_l10n_vn_can_quote")

    @api.depends("contact_name", "l10n_vn_honorific")
    def _compute_l10n_vn_salutation(self):
        for lead in self:
            lead.l10n_vn_salutation = lead._l10n_vn_get_salutation()

    def _l10n_vn_get_salutation(self):
        """Return the salutation of the contact of one lead, empty where no person is known."""
        name = person_name.parse(self.contact_name or "")
        known_form = self.l10n_vn_honorific and name.name
        return f"{self.l10n_vn_honorific} {name.given_name}" if known_form else name.salutation

    @api.depends("type")
    def _compute_l10n_vn_can_quote(self):
        self.l10n_vn_can_quote = hasattr(type(self), "action_sale_quotations_new")

    @public(ONE)
    def action_l10n_vn_call(self) -> dict:
        """Log the call; return the client action that opens the dialler of the user's device.

        :raise UserError: where there is no number
        """
        number = self._l10n_vn_get_reachable("phone")
        self._l10n_vn_note_reached(self.env._("Called %s.", number))
        return {
            "type": "ir.actions.client",
            "tag": "l10n_vn_crm.open_dialler",
            "params": {"url": f"tel:{self.phone_sanitized or ''.join(number.split())}"},
        }

    @public(ONE)
    def action_l10n_vn_zalo(self) -> dict:
        """Log it; return the action that opens the contact's Zalo in a new tab.

        :raise UserError: where there is no number
        """
        number = self.l10n_vn_zalo or self._l10n_vn_get_reachable("phone")
        self._l10n_vn_note_reached(self.env._("Opened Zalo of %s.", number))
        return {"type": "ir.actions.act_url", "url": self._l10n_vn_get_zalo_url(), "target": "new", "close": True}

    def _l10n_vn_get_zalo_url(self):
        """Return the URL of the contact's Zalo, with Vietnamese numbers in national format."""
        zalo = self.l10n_vn_zalo and self._phone_format(number=self.l10n_vn_zalo, force_format="E164")
        number = zalo or self.phone_sanitized or self.l10n_vn_zalo or self.phone
        number = f"0{number[3:]}" if number.startswith("+84") else number
        return "https://zalo.me/" + "".join(filter(str.isdigit, number))

    @public(ONE)
    def action_l10n_vn_send_mail(self) -> dict:
        """Return the action that opens the mail composer with a template that has the contact's salutation.

        :raise UserError: where there is no e-mail address
        """
        self._l10n_vn_get_reachable("email_from")
        template = self.env.ref("l10n_vn_crm.mail_template_lead_greeting", raise_if_not_found=False)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send Email"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_composition_mode": "comment",
                "default_template_id": template.id if template else False,
            },
        }

    def action_schedule_meeting(self, smart_calendar=True):
        """Extend Odoo's, which links meetings to opportunities only: link that of a lead as well."""
        action = super().action_schedule_meeting(smart_calendar=smart_calendar)
        if self.type == "lead":
            action["context"].update(default_opportunity_id=self.id, search_default_opportunity_id=self.id)
        return action

    @public(ONE)
    def action_l10n_vn_quote(self) -> dict:
        """Log it; return the action of ``sale_crm`` that starts a quotation.

        :raise UserError: where ``sale_crm`` is not installed
        """
        self.ensure_one()
        if not self.l10n_vn_can_quote:
            raise UserError(self.env._("Quotations need the Sales app: ask your administrator to install it."))
        self._message_log(body=self.env._("Started a quotation."))
        return self.action_sale_quotations_new()

    @public(ONE)
    def action_l10n_vn_install_quotations(self) -> dict:
        """Return the action that shows the module of quotations, which administrators install there.

        :raise AccessError: where the user may not see modules
        """
        module = self.env["ir.module.module"].search([("name", "=", "sale_crm")])
        module.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "res_model": "ir.module.module",
            "res_id": module.id,
            "views": [(False, "form")],
        }

    @public(ONE)
    def action_l10n_vn_open_documents(self) -> dict:
        """Return the action that opens the attachments of the lead."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Documents"),
            "res_model": "ir.attachment",
            "view_mode": "kanban,list,form",
            "domain": [("res_model", "=", self._name), ("res_id", "=", self.id)],
            "context": {
                "default_res_model": self._name,
                "default_res_id": self.id,
                LOG_DOCUMENTS: True,
            },
            "help": Markup("<p class='o_view_nocontent_empty_folder'>%s</p><p>%s</p>")
            % (
                self.env._("No document yet"),
                self.env._("Drop contracts, drawings and price lists here: they stay with the lead."),
            ),
        }

    def _l10n_vn_get_reachable(self, name):
        """Return the value of the field ``name`` (phone or e-mail) of one lead.

        :raise UserError: where it is empty, naming the lead and the field
        """
        self.ensure_one()
        if not self[name]:
            label = self._fields[name]._description_string(self.env)
            raise UserError(
                self.env._(
                    "“%(lead)s” has nothing in “%(field)s”: enter it first.", lead=self.display_name, field=label
                )
            )
        return self[name]

    def _l10n_vn_note_reached(self, text):
        self._message_log(body=text)
        self._l10n_vn_note_attempt()
