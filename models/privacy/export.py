"""The file for the person: all their data that are stored, on one page that every browser shows."""

import base64

from markupsafe import Markup
from odoo import api, fields, models
from odoo.tools import format_date, format_datetime, html2plaintext

from ..argument_checks import ONE, public
from .request import ADMINISTRATORS

_STYLE = (
    "body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em;line-height:1.4}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #bbb;padding:.3em .5em;text-align:left;"
    "vertical-align:top}th{width:16em;font-weight:600}td{white-space:pre-wrap;overflow-wrap:anywhere}"
)
# Of records of the person: what says nothing about them.
_LEFT_OUT = {"id", "display_name", "create_uid", "write_uid", "write_date", "access_token", "color", "active"}
_TYPES = {
    "char",
    "text",
    "html",
    "date",
    "datetime",
    "float",
    "integer",
    "monetary",
    "selection",
    "many2one",
    "boolean",
}
_LONGEST = 20_000


class CrmLeadPrivacyRequest(models.Model):
    _inherit = "crm.lead.privacy.request"

    # Built for each download: it is stored nowhere.
    export_file = fields.Binary(
        "File for the Person", compute="_compute_export_file", groups=ADMINISTRATORS, exportable=False
    )

    @public(ONE)
    def action_export(self) -> dict:
        """Return the action that downloads the file for the person: their data, readable in every browser.

        :raise AccessError: for users who are no administrators
        :raise UserError: where the request is closed
        """
        request = self._check_administrator()
        request._check_open()
        request._find()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/export_file/du-lieu-ca-nhan-{self.id}.html?download=true",
            "target": "download",
        }

    @api.depends("place_ids")
    @api.depends_context("lang", "uid")
    def _compute_export_file(self):
        for request in self:
            page = request._check_administrator()._build_page() if request.place_count else ""
            request.export_file = base64.b64encode(str(page).encode())

    def _build_page(self):
        """Return the page (Markup)."""
        # Requests of /web/content have no language in the context.
        self = self.with_context(lang=self.env.user.lang or self.env.lang)
        own = self.place_ids.filtered(lambda place: place.is_root and place.treatment != "keep")
        parts = [
            Markup("<h1>%s</h1><p>%s</p>")
            % (
                self.env._("Your personal data at %s", self.company_id.name),
                self.env._("As of %s", format_datetime(self.env, fields.Datetime.now())),
            )
        ]
        for place in own:
            record = self.env[place.res_model].browse(place.res_id)
            parts.append(self._build_record(place, record))
        others = self.place_ids.filtered(
            lambda place: not place.is_root and place.excerpt and place.treatment != "keep"
        )
        if others:
            rows = [(f"{place.model_name}: {place.field_names}", place.excerpt) for place in others]
            parts.append(Markup("<h2>%s</h2>%s") % (self.env._("Other texts with your data"), _table(rows)))
        head = Markup("<!DOCTYPE html><html><head><meta charset='utf-8'><title>%s</title><style>%s</style></head>") % (
            self.env._("Personal data"),
            _STYLE,
        )
        return head + Markup("<body>%s</body></html>") % Markup().join(parts)

    def _build_record(self, place, record):
        rows = []
        for name, field in record._fields.items():
            if (
                name in _LEFT_OUT
                or field.type not in _TYPES
                or not field.store
                or field.groups
                or name.endswith("_key")
            ):
                continue
            value = record[name]
            if value not in (False, None, "", 0, 0.0) and not (field.relational and not value):
                rows.append((field._description_string(self.env), self._show(record, field, value)))
        body = Markup("<h2>%s: %s</h2>%s") % (place.model_name, place.record_name, _table(rows))
        messages = self.env["mail.message"].search(
            [("model", "=", record._name), ("res_id", "=", record.id)], order="date"
        )
        talks = [
            (format_datetime(self.env, message.date), html2plaintext(message.body or "")[:_LONGEST])
            for message in messages
            if html2plaintext(message.body or "").strip()
        ]
        if talks:
            body += Markup("<h3>%s</h3>%s") % (self.env._("Notes and messages"), _table(talks))
        files = self.env["ir.attachment"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id), ("res_field", "=", False)]
        )
        if files:
            body += Markup("<h3>%s</h3>%s") % (
                self.env._("Files, which are handed over on request"),
                _table([(format_date(self.env, file.create_date), file.name) for file in files]),
            )
        return body

    def _show(self, record, field, value):
        if field.type == "many2one":
            return value.display_name
        if field.type == "html":
            return html2plaintext(value)[:_LONGEST]
        if field.type == "datetime":
            return format_datetime(self.env, value)
        if field.type == "date":
            return format_date(self.env, value)
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if field.type == "boolean":
            return self.env._("Yes")
        return str(value)[:_LONGEST]


def _table(rows):
    return Markup("<table>%s</table>") % Markup().join(
        Markup("<tr><th>%s</th><td>%s</td></tr>") % (label, text) for label, text in rows
    )
