"""Business cards: reading of texts, vCards and photos, and adding of a card to an existing lead."""

from typing import Any, NamedTuple

from markupsafe import Markup
from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime, html2plaintext, is_html_empty

from ...tools.card import card_text, vcard
from ...tools.exceptions import TooLarge
from ...tools.table import file_limits

_LARGEST_FILE = 20_000_000
_NOT_FILLED = {"name", "description", "country_id"}


class CardToKeep(NamedTuple):
    """``texts``: {column: text} of the card · ``others``: values that were read and are no texts · ``state``: province
    chosen for it · ``files``: its photos and files · ``lead``: lead to which it is added, empty for a new one"""

    texts: dict[str, str]
    others: dict[str, Any]
    state: models.BaseModel
    files: models.BaseModel
    lead: models.BaseModel


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_read_cards(self, text, files):
        """Read business cards.

        :param str text: texts of cards or QR codes
        :param files: ``ir.attachment``, vCards and photos; photos belong to the only card, else each is a card
        :return: cards as [(source, {column: text}, [attachments])], and problems as [sentence]
        :raise UserError: where there are more cards than the limit
        """
        found, problems, photos = [], [], []
        try:
            file_limits.check_cards(max(vcard.count(text), card_text.count(text)))
            found += [(self.env._("Text"), card, []) for card in vcard.parse(text) or card_text.parse(text)]
        except TooLarge as error:
            problems.append(self._l10n_vn_warn_too_many_cards(error, len(text)))
        for file in files:
            if (file.mimetype or "").startswith("image/") and "svg" not in file.mimetype:
                photos.append(file)
                continue
            try:
                cards = self._l10n_vn_read_card_file(file)
            except TooLarge as error:
                problems.append(f"{file.name}: {self._l10n_vn_warn_too_many_cards(error, file.file_size)}")
                continue
            if cards:
                found += [(file.name, card, [file] if len(cards) == 1 else []) for card in cards]
            else:
                problems.append(self._l10n_vn_describe_card_problem(file, cards))
        try:
            file_limits.check_cards(len(found) + len(photos))
        except TooLarge as error:
            size = len(text) + sum(files.mapped("file_size"))
            raise UserError(self._l10n_vn_warn_too_many_cards(error, size)) from error
        if len(found) == 1:
            found[0][2].extend(photos)
        else:
            found += [(photo.name, {}, [photo]) for photo in photos]
        return found, problems

    @api.model
    def _l10n_vn_read_card_file(self, file):
        """Return the cards of ``file`` (list of {column: text}), None where it is too large to be read.

        :raise TooLarge: where it holds too many cards
        """
        if file.file_size > _LARGEST_FILE:
            return None
        file_limits.check_cards(vcard.count(file.raw or b""))
        return vcard.parse(file.raw or b"")

    @api.model
    def _l10n_vn_warn_too_many_cards(self, error, size):
        return self.env["base_import.import"]._l10n_vn_explain_too_large(error, size)

    @api.model
    def _l10n_vn_describe_card_problem(self, file, cards):
        if cards is None:
            reason = self.env._("it is larger than %s MB; split it.", _LARGEST_FILE // 1_000_000)
        elif not file.raw:
            reason = self.env._("the file is empty.")
        else:
            reason = self.env._("no business card was found in it; choose a .vcf file or a photo.")
        return f"{file.name}: {reason}"

    @api.model
    def _l10n_vn_prepare_card_values(self, cards):
        """Return the values of leads (list of dicts for ``create``) for ``cards``.

        :param cards: list of dicts ``{column: text}`` as of ``tools.card.vcard.parse``
        """
        columns = sorted({column for card in cards for column in card} - {"photo"})
        if not columns:
            return [{} for _card in cards]
        found = {name: [(index, [card.get(name, "") for card in cards])] for index, name in enumerate(columns)}
        return self._l10n_vn_get_create_values(self._l10n_vn_get_reader().read_columns(found))

    @api.model
    def _l10n_vn_keep_cards(self, cards, shared):
        """Create a lead of each card, or add the card to the lead that it names.

        :param cards: list of :class:`CardToKeep`
        :param dict shared: values of all new leads; its tags are added to those of the card
        :return: the leads, created ones first
        """
        prepared = self._l10n_vn_prepare_card_leads(cards)
        new = [(card, values) for card, values in zip(cards, prepared, strict=True) if not card.lead]
        tags = shared.get("tag_ids", [])
        leads = self.create(
            [
                # A card of words such as "unknown" alone is called by them.
                {"name": card.texts.get("contact_name") or card.texts.get("partner_name")}
                | values
                | shared
                | {"tag_ids": [*values.get("tag_ids", ()), *tags]}
                for card, values in new
            ]
        )
        leads._l10n_vn_keep_files([card.files for card, _values in new])
        for card, values in zip(cards, prepared, strict=True):
            if card.lead:
                card.lead._l10n_vn_add_card(values)
                card.lead._l10n_vn_keep_files([card.files])
                leads |= card.lead
        return leads

    @api.model
    def _l10n_vn_prepare_card_leads(self, cards):
        """Return the values of leads (list of dicts for ``create``) for ``cards`` (list of :class:`CardToKeep`)."""
        prepared = self._l10n_vn_prepare_card_values([card.texts for card in cards])
        for card, values in zip(cards, prepared, strict=True):
            notes = "".join(filter(None, [card.others.get("description"), values.get("description")]))
            values |= {name: value for name, value in card.others.items() if name not in values}
            if notes:
                values["description"] = notes
            if card.state:
                values |= {"state_id": card.state.id, "country_id": card.state.country_id.id}
        return prepared

    def _l10n_vn_add_card(self, values):
        """Fill the empty fields of one lead with ``values`` of a card, and log the whole card in its chatter.

        :param dict values: as of :meth:`_l10n_vn_prepare_card_values`
        """
        self.ensure_one()
        fillable = {
            name: value for name, value in values.items() if name in self._fields and name not in _NOT_FILLED and value
        }
        self._message_log(body=self._l10n_vn_card_as_text(values))
        self.write({name: value for name, value in fillable.items() if not self[name]})

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
        """Attach ``files`` (list of a recordset of ``ir.attachment`` for each lead of ``self``) to their leads."""
        for lead, attachments in zip(self, files, strict=True):
            if attachments:
                attachments.write({"res_model": lead._name, "res_id": lead.id})
                lead._message_log(body=self.env._("Business card"), attachment_ids=attachments.ids)
