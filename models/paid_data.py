"""Odoo's paid services for leads (enrichment, lead mining): off for Vietnamese companies unless a setting allows them.

They send addresses of leads to servers abroad and cost credits.

Doors:

``_l10n_vn_remove_paid_buttons`` – take the buttons of paid services out of a view where the company does not use them
``_l10n_vn_stop_enrichment`` – turn automatic enrichment off where a Vietnamese company does not allow it
``_l10n_vn_restore_enrichment`` – turn it on again where the addon has turned it off
"""

from odoo import api, models

_BUTTONS = ("iap_enrich", "action_generate_leads")
_MODE, _MODE_BEFORE = "crm.iap.lead.enrich.setting", "l10n_vn_crm.enrichment_before"
_CRON = "crm_iap_enrich.ir_cron_lead_enrichment"
_ACTION = "crm_iap_enrich.action_enrich_mail"


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        """Add whether the company uses paid services: their buttons depend on it."""
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self.env.company._l10n_vn_allows_paid_data())

    @api.model
    def _l10n_vn_remove_paid_buttons(self, arch):
        """Remove the buttons of paid services from ``arch``, an element, where the company does not use them."""
        if self.env.company._l10n_vn_allows_paid_data():
            return
        for name in _BUTTONS:
            for button in arch.findall(f".//button[@name='{name}']"):
                button.getparent().remove(button)


class IrActionsActions(models.Model):
    _inherit = "ir.actions.actions"

    @api.model
    def get_bindings(self, model_name):
        """Leave the paid service out of the menu of actions too."""
        bindings = super().get_bindings(model_name)
        if model_name == "crm.lead" and not self.env.company._l10n_vn_allows_paid_data():
            paid = self.env["ir.model.data"]._xmlid_to_res_id(_ACTION, raise_if_not_found=False)
            return {kind: [one for one in actions if one["id"] != paid] for kind, actions in bindings.items()}
        return bindings


class ResCompany(models.Model):
    _inherit = "res.company"

    def _l10n_vn_allows_paid_data(self):
        """Return whether data of leads may be sent to paid services."""
        # sudo: a choice of the company and its country, no secrets; every user may see the buttons that follow
        company = self.sudo()
        return company.l10n_vn_paid_data or company.country_id.code != "VN"

    @api.model
    def _l10n_vn_stop_enrichment(self):
        """Turn the automatic enrichment off where a Vietnamese company does not allow it, and store what it was."""
        # sudo: the choice belongs to the database; what is stored is a word of Odoo's own
        parameters = self.env["ir.config_parameter"].sudo()
        mode = parameters.get_param(_MODE, "auto")
        companies = self.sudo().search(
            [("partner_id.country_id.code", "=", "VN"), ("l10n_vn_paid_data", "=", False)], limit=1
        )
        if mode != "auto" or not companies:
            return
        parameters.set_param(_MODE_BEFORE, mode)
        parameters.set_param(_MODE, "manual")
        self._l10n_vn_set_enrichment_job(False)

    @api.model
    def _l10n_vn_restore_enrichment(self):
        """Turn the automatic enrichment on again where the addon has turned it off."""
        parameters = self.env["ir.config_parameter"].sudo()  # sudo: as above
        if mode := parameters.get_param(_MODE_BEFORE):
            parameters.set_param(_MODE, mode)
            parameters.set_param(_MODE_BEFORE, False)
            self._l10n_vn_set_enrichment_job(True)

    @api.model
    def _l10n_vn_set_enrichment_job(self, active):
        # sudo: as Odoo's own settings do
        job = self.sudo().with_context(active_test=False).env.ref(_CRON, raise_if_not_found=False)
        if job:
            job.active = active
