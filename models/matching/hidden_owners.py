"""Duplicates as users see them: of hidden records only the owner, the date and the company."""

from odoo import api, fields, models

from ...tools.matching.match import Match, level
from ..api_error import ApiError
from ..argument_checks import ANY, SOME, check_keys, check_text, public

# Values by which duplicates are searched.
ASKED = (
    "phone", "l10n_vn_phone2", "email_from", "l10n_vn_vat", "l10n_vn_zalo", "partner_name", "contact_name",
)  # fmt: skip

# A banner is read at a glance; the method returns all.
_MOST_ON_SCREEN = 5


class CrmLead(models.Model):
    _inherit = "crm.lead"

    l10n_vn_matches = fields.Json("Possible Duplicates", compute="_compute_l10n_vn_matches")
    # What the form reads: false for a saved lead, whose duplicates its banner loads once the form is shown.
    l10n_vn_draft_matches = fields.Json("Possible Duplicates of a Draft", compute="_compute_l10n_vn_draft_matches")

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
        leads = self.filtered(lambda lead: lead.type == "lead" and lead.active)
        (self - leads).l10n_vn_matches = False
        described, refusal = leads._l10n_vn_describe_within_limit()
        for lead in leads:
            matches = described.get(lead.id, [])
            lead.l10n_vn_matches = {
                "shown": matches[:_MOST_ON_SCREEN],
                "more": len(matches[_MOST_ON_SCREEN:]),
                "refusal": refusal,
            }

    @api.depends("l10n_vn_matches")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_l10n_vn_draft_matches(self):
        for lead in self:
            lead.l10n_vn_draft_matches = False if lead.id else lead.l10n_vn_matches

    @api.readonly
    @public(SOME)
    def l10n_vn_find_matches(self) -> dict[str, list[dict]]:
        """Return the leads, opportunities and customers that may be the same customer as the leads of ``self``.

        :return: dict of lead id (as text: XML-RPC knows no other keys) → list of dicts, best first, all with
            ``reasons`` (list of ``kind``: vat, phone, zalo, email, company or person), ``strength`` (1 to 100),
            ``level`` (sure, likely, possible), ``owner`` (False or ``name``, ``phone``, ``email``, ``user_id``) and
            ``since`` (date and time, UTC). Records that the user may read also have ``model``, ``id``, ``name``,
            ``type`` (lead, opportunity, customer), ``stage`` and ``state`` (open, won, lost, archived); hidden ones
            only ``company``, where it is another one of the user's.
        :raise AccessError: where the user may not read a lead
        :raise ApiError: ``owner_limit`` where the hourly limit of owners of hidden customers is reached
        """
        self.check_access("read")
        return {str(lead_id): matches for lead_id, matches in self._l10n_vn_describe_matches().items()}

    @api.model
    @api.readonly
    @public(ANY)
    def l10n_vn_who_has(self, values: dict[str, str] | None = None) -> list[dict]:
        """Return the existing leads and customers for ``values``, before a lead is created.

        :param dict values: texts, where known: ``phone``, ``l10n_vn_phone2``, ``email_from``, ``l10n_vn_vat``,
            ``l10n_vn_zalo``, ``partner_name``, ``contact_name``
        :return: list of dicts, as for each lead in :meth:`l10n_vn_find_matches`
        :raise AccessError: where the user may not read leads
        :raise ApiError: where ``values`` are others than these, or the hourly limit of owners of hidden customers is
            reached
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

        :raise ApiError: ``owner_limit`` above the limit of the hour
        """
        described, refusal = self._l10n_vn_describe_within_limit()
        if refusal:
            raise ApiError(refusal, "owner_limit")
        return described

    def _l10n_vn_describe_within_limit(self):
        """Return ``{lead id: [description of a match]}`` as of :meth:`l10n_vn_find_matches`, and "".

        Above the hourly limit, only records that the user may read, and the sentence that explains it. A match by a
        person's name alone is left out where it is hidden: it would reveal too much.
        """
        found = self._l10n_vn_find_matches()
        matches = {match for of_lead in found.values() for match in of_lead}
        visible, owners = self._l10n_vn_describe_visible(matches), self._l10n_vn_get_hidden_owners(matches)
        described, count = {}, 0
        for lead_id, of_lead in found.items():
            lines, hidden = [], {}
            for match in of_lead:
                reason = {"reasons": list(match.reasons), "strength": match.strength, "level": level(match.strength)}
                if match.visible:
                    lines.append({**visible[match.model, match.id], **reason})
                elif match.reasons != ("person",):
                    owner = owners[match.model, match.id]
                    key = owner["owner"] and owner["owner"]["user_id"], owner["company"]
                    # One line for all records of an owner: their number is not shown either.
                    if key not in hidden:
                        hidden[key] = {**owner, **reason}
                        lines.append(hidden[key])
                    hidden[key]["since"] = min(hidden[key]["since"], owner["since"])
            count += len(hidden)
            if lines:
                described[lead_id] = lines
        disclosures = self.env["crm.lead.disclosure"]
        if disclosures._count_shown(count):
            return described, ""
        readable = {lead_id: [line for line in lines if "model" in line] for lead_id, lines in described.items()}
        return readable, disclosures._get_refusal()

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
        """Return ``{(model, id): owner, date, company}`` of the ``matches`` that the user may not read."""
        ids = {"crm.lead": [], "res.partner": []}
        for match in matches:
            if not match.visible:
                ids[match.model].append(match.id)
        # sudo: rules hide these records. Only their owner, the date, and the company where it is one of the user's
        # leave this method; nothing of the customer or the deal does.
        leads = self.env["crm.lead"].sudo().browse(ids["crm.lead"])
        partners = self.env["res.partner"].sudo().browse(ids["res.partner"])
        owners = {
            ("crm.lead", lead.id): (lead.user_id or lead.team_id.user_id, lead.date_open or lead.create_date, lead)
            for lead in leads
        }
        owners |= {("res.partner", partner.id): (partner.user_id, partner.create_date, partner) for partner in partners}
        other_companies = self.env.user.company_ids - self.env.companies
        return {
            record: {
                "owner": self._l10n_vn_describe_user(user),
                "since": fields.Datetime.to_string(since),
                "company": hidden.company_id.name if hidden.company_id in other_companies else "",
            }
            for record, (user, since, hidden) in owners.items()
        }

    def _l10n_vn_name_owners(self):
        """Return the owners of the leads of ``self``, which exist, read or not, for programs.

        :return: ``{lead id: name, '' where there is none}``, ids of the leads that the user may neither read nor has
            created (set), and the sentence for a user above the hourly limit, '' below it
        """
        readable = self._filtered_access("read")
        # sudo: rules hide these leads. Only the owner's name leaves this method, counted; who created a lead knows it.
        others = (self - readable).sudo()
        hidden = others.filtered(lambda lead: lead.create_uid.id != self.env.uid)
        owners = self._l10n_vn_get_hidden_owners(Match("crm.lead", lead.id, (), False) for lead in hidden)
        disclosures = self.env["crm.lead.disclosure"]
        is_allowed = disclosures._count_shown(len(hidden))
        # sudo: the user may belong to another company only; the name is visible in Discuss anyway.
        named = (readable | (others - hidden)).sudo()
        users = {user.id: user.name or "" for user in named.user_id}
        names = {lead.id: users.get(lead.user_id.id, "") for lead in named}
        for lead in hidden:
            owner = owners["crm.lead", lead.id]["owner"]
            names[lead.id] = owner["name"] if owner and is_allowed else ""
        return names, set(hidden.ids), "" if is_allowed else disclosures._get_refusal()

    @api.model
    def _l10n_vn_describe_user(self, user):
        """Return name and work contact of ``user`` (dict), False for an empty recordset."""
        # sudo: the user may belong to another company only; name and work contact are visible in Discuss anyway.
        colleague = user.sudo()
        contact = {
            "user_id": colleague.id,
            "name": colleague.name,
            "phone": colleague.phone or "",
            "email": colleague.email or "",
        }
        return contact if colleague else False
