"""What is the user told of who has a customer already, where the record itself is hidden?"""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.matching.match import level
from ..checked import ANY, SOME, check_keys, check_text, public

# What somebody may be known by.
ASKED = (
    "phone", "l10n_vn_phone2", "email_from", "l10n_vn_vat", "l10n_vn_zalo", "partner_name", "contact_name",
)  # fmt: skip

# A banner is read at a glance; who wants all asks for all.
_MOST_ON_SCREEN = 5


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_matches = fields.Json("Possible Duplicates", compute="_compute_l10n_vn_matches")

    @api.depends(
        "type",
        "active",
        "phone",
        "l10n_vn_phone2",
        "email_from",
        "l10n_vn_vat",
        "l10n_vn_zalo",
        "partner_name",
        "contact_name",
        "state_id",
        "partner_id",
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_l10n_vn_matches(self):
        asking = self.filtered(lambda lead: lead.type == "lead" and lead.active)
        (self - asking).l10n_vn_matches = False
        told, refusal = asking._l10n_vn_describe_within_limit()
        for lead in asking:
            matches = told.get(lead.id, [])
            lead.l10n_vn_matches = {
                "shown": matches[:_MOST_ON_SCREEN],
                "more": len(matches[_MOST_ON_SCREEN:]),
                "refusal": refusal,
            }

    @public(SOME)
    def l10n_vn_find_matches(self):
        """Return which leads, opportunities and customers may be the same customer as the leads of ``self``.

        :return: dict of lead id (as text: XML-RPC knows no other keys) → list of dicts, best first, all with
            ``reasons`` (list of ``kind``: vat, phone, zalo, email, company or person), ``strength`` (1 to 100),
            ``level`` (sure, likely, possible), ``owner`` (False or ``name``, ``phone``, ``email``, ``user_id``) and
            ``since`` (date and time, UTC). What the user may read has ``model``, ``id``, ``name``, ``type`` (lead,
            opportunity, customer), ``stage`` and ``state`` (open, won, lost, archived) as well; of what a colleague
            or another company of the user has, only ``company`` is told.
        :raise AccessError: where the user may not read a lead
        :raise UserError: where the user has asked for more colleagues' customers than the limit of an hour
        """
        self.check_access("read")
        return {str(lead_id): told for lead_id, told in self._l10n_vn_describe_matches().items()}

    @api.model
    @public(ANY)
    def l10n_vn_who_has(self, values=None):
        """Return who has a customer already, before a lead is made of it.

        :param dict values: texts, where known: ``phone``, ``l10n_vn_phone2``, ``email_from``, ``l10n_vn_vat``,
            ``l10n_vn_zalo``, ``partner_name``, ``contact_name``
        :return: list as of each lead of :meth:`l10n_vn_find_matches`
        :raise AccessError: where the user may not read leads
        :raise UserError: where ``values`` are others than these, or where the user has asked for more colleagues'
            customers than the limit of an hour
        """
        self.browse().check_access("read")
        check_keys(self, "values", values, ASKED)
        for name, value in values.items():
            if type(value) is not int:  # as programs send a phone
                check_text(self, name, value)
        draft = self.new({name: str(value) for name, value in values.items() if value})
        return draft._l10n_vn_describe_matches().get(draft.id, [])

    def _l10n_vn_describe_matches(self):
        """Return ``{lead id: matches}`` of :meth:`_l10n_vn_describe_within_limit`.

        :raise UserError: above the limit of the hour
        """
        told, refusal = self._l10n_vn_describe_within_limit()
        if refusal:
            raise UserError(refusal)
        return told

    def _l10n_vn_describe_within_limit(self):
        """Return ``{lead id: what the user may be told of each match}``, see :meth:`l10n_vn_find_matches`, and "".

        Above the limit of the hour, only what the user may read, and a sentence that says so.
        A person is told by name alone only where it can be read: of what is hidden, that would say too much.
        """
        found = self._l10n_vn_find_matches()
        matches = {match for of_lead in found.values() for match in of_lead}
        seen, keepers = self._l10n_vn_describe_visible(matches), self._l10n_vn_get_hidden_owners(matches)
        told, count = {}, 0
        for lead_id, of_lead in found.items():
            lines, hidden = [], {}
            for match in of_lead:
                why = {"reasons": list(match.reasons), "strength": match.strength, "level": level(match.strength)}
                if match.visible:
                    lines.append({**seen[match.model, match.id], **why})
                elif match.reasons != ("person",):
                    keeper = keepers[match.model, match.id]
                    who = keeper["owner"] and keeper["owner"]["user_id"], keeper["company"]
                    # One line for all that somebody has: how many there are is not told either.
                    if who not in hidden:
                        hidden[who] = {**keeper, **why}
                        lines.append(hidden[who])
                    hidden[who]["since"] = min(hidden[who]["since"], keeper["since"])
            count += len(hidden)
            if lines:
                told[lead_id] = lines
        disclosures = self.env["crm.lead.disclosure"]
        if disclosures._allow(count):
            return told, ""
        readable = {lead_id: [line for line in lines if "model" in line] for lead_id, lines in told.items()}
        return readable, disclosures._refusal()

    @api.model
    def _l10n_vn_describe_visible(self, matches):
        ids = {"crm.lead": [], "res.partner": []}
        for match in matches:
            if match.visible:
                ids[match.model].append(match.id)
        described = {}
        for lead in self.env["crm.lead"].browse(ids["crm.lead"]):
            archived = "archived" if not lead.active else "open"
            described["crm.lead", lead.id] = {
                "model": "crm.lead",
                "id": lead.id,
                "name": lead.display_name,
                "type": lead.type,
                "stage": lead.stage_id.display_name or "",
                "state": lead.won_status if lead.won_status in ("won", "lost") else archived,
                "owner": self._l10n_vn_describe_user(lead.user_id),
                "since": fields.Datetime.to_string(lead.date_open or lead.create_date),
                "company": "",
            }
        for partner in self.env["res.partner"].browse(ids["res.partner"]):
            described["res.partner", partner.id] = {
                "model": "res.partner",
                "id": partner.id,
                "name": partner.display_name,
                "type": "customer",
                "stage": "",
                "state": "open" if partner.active else "archived",
                "owner": self._l10n_vn_describe_user(partner.user_id),
                "since": fields.Datetime.to_string(partner.create_date),
                "company": "",
            }
        return described

    @api.model
    def _l10n_vn_get_hidden_owners(self, matches):
        """Return ``{(model, id): who has it, since when}`` of the ``matches`` that the user may not read."""
        ids = {"crm.lead": [], "res.partner": []}
        for match in matches:
            if not match.visible:
                ids[match.model].append(match.id)
        # sudo: rules hide these records. Who keeps them, since when, and in which company of the user is all that
        # leaves this method; nothing of the customer or the deal does.
        leads = self.env["crm.lead"].sudo().browse(ids["crm.lead"])
        partners = self.env["res.partner"].sudo().browse(ids["res.partner"])
        keepers = {
            ("crm.lead", lead.id): (lead.user_id or lead.team_id.user_id, lead.date_open or lead.create_date, lead)
            for lead in leads
        }
        keepers |= {
            ("res.partner", partner.id): (partner.user_id, partner.create_date, partner) for partner in partners
        }
        elsewhere = self.env.user.company_ids - self.env.companies
        return {
            record: {
                "owner": self._l10n_vn_describe_user(user),
                "since": fields.Datetime.to_string(since),
                "company": kept.company_id.name if kept.company_id in elsewhere else "",
            }
            for record, (user, since, kept) in keepers.items()
        }

    @api.model
    def _l10n_vn_describe_user(self, user):
        """Return how to reach ``user``, False for nobody."""
        # sudo: a colleague who works in another company only; their name and work contact are in the chat anyway.
        known = user.sudo()
        reach = {"user_id": known.id, "name": known.name, "phone": known.phone or "", "email": known.email or ""}
        return reach if known else False
