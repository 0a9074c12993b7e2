"""Ways to the requests: from leads and contacts, and from Odoo's own look-up of personal data where it is installed."""

from odoo import api, models
from odoo.exceptions import AccessError

from ..argument_checks import ONE, public
from .request import ADMINISTRATORS

MANAGERS = "sales_team.group_sale_manager"
_LOOKUP = "privacy.lookup.wizard"


class CrmLeadPrivacyRequest(models.Model):
    _inherit = "crm.lead.privacy.request"

    @api.model
    def _open_for(self, values):
        """Return the action of a new request with ``values``.

        :raise AccessError: for users who are neither sales managers nor administrators
        """
        if not (self.env.user.has_group(MANAGERS) or self.env.user.has_group(ADMINISTRATORS)):
            raise AccessError(self.env._("Ask your sales manager: only managers file requests about personal data."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Personal Data"),
            "res_model": self._name,
            "views": [(False, "form")],
            "context": {f"default_{name}": value for name, value in values.items() if value},
        }

    @api.model
    def _bind_to_lookup(self):
        """Add an action to Odoo's own look-up of personal data, where it is installed."""
        if _LOOKUP not in self.env:
            return
        model = self.env["ir.model"]._get(_LOOKUP)
        self.env["ir.actions.server"]._load_records(
            [
                {
                    "xml_id": "l10n_vn_crm.privacy_lookup_wizard_action_personal_data",
                    "values": {
                        "name": "Leads and Imports of This Person",
                        "model_id": model.id,
                        "binding_model_id": model.id,
                        "binding_view_types": "form",
                        "state": "code",
                        "code": "action = env['crm.lead.privacy.request']._open_for("
                        "{'name': record.name, 'email': record.email}) if record else False",
                    },
                }
            ]
        )


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @public(ONE)
    def action_l10n_vn_personal_data(self) -> dict:
        """Return the action of a request about the data of this lead's person.

        :raise AccessError: for users who are neither sales managers nor administrators
        """
        self.check_access("read")
        return self.env["crm.lead.privacy.request"]._open_for(
            {
                "name": self.contact_name or self.partner_name,
                "phone": self.phone,
                "email": self.email_normalized or self.email_from,
                "zalo": self.l10n_vn_zalo,
            }
        )


class ResPartner(models.Model):
    _inherit = "res.partner"

    @public(ONE)
    def action_l10n_vn_personal_data(self) -> dict:
        """Return the action of a request about the data of this contact.

        :raise AccessError: for users who are neither sales managers nor administrators
        """
        self.check_access("read")
        return self.env["crm.lead.privacy.request"]._open_for(
            {"name": self.name, "phone": self.phone, "email": self.email, "zalo": self.l10n_vn_zalo}
        )
