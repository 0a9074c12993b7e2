"""Requests of people about their data: to see them, to correct them, to have them erased.

Sales managers ask, administrators search and erase. When a request is done, nothing personal is left in it: its
certificate says how many records of which kind were erased.

Periods: Law 91/2025/QH15 and Decree 356/2025 of Viet Nam, in force since 1 January 2026: an answer within two working
days, the data within ten days, erased within twenty.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import clean_context

from ...tools import phone as phone_tools
from ..argument_checks import ONE, public
from ..storage_failure import in_words

ADMINISTRATORS = "base.group_system"
# Values by which a person is found, and which are emptied when the request is done.
PERSONAL = ("name", "phone", "email", "zalo", "code", "note")
# Fields of the request that its own methods write, whatever a client sends.
_WRITTEN_BY_CODE = {"state", "certificate", "done_on", "done_by_id", "place_count", "user_id"}
_ANSWER_WORKING_DAYS = 2
_DAYS = {"see": 10, "correct": 10, "erase": 20}
_SATURDAY = 5


class CrmLeadPrivacyRequest(models.Model):
    _name = "crm.lead.privacy.request"
    _description = "Request about Personal Data"
    _order = "id desc"
    _check_company_auto = True

    kind = fields.Selection(
        [("see", "See the data"), ("correct", "Correct the data"), ("erase", "Erase the data")],
        "The Person Asks to",
        required=True,
        default="erase",
    )
    state = fields.Selection(
        [("asked", "Asked"), ("found", "Searched"), ("done", "Done"), ("refused", "Refused")],
        "Status",
        required=True,
        default="asked",
        copy=False,
    )
    name = fields.Char("Person", help="As the person writes it. Names alone find nobody: many people share them.")
    phone = fields.Char()
    email = fields.Char()
    zalo = fields.Char()
    code = fields.Char("Tax or Personal Code")
    note = fields.Text("How and Why They Asked", help="Emptied with the other values when the request is done.")
    erases_names = fields.Boolean(
        "Also Where Only the Name Stands",
        help="Texts with the person's name, but neither phone nor address: perhaps they are about somebody else.",
    )
    asked_on = fields.Date(required=True, default=fields.Date.context_today)
    answer_by = fields.Date(compute="_compute_periods", store=True)
    finish_by = fields.Date(compute="_compute_periods", store=True)
    is_late = fields.Boolean(export_string_translation=False, compute="_compute_is_late")
    user_id = fields.Many2one("res.users", "Filed By", required=True, default=lambda self: self.env.user)
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    place_ids = fields.One2many("crm.lead.privacy.place", "request_id", "Places", groups=ADMINISTRATORS)
    place_count = fields.Integer("Places Found")
    done_on = fields.Datetime(copy=False)
    done_by_id = fields.Many2one("res.users", copy=False)
    refusal = fields.Text("Why It Was Refused", copy=False)
    certificate = fields.Json(copy=False)
    certificate_text = fields.Text("Certificate", compute="_compute_certificate_text")

    @api.depends("kind", "state")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """Show the number: the name of the person is one of the values that are emptied."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for request in self:
            request.display_name = f"{kinds.get(request.kind, '')} #{request.id or ''}".strip(" #")

    @api.depends("asked_on", "kind")
    def _compute_periods(self):
        for request in self:
            day, left = request.asked_on, _ANSWER_WORKING_DAYS
            while day and left:
                day += timedelta(days=1)
                left -= day.weekday() < _SATURDAY
            request.answer_by = day
            request.finish_by = request.asked_on and request.asked_on + timedelta(days=_DAYS[request.kind])

    @api.depends("finish_by", "state")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for request in self:
            is_open = request.state in ("asked", "found")
            request.is_late = is_open and bool(request.finish_by) and request.finish_by < today

    @api.model_create_multi
    def create(self, vals_list):
        self._check_own_fields(set().union(*vals_list))
        # Nor by presets: the form has sent those of an action as values.
        return super(CrmLeadPrivacyRequest, self.with_context(clean_context(self.env.context))).create(vals_list)

    def write(self, vals):
        """Refuse what only the search and the erasure write, and changes of requests that are closed."""
        self._check_own_fields(vals.keys())
        if not self.env.su and self.filtered(lambda request: request.state in ("done", "refused")):
            raise UserError(self.env._("This request is closed."))
        return super().write(vals)

    def _check_own_fields(self, names):
        if not self.env.su and names & _WRITTEN_BY_CODE:
            raise AccessError(self.env._("What came of a request is written by the search and the erasure alone."))

    def _check_administrator(self):
        """Check that the user is an administrator; return ``self`` with the right to see every company's records.

        :raise AccessError: for other users
        """
        self.check_access("read")
        if not self.env.user.has_group(ADMINISTRATORS):
            raise AccessError(self.env._("Only an administrator searches and erases the data of a person."))
        # sudo: the person may be in records of any company and salesperson; administrators alone come here.
        return self.sudo().with_context(active_test=False)

    def _check_open(self):
        self.ensure_one()
        if self.state in ("done", "refused"):
            raise UserError(self.env._("This request is closed."))

    @public(ONE)
    @in_words
    def action_find(self) -> bool:
        """Search the places of the person, and list them; only administrators may.

        :raise AccessError: for other users
        :raise UserError: where the request is closed, or has neither phone nor address, account or code
        """
        request = self._check_administrator()
        request._check_open()
        request._find()
        return True

    @public(ONE)
    @in_words
    def action_erase(self) -> bool:
        """Erase the data of the person in all places that are not kept; only administrators may.

        :raise AccessError: for other users
        :raise UserError: where the request is closed or no request to erase, or where the person is a user
        """
        request = self._check_administrator()
        request._check_open()
        if request.kind != "erase":
            raise UserError(self.env._("This person has not asked to be erased: change what they ask for first."))
        request._find()
        certificate = request._erase()
        request._close("done", certificate)
        return True

    @public(ONE)
    def action_done(self) -> bool:
        """Close a request that was answered: the person has seen their data, or they are corrected.

        :raise AccessError: for users who are no administrators
        :raise UserError: where the request is closed, or is one to erase
        """
        request = self._check_administrator()
        request._check_open()
        if request.kind == "erase":
            raise UserError(self.env._("A request to erase is done by erasing, or refused with a reason."))
        request._close("done", {})
        return True

    @public(ONE)
    def action_refuse(self) -> bool:
        """Close a request that cannot be fulfilled; its reason stays.

        :raise AccessError: for users who are no administrators
        :raise UserError: where the request is closed, or has no reason
        """
        request = self._check_administrator()
        request._check_open()
        if not (request.refusal or "").strip():
            raise UserError(self.env._("Write down first why it is refused: the person must be told."))
        request._close("refused", {})
        return True

    def _close(self, state, certificate):
        self.place_ids.unlink()
        self.write(
            {
                **dict.fromkeys(PERSONAL, False),
                "state": state,
                "certificate": certificate,
                "done_on": fields.Datetime.now(),
                "done_by_id": self.env.uid,
            }
        )

    @api.depends("certificate", "state")
    @api.depends_context("lang")
    def _compute_certificate_text(self):
        words = {
            "erased": self.env._("anonymised"),
            "deleted": self.env._("deleted"),
            "blanked": self.env._("cleared of the person"),
            "kept": self.env._("kept, as the law of accounting demands"),
        }
        for request in self:
            request.certificate_text = "\n".join(
                f"{label}: " + ", ".join(f"{count} {words[what]}" for what, count in counts.items())
                for label, counts in (request.certificate or {}).items()
            )

    def _get_written_phone(self):
        """Return the phone of the request in E.164, '' where there is none.

        :raise UserError: where it is no number
        """
        if not (self.phone or "").strip():
            return ""
        numbers = phone_tools.parse(self.phone).numbers
        if not numbers:
            raise UserError(self.env._("“%s” is no phone number.", self.phone))
        return phone_tools.identity(numbers[0]) or numbers[0]
