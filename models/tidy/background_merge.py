"""Merging of all sure groups of duplicate leads in the background; each is recorded; ``undo.py`` undoes them."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..argument_checks import ANY, ONE, public
from ..matching.lock import try_lock_or_retry

STATES = [("waiting", "In the background"), ("done", "Done"), ("failed", "Stopped by an error")]
STEP = 100


class CrmLeadDuplicateMerge(models.Model):
    _name = "crm.lead.duplicate.merge"
    _description = "Merge of Duplicates"
    _inherit = ["crm.lead.background.undo"]
    _cron = "l10n_vn_crm.crm_lead_duplicate_merge_cron"
    _order = "id DESC"
    _rec_name = "create_date"

    user_id = fields.Many2one("res.users", "By", required=True, readonly=True, default=lambda self: self.env.user)
    company_id = fields.Many2one("res.company", readonly=True, default=lambda self: self.env.company)
    state = fields.Selection(STATES, required=True, default="waiting", readonly=True)
    user_context = fields.Json(readonly=True)
    group_numbers = fields.Json(readonly=True)
    group_count = fields.Integer("Groups", readonly=True)
    position = fields.Integer("Handled", readonly=True)
    percent = fields.Float("Progress", compute="_compute_percent")
    merged_count = fields.Integer("Merged", readonly=True)
    skipped_count = fields.Integer("Skipped", readonly=True)
    error = fields.Text(readonly=True)
    line_ids = fields.One2many("crm.lead.duplicate.merge.line", "merge_id", "Groups One by One", readonly=True)
    can_undo = fields.Boolean(compute="_compute_can_undo")

    @api.depends("position", "group_count")
    def _compute_percent(self):
        for record in self:
            record.percent = 100.0 * record.position / record.group_count if record.group_count else 100.0

    @api.depends("state", "line_ids.outcome")
    def _compute_can_undo(self):
        for record in self:
            record.can_undo = record.state != "waiting" and "merged" in record.line_ids.mapped("outcome")

    @api.depends("create_date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for record in self:
            record.display_name = self.env._("Merge of %(count)s groups", count=record.group_count)

    @api.model
    def _start(self, groups):
        """Merge ``groups`` in the background; return the record of the merge."""
        record = self._sudo_writer().create(
            {"group_numbers": groups.ids, "group_count": len(groups), "user_context": self._storable_context()}
        )
        record._start_work()
        return record.sudo(False)

    @api.model
    def _note_by_hand(self, kept, merged):
        """Create the record of a merge by hand of ``merged`` into ``kept``."""
        record = self._sudo_writer().create({"state": "done", "group_count": 1, "position": 1, "merged_count": 1})
        record._note([record.line_ids._values_of(kept, merged)])
        return record.sudo(False)

    def _sudo_writer(self):
        return self.sudo()  # users read the record, only the code of merges writes it

    def _get_screen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Merge of Duplicates"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _note(self, lines):
        self._sudo_writer().line_ids.create([{**line, "merge_id": self.id} for line in lines])

    @public(ONE)
    def action_continue(self) -> bool:
        """Go on at the position where an error has stopped the merge, or its undo.

        It goes on in the name of who started it, or in that of the user where they may no longer do it.

        :return: True
        :raise UserError: where it is not stopped
        """
        self.check_access("read")
        if self.state != "failed":
            raise UserError(self.env._("It is not stopped by an error."))
        try_lock_or_retry(self._sudo_writer())
        self._sudo_writer().write({**self._take_up(), "state": "waiting"})
        self._start_work()
        return True

    # In the background

    @api.model
    def _cron_merge(self):
        """Continue the waiting merges and undos, oldest first, until the time of the scheduled action is over."""
        jobs = self.search([("state", "=", "waiting")], order="id")
        jobs._work_off(sum(job._count_left() for job in jobs))

    def _count_left(self):
        return self.group_count - self.position

    def _has_step(self):
        return self.state == "waiting"

    def _as_user(self):
        return self.with_env(self.env(user=self._get_owner(), su=False, context=dict(self.user_context or {})))

    def _step(self, _rows, _is_again=True):
        record = self._sudo_writer()
        numbers = record.group_numbers[record.position : record.position + STEP]
        lines = self.env["crm.lead.duplicate.group"].browse(numbers)._merge_sure()
        self._note(lines)
        outcomes = [line["outcome"] for line in lines]
        position = record.position + len(numbers)
        record.write(
            {
                "merged_count": record.merged_count + outcomes.count("merged"),
                "skipped_count": record.skipped_count + outcomes.count("skipped"),
                "position": position,
                "state": "done" if position >= record.group_count else record.state,
            }
        )
        return len(numbers)


class CrmLeadDuplicateGroup(models.Model):
    _inherit = "crm.lead.duplicate.group"

    @api.model
    @public(ANY)
    def action_merge_sure(self) -> dict:
        """Merge all groups of leads of which nothing speaks against it, in the background. Sales managers only.

        :return: action that shows the record of the merge
        :raise AccessError: where the user is no sales manager
        :raise UserError: where there is no such group
        """
        self.check_access("read")
        sure = self.search([("doubt", "=", False)], order="id")
        if not sure:
            raise UserError(self.env._("No group is sure: look at each, and merge it or keep it apart."))
        return self.env["crm.lead.duplicate.merge"]._start(sure)._get_screen()


class CrmLeadDuplicateMergeLine(models.Model):
    _name = "crm.lead.duplicate.merge.line"
    _description = "Outcome of a Group of Duplicates"
    _order = "id"

    merge_id = fields.Many2one("crm.lead.duplicate.merge", required=True, index=True, ondelete="cascade", readonly=True)
    company_id = fields.Many2one("res.company", index=True, readonly=True)
    outcome = fields.Selection(
        [("merged", "Merged"), ("skipped", "Skipped"), ("undone", "Undone")], required=True, readonly=True
    )
    merged_numbers = fields.Json(readonly=True)
    merged_count = fields.Integer("Merged into It", readonly=True)
    reason = fields.Text(readonly=True)
    # A user may lose the right to read the lead, and a many2one shows the name of a record that rules hide.
    kept_number = fields.Integer(readonly=True, index=True)
    lead_id = fields.Many2one("crm.lead", compute="_compute_lead_id")
    name = fields.Char("Lead", compute="_compute_lead_id")

    @api.depends("kept_number")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_lead_id(self):
        leads = self.env["crm.lead"].with_context(active_test=False).browse(self.mapped("kept_number")).exists()
        readable = set(leads._filtered_access("read").ids)
        for line in self:
            line.lead_id = line.kept_number in readable and line.kept_number
            line.name = line.lead_id.display_name or self.env._("It is no longer there.")

    @api.model
    def _values_of(self, kept, merged, reason=""):
        """Return the values of a line: ``merged`` went into ``kept``, or why they did not."""
        return {
            "company_id": kept.company_id.id or self.env.company.id,
            "outcome": "skipped" if reason else "merged",
            "merged_numbers": merged.ids,
            "merged_count": 0 if reason else len(merged),
            "reason": reason,
            "kept_number": kept.id,
        }

    @public(ONE)
    def action_open(self) -> dict | bool:
        """Return the action that opens the lead that was left, False where it is gone."""
        lead = self.lead_id
        return {**lead.redirect_lead_opportunity_view(), "views": [(False, "form")]} if lead else False
