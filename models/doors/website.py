"""Leads from the web site's form: landing page, campaign, labelled fields, and the link to an open lead.

Odoo's own form posts to ``/website/form/crm.lead`` and creates the lead as superuser; its controller is not changed.
"""

from urllib.parse import parse_qs, urlsplit

from odoo import api, models
from odoo.http import request

from ...tools import vocabulary

_FORM = "/website/form/crm.lead"
# Columns that a field added to the form may fill; a visitor must not set teams, users or stages.
_FILLABLE = {
    "consent",
    "vat",
    "zalo",
    "facebook",
    "phone_secondary",
    "function",
    "street",
    "state_id",
    "website",
    "partner_name",
}
_LONGEST, _LONGEST_PAGE = 500, 5000


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_get_web_request(self):
        """Return the HTTP request where it is a visitor's form, else None."""
        return request if request and request.httprequest.path.endswith(_FORM) else None

    @api.model
    def _l10n_vn_add_web_request(self, vals_list):
        """Add to ``vals_list`` (list of dicts) the page, its campaign, and values of fields that the company added."""
        web_request = self._l10n_vn_get_web_request()
        if not web_request:
            return
        page = (web_request.httprequest.referrer or "")[:_LONGEST_PAGE]
        page = page if page.startswith(("http://", "https://")) else ""
        form_values = self._l10n_vn_get_form_values(web_request.params)
        for vals in vals_list:
            if page:
                vals.setdefault("l10n_vn_landing_page", page[:_LONGEST])
                self._l10n_vn_fill_campaign(vals, web_request, page)
            for name, value in form_values.items():
                if not vals.get(name):
                    vals[name] = value

    @api.model
    def _l10n_vn_fill_campaign(self, vals, web_request, page):
        """Take campaign, source and medium from the URL of ``page`` where the visitor accepts no cookies.

        The medium that Odoo gives to every request, *Website*, gives way to that of the page.
        """
        try:
            query = parse_qs(urlsplit(page).query, max_num_fields=100)
        except ValueError:  # not an address
            return
        for parameter, name, cookie in self.env["utm.mixin"].tracking_fields():
            text = query.get(parameter, [""])[0].strip()[:_LONGEST]
            field = self._fields.get(name)
            if not text or not field or web_request.cookies.get(cookie):
                continue
            is_usual = name == "medium_id" and not web_request.params.get(name)
            if not vals.get(name) or is_usual and vals[name] == self._l10n_vn_usual_medium().id:
                vals[name] = self.env["utm.mixin"]._find_or_create_record(field.comodel_name, text).id

    @api.model
    def _l10n_vn_usual_medium(self):
        """Return the medium that Odoo's form gives where nothing else is known."""
        return self.env["utm.medium"]._fetch_or_create_utm_medium("website")

    @api.model
    def _l10n_vn_get_form_values(self, params):
        """Return values of the fields whose label the vocabulary knows; the notes contain them as well."""
        columns, wording = {}, ""
        for label, text in params.items():
            column = _column_of(label) if isinstance(text, str) and label not in self._fields else None
            if column in _FILLABLE and text.strip():
                columns.setdefault(column, text.strip()[:_LONGEST])
                wording = wording or (label[:_LONGEST_PAGE] if column == "consent" else "")
        if not columns:
            return {}
        [values] = self._l10n_vn_prepare_card_values([columns])
        if wording and values.get("l10n_vn_consent"):
            values["l10n_vn_consent_wording"] = wording
        return {name: value for name, value in values.items() if name not in ("name", "description")}

    def _l10n_vn_link_web_request(self):
        """Link the new leads of the web site's form to open leads of perhaps the same person.

        The request stays a lead of its own: unverified input from the web is not merged into an existing lead.
        """
        if self and self._l10n_vn_get_web_request():
            self._l10n_vn_link_by_hint(self.env.companies, "web")


def _column_of(label):
    """Return the column of the vocabulary that the ``label`` of a field means, None for none.

    The question for consent is a sentence, which the vocabulary knows as a heading.
    """
    known = vocabulary.label_of(label)
    is_consent = not known and vocabulary.map_headings([label[:_LONGEST]], []).get(0) == "consent"
    return "consent" if is_consent else known
