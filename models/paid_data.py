"""Odoo's paid services for leads (enrichment, lead mining): off for Vietnamese companies unless a setting allows them.

They send addresses of leads to servers abroad and cost credits. The module of the enrichment is no dependency, and its
methods have no hook; it skips leads that are marked as enriched (``iap_enrich_done``). So leads of a company that does
not allow the services are marked from the start, and no button, scheduled action or RPC call sends them.

Doors:

``_l10n_vn_remove_paid_buttons`` – take the buttons of paid services out of a view where the company does not use them
``_l10n_vn_mark_new_unsent`` – mark values of new leads, where no company uses paid services
``_l10n_vn_get_unsent_rules`` – how leads that are older than the addon are marked
``_l10n_vn_mark_unsent`` – mark leads of companies that do not use paid services
``_l10n_vn_follow_paid_data`` – after a change of companies: mark leads anew, stop the enrichment if none uses it
``_l10n_vn_restore_enrichment`` – turn it on again where the addon has turned it off
"""

from odoo import api, models
from odoo.tools import SQL, ormcache

from .stored_columns import Rule

_BUTTONS = ("iap_enrich", "action_generate_leads")
_MODE, _MODE_BEFORE = "crm.iap.lead.enrich.setting", "l10n_vn_crm.enrichment_before"
_CRON = "crm_iap_enrich.ir_cron_lead_enrichment"
_ACTION = "crm_iap_enrich.action_enrich_mail"
_MINING_MENU = "crm_iap_mine.crm_menu_lead_generation"
_DONE = "iap_enrich_done"


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

    @api.model
    def _l10n_vn_get_unsent_rules(self):
        """Return how existing leads are marked, where the service is there."""
        if _DONE not in self._fields:
            return []
        closed = self.env["res.company"]._l10n_vn_find_closed_to_paid_data().ids

        def mark(company_id):
            return (True if company_id in closed or not company_id and closed else None,)

        return [Rule((_DONE,), ("company_id",), mark)]

    @api.model
    def _l10n_vn_mark_new_unsent(self, vals_list):
        """Mark the values of new leads, where no company uses paid services."""
        companies = self.env["res.company"]
        if _DONE in self._fields and not companies._l10n_vn_find_open_to_paid_data():
            for vals in vals_list:
                vals.setdefault(_DONE, True)

    def _l10n_vn_mark_unsent(self):
        """Mark leads of companies that do not use paid services, where another company does.

        A lead without a company counts as one of a company that does not use them, if there is any.
        """
        companies = self.env["res.company"]
        if _DONE not in self._fields or not companies._l10n_vn_find_open_to_paid_data():
            return
        closed = companies._l10n_vn_find_closed_to_paid_data()
        unsent = self.filtered(
            lambda lead: closed and not lead[_DONE] and (not lead.company_id or lead.company_id in closed)
        )
        # sudo: a mark of the machine, also on leads that the user has just given away
        unsent.sudo().write({_DONE: True})


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


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Hide the menu that buys leads from users none of whose companies uses paid services."""
        hidden = super()._load_menus_blacklist()
        if not any(company._l10n_vn_allows_paid_data() for company in self.env.user.company_ids):
            hidden += filter(None, [self.env["ir.model.data"]._xmlid_to_res_id(_MINING_MENU)])
        return hidden


class ResCompany(models.Model):
    _inherit = "res.company"

    def _l10n_vn_allows_paid_data(self):
        """Return whether data of leads may be sent to paid services."""
        # sudo: a choice of the company and its country, no secrets; every user may see the buttons that follow
        company = self.sudo()
        return company.l10n_vn_paid_data or company.country_id.code != "VN"

    @api.model
    def _l10n_vn_find_closed_to_paid_data(self):
        """Return the companies whose leads must not be sent."""
        _open_ids, closed_ids = self._l10n_vn_get_paid_data_ids()
        return self.browse(closed_ids)

    @api.model
    def _l10n_vn_find_open_to_paid_data(self):
        """Return the companies whose leads may be sent."""
        open_ids, _closed_ids = self._l10n_vn_get_paid_data_ids()
        return self.browse(open_ids)

    @api.model
    @ormcache()
    def _l10n_vn_get_paid_data_ids(self):
        """Return the ids of the companies whose leads may be sent, and of the others; each new lead asks for them."""
        # sudo: as above; leads are created by users who may not see all companies
        every = self.sudo().with_context(active_test=False).search([])
        allowing = every.filtered(lambda company: company._l10n_vn_allows_paid_data())
        return tuple(allowing.filtered("active").ids), tuple((every - allowing).ids)

    @api.model
    def _l10n_vn_follow_paid_data(self):
        """Mark the leads of all companies by what these allow; where none uses the services, stop the automatic one."""
        self.env.registry.clear_cache()  # companies that allow it, and menus
        closed = self._l10n_vn_find_closed_to_paid_data()
        leads = self.env["crm.lead"]
        if _DONE in leads._fields and not self.env["crm.lead.backfill"]._has_all_leads_to_do():
            leads.flush_model(["company_id", "reveal_id", _DONE])
            is_closed = SQL("coalesce(company_id = ANY(%s), %s)", closed.ids, bool(closed))
            # What the service has answered for stays done.
            self.env.cr.execute(
                SQL(
                    "UPDATE crm_lead SET iap_enrich_done = %(closed)s"
                    " WHERE iap_enrich_done IS DISTINCT FROM %(closed)s AND (%(closed)s OR reveal_id IS NULL)"
                    " AND (%(closed)s OR iap_enrich_done)",
                    closed=is_closed,
                )
            )
            leads.invalidate_model([_DONE])
        if closed and not self._l10n_vn_find_open_to_paid_data():
            self._l10n_vn_stop_enrichment()

    @api.model
    def _l10n_vn_stop_enrichment(self):
        """Turn the automatic enrichment off, and store what it was."""
        # sudo: the choice belongs to the database; what is stored is a word of Odoo's own
        parameters = self.env["ir.config_parameter"].sudo()
        mode = parameters.get_param(_MODE, "auto")
        if mode != "auto":
            return
        parameters.set_param(_MODE_BEFORE, mode)
        parameters.set_param(_MODE, "manual")
        self._l10n_vn_set_enrichment_job(False)

    @api.model
    def _l10n_vn_restore_enrichment(self):
        """Turn the automatic enrichment on again where the addon has turned it off; leads lose the addon's mark."""
        if _DONE in self.env["crm.lead"]._fields:
            marked = [(_DONE, "=", True), ("reveal_id", "=", False)]
            leads = self.env["crm.lead"].with_context(active_test=False)._search(marked)
            self.env.cr.execute(SQL("UPDATE crm_lead SET iap_enrich_done = FALSE WHERE id IN %s", leads.subselect()))
            self.env["crm.lead"].invalidate_model([_DONE])
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


class ResPartner(models.Model):
    _inherit = "res.partner"

    def write(self, vals):
        """Follow the country of a company, which is that of its contact."""
        done = super().write(vals)
        if "country_id" in vals:
            # sudo: whether one of them is the contact of a company
            companies = self.env["res.company"].sudo().with_context(active_test=False)
            if companies.search_count([("partner_id", "in", self.ids)], limit=1):
                companies._l10n_vn_follow_paid_data()
        return done
