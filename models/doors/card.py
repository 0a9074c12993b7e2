"""How does a business card become a lead, or part of one that is there already?"""

from markupsafe import Markup
from odoo import api, models
from odoo.tools import format_datetime, html2plaintext, is_html_empty

_NOT_FILLED = {"name", "description", "country_id"}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_prepare_card_values(self, cards):
        """Return the values of leads (list of dicts for ``create``) for ``cards``.

        :param cards: list of dicts ``{column: text}`` as ``tools.vcard.parse`` gives them
        """
        columns = sorted({column for card in cards for column in card} - {"photo"})
        if not columns:
            return [{} for _card in cards]
        found = {name: [(index, [card.get(name, "") for card in cards])] for index, name in enumerate(columns)}
        return self._l10n_vn_get_create_values(self._l10n_vn_get_reader().read_columns(found))

    def _l10n_vn_add_card(self, values):
        """Put what a card tells into the empty fields of one lead, and the whole card into its chatter.

        :param dict values: as :meth:`_l10n_vn_prepare_card_values` gives them
        """
        self.ensure_one()
        news = {
            name: value for name, value in values.items() if name in self._fields and name not in _NOT_FILLED and value
        }
        self._message_log(body=self._l10n_vn_card_as_text(values))
        self.write({name: value for name, value in news.items() if not self[name]})

    def _l10n_vn_card_as_text(self, values):
        shown = []
        for name, value in values.items():
            field = self._fields.get(name)
            if not field or not value or name == "name" or field.type == "many2many":
                continue
            if field.type == "many2one":
                value = self.env[field.comodel_name].browse(value).display_name
            elif field.type == "html":
                value = "" if is_html_empty(value) else html2plaintext(value)
            elif field.type == "datetime":
                value = format_datetime(self.env, value)
            elif isinstance(value, float) and value.is_integer():
                value = int(value)
            shown.append(Markup("<li>%s: %s</li>") % (field._description_string(self.env), value))
        return Markup("<p>%s</p><ul>%s</ul>") % (
            self.env._("Another business card of this contact:"),
            Markup().join(shown),
        )

    def _l10n_vn_keep_files(self, files):
        """Keep ``files`` (list of a recordset of ``ir.attachment`` for each lead of ``self``) with their leads."""
        for lead, attachments in zip(self, files, strict=True):
            if attachments:
                attachments.write({"res_model": lead._name, "res_id": lead.id})
                lead._message_log(body=self.env._("Business card"), attachment_ids=attachments.ids)
