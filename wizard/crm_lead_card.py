"""Dialog of one business card: its values, the record that it matches, and whether to create a lead or add to one."""

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError

from ..models.argument_checks import ONE, public
from ..models.context import ShareLater
from ..models.doors.card import CardToKeep
from ..models.matching.lock import serialise_by_company
from ..models.storage_failure import in_words

# Columns of the vocabulary that have a field of the same name here.
TEXTS = (
    "contact_name",
    "partner_name",
    "function",
    "phone",
    "l10n_vn_phone2",
    "email_from",
    "l10n_vn_zalo",
    "l10n_vn_vat",
    "website",
    "street",
    "city",
)
_KNOWN_BY = ("contact_name", "partner_name", "phone", "l10n_vn_phone2", "email_from", "l10n_vn_vat", "l10n_vn_zalo")


class CrmLeadCard(models.TransientModel):
    _name = "crm.lead.card"
    _description = "Business Card"
    _rec_name = "contact_name"

    batch_id = fields.Many2one("crm.lead.card.batch", required=True, ondelete="cascade")
    file_name = fields.Char("Read from", readonly=True)
    contact_name = fields.Char()
    partner_name = fields.Char("Company")
    function = fields.Char("Job Position")
    phone = fields.Char()
    l10n_vn_phone2 = fields.Char("Second Phone")
    email_from = fields.Char("Email")
    l10n_vn_zalo = fields.Char("Zalo")
    l10n_vn_vat = fields.Char("Tax Code")
    website = fields.Char()
    street = fields.Char("Address")
    city = fields.Char()
    state_id = fields.Many2one("res.country.state", "Province", domain="[('country_id.code', '=', 'VN')]")
    note = fields.Text("Notes")
    others = fields.Json("Further Values")
    attachment_ids = fields.Many2many("ir.attachment", string="Photos of the Card")
    known_lead_id = fields.Many2one("crm.lead", compute="_compute_known")
    known_partner_id = fields.Many2one("res.partner", "Known Contact", compute="_compute_known")
    is_known_hidden = fields.Boolean("Somebody Else's", compute="_compute_known")
    is_known_similar = fields.Boolean("Same Phone, Another Name", compute="_compute_known")
    known_as = fields.Char("Already There", compute="_compute_known")
    choice = fields.Selection(
        [("create", "Create a lead"), ("add", "Add to the known lead"), ("skip", "Leave out")],
        "What to Do",
        compute="_compute_choice",
        store=True,
        compute_sudo=False,  # as superuser it would bypass the record rules
        readonly=False,
    )
    # What the user decides is decided in view of it: who became known only later is shown before a lead is made.
    was_known = fields.Boolean(
        compute="_compute_choice", store=True, compute_sudo=False, export_string_translation=False
    )
    # Values kept from one card to the next while typing.
    campaign_id = fields.Many2one(related="batch_id.campaign_id", readonly=False)
    source_id = fields.Many2one(related="batch_id.source_id", readonly=False)
    medium_id = fields.Many2one(related="batch_id.medium_id", readonly=False)
    team_id = fields.Many2one(related="batch_id.team_id", readonly=False)
    user_id = fields.Many2one(related="batch_id.user_id", readonly=False)
    made_count = fields.Integer(related="batch_id.made_count", related_sudo=False)
    made_last = fields.Char(related="batch_id.made_last", related_sudo=False)

    @api.depends(*_KNOWN_BY)
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_known(self):
        leads = self.env["crm.lead"]
        texts = [{name: card[name] or "" for name in _KNOWN_BY} for card in self]
        found = leads._l10n_vn_find_known(leads._l10n_vn_prepare_card_values(texts))
        for card, known in zip(self, found, strict=True):
            card.known_lead_id = known.leads[:1] or known.similar[:1]
            card.known_partner_id = known.customers[:1]
            card.is_known_hidden = known.is_hidden
            card.is_known_similar = bool(known.similar) and not known.leads
            hidden = ": ".join(filter(None, [known.is_hidden and self.env._("with a colleague"), known.owner_name]))
            similar = known.similar[:1].display_name
            card.known_as = (
                known.leads[:1].display_name
                or known.refusal
                or hidden
                or known.customers[:1].display_name
                or (similar and self.env._("%s (same phone, another name)", similar))
            )

    @api.depends("known_lead_id", "is_known_similar", "is_known_hidden")
    def _compute_choice(self):
        """Propose what is done with each card: like the rows of a list, who is with a colleague is left out."""
        for card in self:
            is_same = card.known_lead_id and not card.is_known_similar
            is_with_colleague = card.is_known_hidden and not card.known_lead_id
            # What a person leaves out stays out, whatever is typed afterwards.
            is_left_out = card.choice == "skip" or is_with_colleague
            card.choice = "skip" if is_left_out else "add" if is_same else "create"
            card.was_known = card._is_known()

    @api.onchange("choice")
    def _onchange_choice(self):
        """Add to a known lead only where one is known."""
        if self.choice == "add" and not self.known_lead_id:
            self.choice = "create"

    def _is_known(self):
        return bool(self.known_lead_id or self.is_known_hidden)

    def _find_changed_since(self):
        """Return those of ``self`` that have to be decided again: they are known otherwise than when they were shown.

        To be created, and known meanwhile; or to be added to a lead that the user no longer sees: a colleague took it.

        :raise ConcurrencyError: where another transaction has just brought one of them in; the request is repeated
        """
        new = self.filtered(lambda card: card.choice == "create" and not card.was_known)
        if new:
            leads, companies = self.env["crm.lead"], self.env.companies
            serialise_by_company(companies)
            keys = set().union(*(leads._l10n_vn_match_keys({name: card[name] for name in _KNOWN_BY}) for card in new))
            if keys and leads._l10n_vn_has_newer_match(keys, companies):
                raise ConcurrencyError("Somebody else has brought in the person of a card")
        lost = self.filtered(lambda card: card.choice == "add" and not card.known_lead_id)
        return lost | new.filtered(lambda card: card._is_known())

    def _check_identified(self):
        """:raise UserError: naming the cards that have neither name, company, phone nor e-mail address"""
        empty = self.filtered(lambda c: not (c.contact_name or c.partner_name or c.phone or c.email_from))
        if empty:
            where = ", ".join(filter(None, empty.mapped("file_name")))
            raise UserError(
                self.env._("Enter a name, a company, a phone or an e-mail address first.")
                + (f"\n{where}" if where else "")
            )

    @in_words
    def _make_leads(self):
        """Create a lead for each card of one batch, or add it to its known lead, as chosen.

        :return: the leads (``crm.lead``), created ones first
        """
        wanted = self.filtered(lambda card: card.choice != "skip")
        wanted._check_identified()
        cards = [card._get_card_to_keep() for card in wanted]
        later, shared = ShareLater(), self.batch_id._prepare_shared_values()
        leads = ShareLater.off(later.on(self.env["crm.lead"])._l10n_vn_keep_cards(cards, shared))
        self.batch_id.lead_ids |= leads
        # At the end: the user may lose sight of leads that go to others.
        leads.browse(later)._l10n_vn_share()
        self.batch_id.invalidate_recordset(["lead_ids"])
        return leads

    def _get_card_to_keep(self):
        texts = {name: self[name] for name in TEXTS if self[name]} | ({"description": self.note} if self.note else {})
        lead = self.known_lead_id if self.choice == "add" else self.known_lead_id.browse()
        return CardToKeep(texts, self.others or {}, self.state_id, self.attachment_ids, lead)

    # Typing one after another

    @public(ONE)
    def action_save_and_next(self) -> dict:
        """Make the lead and open an empty card; where a record matches, show the match instead.

        :raise UserError: where the card has neither name, company, phone nor e-mail address
        """
        return self.batch_id.action_type() if self._save() else self._reopen()

    @public(ONE)
    def action_save_and_close(self) -> dict:
        """Make the lead and show all leads of the batch; where a record matches, show the match instead.

        :raise UserError: where the card has neither name, company, phone nor e-mail address
        """
        return self.batch_id.action_open_leads() if self._save() else self._reopen()

    @public(ONE)
    def action_close(self) -> dict:
        """Skip this card and show the leads of the batch."""
        batch = self.batch_id
        return batch.action_open_leads() if batch.lead_ids else {"type": "ir.actions.act_window_close"}

    def _save(self):
        """Make the lead of the card and return True; return False where a match has to be decided first."""
        self.ensure_one()
        self._check_identified()
        if changed := self._find_changed_since():
            changed._compute_choice()
        if changed or self._is_known():
            return False
        self._make_leads()
        return True

    @public(ONE)
    def action_create_anyway(self) -> dict:
        """Make a new lead in spite of the match, and open an empty card.

        :raise UserError: where the card has neither name, company, phone nor e-mail address
        """
        self.choice = "create"
        self._make_leads()
        return self.batch_id.action_type()

    @public(ONE)
    def action_add_to_known(self) -> dict:
        """Add the card to the lead that matches, and open an empty card; show it again where none matches any more.

        :raise UserError: where the card has neither name, company, phone nor e-mail address
        """
        self.choice = "add"
        if changed := self._find_changed_since():
            changed._compute_choice()
            return self._reopen()
        self._make_leads()
        return self.batch_id.action_type()

    @public(ONE)
    def action_open_known(self) -> dict:
        """Open the lead that matches in a new tab."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/odoo/crm.lead/{self.known_lead_id.id}", "target": "new"}

    def _reopen(self):
        return self.batch_id._get_typing_action() | {"res_id": self.id}
