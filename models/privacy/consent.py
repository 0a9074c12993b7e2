"""Consent of a lead's person: whether they agreed, when, where, to what and in which words.

Proof of consent is asked for by law; every change is tracked in the chatter of the lead.
"""

from odoo import api, fields, models

from ..context import CLEANED, Cleaned


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_consent = fields.Selection(
        [("given", "Agreed"), ("refused", "Did not agree")],
        "Consent",
        tracking=True,
        copy=False,
        index="btree_not_null",
        help="Whether the person agreed that their data are used. Empty: it is not known.",
    )
    l10n_vn_consent_on = fields.Datetime("Consent of", copy=False)
    l10n_vn_consent_source = fields.Selection(
        [
            ("form", "Web form"),
            ("list", "List"),
            ("program", "Other program"),
            ("talk", "Said in a talk"),
            ("paper", "On paper"),
            ("mail", "By mail"),
        ],
        "Consent Given in",
        tracking=True,
        copy=False,
    )
    l10n_vn_consent_purpose = fields.Char("Consent for", copy=False, help="What the person agreed to.")
    l10n_vn_consent_wording = fields.Text("Words of the Consent", copy=False, help="The question as it was asked.")

    @api.model
    def _l10n_vn_complete_consents(self, vals_list, is_form=False):
        """Add to ``vals_list`` (list of dicts) when and where a consent was given that they have.

        :param bool is_form: whether the person has filled in a form of the web site
        """
        source = None
        for vals in vals_list:
            if vals.get("l10n_vn_consent"):
                source = source or ("form" if is_form else self._l10n_vn_get_consent_source())
                vals.setdefault("l10n_vn_consent_on", self.env.cr.now().replace(microsecond=0))
                vals.setdefault("l10n_vn_consent_source", source)

    @api.model
    def _l10n_vn_get_consent_source(self):
        """Return where the values that are written now come from."""
        number = self.env.context.get("default_l10n_vn_import_id")
        if number or Cleaned.of(self) is CLEANED:
            # sudo: only whether a program has sent the list
            record = self.env["crm.lead.import"].sudo().browse(number or ())
            return "program" if record.is_program else "list"
        return "talk"
