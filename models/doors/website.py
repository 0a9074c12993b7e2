"""Requests from the web site's form: what they tell beside their fields, and the open leads they are linked to.

Odoo's own form posts to ``/website/form/crm.lead`` and creates the lead as superuser; nothing of that is changed.
"""

from urllib.parse import parse_qs, urlsplit

from odoo import api, models
from odoo.http import request

from ...tools import vocabulary

_FORM = "/website/form/crm.lead"
# What a field that the company added to its form may fill; a visitor says nothing of teams, people or stages.
_TOLD = {"vat", "zalo", "facebook", "phone_secondary", "function", "street", "state_id", "website", "partner_name"}
_LONGEST = 500


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_get_web_request(self):
        """Return the HTTP request when this is a visitor's form, else None."""
        return request if request and request.httprequest.path.endswith(_FORM) else None

    @api.model
    def _l10n_vn_add_web_request(self, vals_list):
        """Add to ``vals_list`` (list of dicts) the page, its campaign, and what fields of the company's own tell."""
        visit = self._l10n_vn_get_web_request()
        if not visit:
            return
        page = visit.httprequest.referrer or ""
        page = page[:_LONGEST] if urlsplit(page).scheme in ("http", "https") else ""
        told = self._l10n_vn_get_form_values(visit.params)
        for vals in vals_list:
            if page:
                vals.setdefault("l10n_vn_landing_page", page)
                self._l10n_vn_fill_campaign(vals, visit, page)
            for name, value in told.items():
                if not vals.get(name):
                    vals[name] = value

    @api.model
    def _l10n_vn_fill_campaign(self, vals, visit, page):
        """Visitors who accept no cookies still come from a campaign: the page's address says which."""
        query = parse_qs(urlsplit(page).query)
        for parameter, name, cookie in self.env["utm.mixin"].tracking_fields():
            text = query.get(parameter, [""])[0].strip()[:_LONGEST]
            field = self._fields.get(name)
            if text and field and not vals.get(name) and not visit.cookies.get(cookie):
                vals[name] = self.env["utm.mixin"]._find_or_create_record(field.comodel_name, text).id

    @api.model
    def _l10n_vn_get_form_values(self, params):
        """Return values read from the fields whose label the vocabulary knows; they stay in the notes as well."""
        columns = {}
        for label, text in params.items():
            column = vocabulary.label_of(label) if isinstance(text, str) and label not in self._fields else None
            if column in _TOLD and text.strip():
                columns.setdefault(column, text.strip()[:_LONGEST])
        if not columns:
            return {}
        [values] = self._l10n_vn_prepare_card_values([columns])
        return {name: value for name, value in values.items() if name not in ("name", "description")}

    def _l10n_vn_link_web_request(self):
        """Link a visitor's request to an open lead of perhaps the same person.

        The request stays a lead of its own: what a stranger writes on the web is not mixed into a lead unseen.
        """
        if self and self._l10n_vn_get_web_request():
            self._l10n_vn_link_by_hint(self.env.companies, "web")
