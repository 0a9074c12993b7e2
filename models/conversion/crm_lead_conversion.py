"""Record of a mass conversion: options, position and result; its steps on the screen and in the background."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..argument_checks import ONE, check_count, public
from ..context import GO_ON
from ..matching.lock import try_lock_or_retry
from ..storage_failure import in_words

BACKGROUND_CHUNK = 500
STATES = [
    ("running", "Running"),
    ("waiting", "In the background"),
    ("done", "Done"),
    ("failed", "Stopped by an error"),
    ("undoing", "Being undone"),
    ("undone", "Undone"),
]
# A step on the screen takes seconds: after this time without one the window was closed.
SILENCE = timedelta(minutes=1)
OUTCOMES = ("converted", "merged", "there", "skipped")


class CrmLeadConversion(models.Model):
    _name = "crm.lead.conversion"
    _description = "Conversion of Leads"
    _inherit = ["crm.lead.background.undo"]
    _cron = "l10n_vn_crm.crm_lead_conversion_cron"
    _order = "id DESC"
    _rec_name = "create_date"

    user_id = fields.Many2one("res.users", "By", required=True, readonly=True, default=lambda self: self.env.user)
    company_id = fields.Many2one("res.company", readonly=True, default=lambda self: self.env.company)
    state = fields.Selection(STATES, required=True, default="running", readonly=True)
    status = fields.Selection([*STATES, ("stopped", "Stopped")], compute="_compute_is_going_on")
    order = fields.Json(readonly=True)
    lead_numbers = fields.Json(readonly=True)
    user_context = fields.Json(readonly=True)
    shares = fields.Json(readonly=True)
    lead_count = fields.Integer("Leads", readonly=True)
    position = fields.Integer("Handled", readonly=True)
    percent = fields.Float("Progress", compute="_compute_percent")
    is_going_on = fields.Boolean(compute="_compute_is_going_on")
    can_continue = fields.Boolean(compute="_compute_is_going_on")
    error = fields.Text(readonly=True)
    converted_count = fields.Integer("Converted", readonly=True)
    merged_count = fields.Integer("Merged", readonly=True)
    there_count = fields.Integer("Were Opportunities", readonly=True)
    skipped_count = fields.Integer("Skipped", readonly=True)
    line_ids = fields.One2many("crm.lead.conversion.line", "conversion_id", "Leads One by One", readonly=True)

    @api.depends("position", "lead_count")
    def _compute_percent(self):
        for record in self:
            record.percent = 100.0 * record.position / record.lead_count if record.lead_count else 100.0

    @api.depends("state", "user_id", "continued_by_id", "write_date")
    @api.depends_context("uid", GO_ON)
    def _compute_is_going_on(self):
        """A running conversion goes on only in the window that was opened for it.

        Elsewhere its user sees it as stopped and can continue it; others see it as stopped after :data:`SILENCE`.
        Sales managers can continue those of users who may no longer do it.
        """
        asked = bool(self.env.context.get(GO_ON))
        silent_since = fields.Datetime.now() - SILENCE
        for record in self:
            is_own, running = record._get_owner() == self.env.user, record.state == "running"
            record.is_going_on = is_own and asked and running
            record.can_continue = is_own and not record.is_going_on and record.state in ("running", "failed")
            stopped = running and (record.can_continue or not is_own and record.write_date < silent_since)
            record.status = "stopped" if stopped else record.state
            if not is_own and record.status in ("stopped", "failed"):
                record.can_continue = record._can_be_taken()

    def _can_be_taken(self):
        """Return whether the user may continue the conversion ``self`` of another one."""
        return self.env.user.has_group("sales_team.group_sale_manager") and self._is_owner_unfit()

    @api.depends("create_date", "lead_count")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for record in self:
            record.display_name = self.env._("Conversion of %(count)s leads", count=record.lead_count)

    def _sudo_writer(self):
        """Return ``self`` with sudo: users read the record, only the code of conversions writes it."""
        return self.sudo()  # users may not change the outcome of a conversion

    @api.model
    def _open(self, leads, options, background=False):
        """Create and return the record of a conversion of ``leads``; ``options`` as in :mod:`.mass_conversion`."""
        record = self._sudo_writer().create(
            {
                "state": "waiting" if background else "running",
                "order": options,
                "lead_numbers": leads.ids,
                "lead_count": len(leads),
                "shares": {},
                "user_context": self._get_user_context(),
            }
        )
        return record.sudo(False)

    def _get_user_context(self):
        return {name: value for name, value in self._storable_context().items() if not name.startswith("active_")}

    @api.model
    def _convert_at_once(self, leads, options):
        """Convert ``leads`` in this transaction; return the record of the conversion."""
        record = self._open(leads, options)
        record._go_on()
        return record

    def _go_on(self, limit=None):
        """Convert the next ``limit`` leads, or all that are left; return their number."""
        record = self._sudo_writer()
        lead_ids = record.lead_numbers[record.position : record.position + limit if limit else None]
        leads = self.env["crm.lead"].with_context(**(record.user_context or {})).browse(lead_ids)
        assigned_count = sum(map(len, (record.shares or {}).values()))
        outcomes, assignments = leads._l10n_vn_convert_leads(record.order, assigned_count)
        self._mark_snapshots(outcomes)
        self._store_outcomes(outcomes, assignments, len(lead_ids))
        return len(lead_ids)

    def _store_outcomes(self, outcomes, assignments, count):
        """Store the outcomes of ``count`` leads and the new position; notify the salespeople after the last one."""
        record = self._sudo_writer()
        self.env["crm.lead.conversion.line"]._note_outcomes(outcomes, record)
        kinds = [outcome.kind for outcome in outcomes]
        assigned = {user: list(ids) for user, ids in (record.shares or {}).items()}
        for lead_id, user_id in assignments.items():
            assigned.setdefault(str(user_id), []).append(lead_id)
        position = record.position + count
        done = position >= record.lead_count
        record.write(
            {
                **{f"{kind}_count": record[f"{kind}_count"] + kinds.count(kind) for kind in OUTCOMES},
                "shares": assigned,
                "position": position,
                "state": "done" if done else record.state,
            }
        )
        if done:
            leads = self.env["crm.lead"]
            leads._l10n_vn_notify_converted(
                {self.env["res.users"].browse(int(user)): leads.browse(ids) for user, ids in assigned.items()}
            )

    # On the screen

    def _get_screen(self):
        """Return the action that shows this conversion."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Conversion of Leads"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "large", GO_ON: True},
        }

    @public(ONE)
    @in_words
    def action_continue(self) -> dict:
        """Continue an own conversion at its position: on the screen, or in the background where that failed.

        Sales managers continue, in the background and in their own rights, those of users who may no longer do it.

        :return: action that shows the record
        :raise UserError: where it is another user's who could continue it, or is done
        """
        if not self.with_context(**{GO_ON: False}).can_continue:
            raise UserError(self.env._("Only who started a conversion can go on with it, and only until it is done."))
        if self.state == "failed" or self._get_owner() != self.env.user:
            self._lock()
            state = "undoing" if self.undo_user_id else "waiting"
            self._sudo_writer().write({**self._take_up(), "state": state})
            self._start_work()
        return self._get_screen()

    @public(ONE)
    @in_words
    def l10n_vn_go_on(self, limit: int | None = None) -> dict:
        """Convert the next ``limit`` (1 to 1000) leads of an own conversion that runs on the screen.

        :return: dict of ``state`` (str) and ``percent`` (float)
        :raise ConcurrencyError: where another request converts leads of it; Odoo retries the request
        :raise UserError: where ``limit`` is not valid
        """
        check_count(self, "limit", limit)
        self.check_access("read")
        if self.user_id == self.env.user and self.state == "running":
            self._lock()
            self._go_on(min(limit, 1000))
        return {"state": self.state, "percent": self.percent}

    def _lock(self):
        # sudo: as in _sudo_writer
        try_lock_or_retry(self._sudo_writer())
        self.invalidate_recordset()

    @public(ONE)
    def action_show_opportunities(self) -> dict:
        """Return the action that shows the resulting opportunities."""
        action = self.env["ir.actions.act_window"]._for_xml_id("crm.crm_lead_opportunities")
        return {
            **action,
            "domain": [("id", "in", self.line_ids.opportunity_id.ids)],
            "context": {"default_type": "opportunity"},
            "target": "main",
        }

    # In the background

    @api.model
    def _cron_convert(self):
        """Continue the waiting conversions, oldest first, until the time of the scheduled action is over."""
        jobs = self.search([("state", "in", ("waiting", "undoing"))], order="id")
        jobs._work_off(sum(job.lead_count - job.position for job in jobs))

    def _has_step(self):
        return self.state in ("waiting", "undoing")

    def _step(self, _rows, _is_again=True):
        return self._undo_step(BACKGROUND_CHUNK) if self.state == "undoing" else self._go_on(BACKGROUND_CHUNK)

    def _as_user(self):
        return self.with_env(self.env(user=self._get_owner(), su=False, context=dict(self.user_context or {})))
