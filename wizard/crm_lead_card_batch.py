"""Dialog of many business cards: text, files and photos to read, and the values that their leads share."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.argument_checks import ONE, SOME, public
from ..models.storage_failure import in_words
from .crm_lead_card import TEXTS

_SHARED = ("campaign_id", "source_id", "medium_id", "team_id")


class CrmLeadCardBatch(models.TransientModel):
    _name = "crm.lead.card.batch"
    _description = "Leads from Business Cards"

    text = fields.Text("Text of the Card or QR Code")
    attachment_ids = fields.Many2many("ir.attachment", string="Files and Photos")
    problems = fields.Text("Not Read", readonly=True)
    card_ids = fields.One2many("crm.lead.card", "batch_id", "Cards")
    choices = fields.Json(compute="_compute_choices")
    lead_ids = fields.Many2many("crm.lead", string="Leads")
    made_count = fields.Integer(compute="_compute_made")
    made_last = fields.Char(compute="_compute_made")
    campaign_id = fields.Many2one("utm.campaign")
    source_id = fields.Many2one(
        "utm.source",
        default=lambda self: self.env.ref("l10n_vn_crm.utm_source_business_card", raise_if_not_found=False),
    )
    medium_id = fields.Many2one("utm.medium")
    team_id = fields.Many2one(
        "crm.team",
        "Sales Team",
        default=lambda self: self.env["crm.team"]._get_default_team_id(user_id=self.env.uid),
        domain="[('use_leads', '=', True)]",
    )
    user_id = fields.Many2one(
        "res.users", "Salesperson", default=lambda self: self.env.user, domain="[('share', '=', False)]"
    )
    tag_ids = fields.Many2many("crm.tag", string="Tags")

    @api.depends("lead_ids")
    def _compute_made(self):
        for batch in self:
            batch.made_count = len(batch.lead_ids)
            batch.made_last = batch.lead_ids.sorted("id")[-1:].name

    def _compute_choices(self):
        """Give the button what is done with each card, also with those on other pages of the list, as they are saved.

        It does not depend on the cards: the screen itself follows their changes, without asking who is known again.
        """
        for batch in self:
            batch.choices = {str(card.id): card.choice for card in batch.card_ids}

    # Reading

    @public(ONE)
    @in_words
    def action_read(self) -> dict:
        """Read text and files into cards; return the action that shows them with the records that they match.

        :raise UserError: where there are more cards than the limit; naming every file that could not be read, where
            no card was found
        """
        self.ensure_one()
        found, problems = self.env["crm.lead"]._l10n_vn_read_cards(self.text or "", self.attachment_ids)
        if not found:
            raise UserError("\n".join(problems) or self.env._("Paste the text of a card or choose files first."))
        self.card_ids.unlink()
        self.problems = "\n".join(problems)
        self.env["crm.lead.card"].create(self._prepare_cards(found))
        return self._open_review()

    def _open_review(self):
        return self._open("crm_lead_card_batch_view_form_review", self.env._("Business Cards Read"))

    def _prepare_cards(self, found):
        """Return the values of ``crm.lead.card`` for ``found`` as ``_l10n_vn_read_cards`` gives it."""
        prepared = self.env["crm.lead"]._l10n_vn_prepare_card_values([card for _name, card, _files in found])
        titles = [values.get("name") or name for (name, _card, _files), values in zip(found, prepared, strict=True)]
        photos = iter(
            self.env["ir.attachment"].create(
                [
                    {"name": title, "raw": card["photo"], "res_model": self._name, "res_id": self.id}
                    for (_name, card, _files), title in zip(found, titles, strict=True)
                    if card.get("photo")
                ]
            )
        )
        vals_list = []
        for (name, card, files), values in zip(found, prepared, strict=True):
            kept = [file.id for file in files] + ([next(photos).id] if card.get("photo") else [])
            own = {field: values.pop(field) for field in (*TEXTS, "state_id") if values.get(field)}
            vals_list.append(
                {
                    "batch_id": self.id,
                    "file_name": name,
                    "others": values,
                    "attachment_ids": [fields.Command.set(kept)],
                    **own,
                }
            )
        return vals_list

    # Making leads

    def _prepare_shared_values(self):
        """Return the values of all new leads of the batch."""
        shared = {name: self[name].id for name in _SHARED if self[name]}
        # Without a salesperson the lead stays unassigned; the default would be the current user.
        tags = [fields.Command.link(tag.id) for tag in self.tag_ids]
        return shared | {"user_id": self.user_id.id, "type": "lead", "tag_ids": tags}

    @public(ONE)
    def action_create(self) -> dict:
        """Make the leads as chosen for each card, and show them; close the dialog where all are left out.

        Where somebody has become known since the cards were read, or a known lead was taken by a colleague, the cards
        are shown again instead.

        :raise UserError: naming the cards that have neither name, company, phone nor e-mail address
        """
        if changed := self.card_ids._find_changed_since():
            changed._compute_choice()
            return self._open_review()
        leads = self.card_ids._make_leads()
        return self.action_open_leads() if leads else {"type": "ir.actions.act_window_close"}

    @public(SOME)
    def action_open_leads(self) -> dict:
        """Return the action that shows the leads of the batch: the form of a single one, else the list."""
        action = self.env["ir.actions.act_window"]._for_xml_id("l10n_vn_crm.crm_lead_action")
        action |= {"domain": [("id", "in", self.lead_ids.ids)], "context": {"default_type": "lead"}}
        if len(self.lead_ids) == 1:
            return action | {"views": [(False, "form")], "view_mode": "form", "res_id": self.lead_ids.id}
        return action | {"views": sorted(action["views"], key=lambda view: view[1] != "list")}

    @public(ONE)
    def action_type(self) -> dict:
        """Return the action that opens an empty card with the shared values of the batch."""
        return self._get_typing_action()

    def _get_typing_action(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("l10n_vn_crm.crm_lead_card_action")
        return action | {"context": {"default_batch_id": self.id}}

    @api.model
    def _start_typing(self):
        """Return the action that opens the first card of a new batch."""
        return self.create({}).action_type()

    @public(ONE)
    def action_back(self) -> dict:
        """Return the action that shows text and files again."""
        return self._open("crm_lead_card_batch_view_form", self.env._("From Business Cards"))

    def _open(self, view, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.env.ref(f"l10n_vn_crm.{view}").id, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"} if view.endswith("review") else {},
        }
