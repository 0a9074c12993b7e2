"""What does a request on the web site tell beside its fields, and who should know of it?

Odoo's own form posts to ``/website/form/crm.lead`` and creates the lead as superuser; nothing of that is changed.
"""

from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup
from odoo import api, fields, models
from odoo.http import request

from ..tools import vocabulary

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
    def _l10n_vn_take_web_request(self, vals_list):
        """Add to ``vals_list`` (list of dicts) the page, its campaign, and what fields of the company's own tell."""
        visit = self._l10n_vn_get_web_request()
        if not visit:
            return
        page = visit.httprequest.referrer or ""
        page = page[:_LONGEST] if urlsplit(page).scheme in ("http", "https") else ""
        told = self._l10n_vn_get_told(visit.params)
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
    def _l10n_vn_get_told(self, params):
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

    def _l10n_vn_tell_of_request(self):
        """Show a visitor's request where somebody works with the same person already.

        The request stays a lead of its own: what a stranger writes on the web is not mixed into a lead unseen. The
        first lead's salesperson gets it, an activity and a link to it.
        """
        if not self or not self._l10n_vn_get_web_request():
            return
        keyed = [
            {
                "contact_name": lead.contact_name,
                "partner_name": lead.partner_name,
                "phone": lead.phone_sanitized,
                "email_from": lead.email_from,
                "l10n_vn_vat": lead.l10n_vn_vat,
            }
            for lead in self
        ]
        for lead, known in zip(self, self._l10n_vn_find_known(keyed), strict=True):
            first, similar = (
                (found - self).filtered(lambda other: other.won_status == "pending")[:1]
                for found in (known.leads, known.similar)
            )
            if first or similar:
                lead._l10n_vn_tell_owner(first or similar, is_same=bool(first))

    def _l10n_vn_tell_owner(self, first, is_same=True):
        if is_same and not self.user_id and first.user_id:
            self.user_id = first.user_id
        told = self.env._("New request on the web site:")
        first._message_log(body=Markup("<p>%s %s</p>") % (told, self._get_html_link()))
        if is_same:
            known = self.env._("The same person is in hand already:")
        else:
            known = self.env._("The same phone or mailbox, but another name:")
        self._message_log(body=Markup("<p>%s %s</p>") % (known, first._get_html_link()))
        user = first.user_id or first.team_id.user_id
        kind = self.env.ref("mail.mail_activity_data_todo", raise_if_not_found=False)
        waiting = first.activity_ids.filtered(lambda activity: activity.automated and activity.activity_type_id == kind)
        # A form can be sent a hundred times: one activity is enough.
        if user and kind and not waiting:
            first.activity_schedule(
                "mail.mail_activity_data_todo",
                fields.Date.context_today(self),
                summary=self.env._("New request on the web site"),
                note=self._get_html_link(),
                user_id=user.id,
                automated=True,
            )
