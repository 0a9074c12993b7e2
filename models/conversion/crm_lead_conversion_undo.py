"""Undo of a whole mass conversion: in steps, with the outcome of each lead."""

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.grouping import group_by_values
from ..argument_checks import ONE, public
from ..storage_failure import in_words
from .mass_conversion import CONCURRENCY_ERRORS

AT_ONCE = 200


class CrmLeadConversion(models.Model):
    _inherit = "crm.lead.conversion"

    undo_count = fields.Integer("To Undo", readonly=True)
    undo_position = fields.Integer("Handled by the Undo", readonly=True)
    returned_count = fields.Integer("Leads Again", readonly=True)
    kept_count = fields.Integer("Not Undone", readonly=True)
    can_undo = fields.Boolean(compute="_compute_can_undo")

    def _compute_can_undo(self):
        for record in self:
            record.can_undo = not record._explain_not_undoable()

    def _explain_not_undoable(self):
        """Return why the user may not undo the conversion ``self`` (str), empty where it may be undone."""
        if self.state in ("undoing", "undone"):
            return self.env._("This conversion has been undone already.")
        if self.state != "done":
            return self.env._("This conversion is not done yet: continue it first.")
        if self.env.user.has_group("sales_team.group_sale_manager"):
            return ""
        days = self.env["crm.lead"]._l10n_vn_get_return_days()
        if self.user_id != self.env.user or self.create_date < fields.Datetime.now() - timedelta(days=days):
            return self.env._(
                "Only who converted these leads may undo it, for %(days)s days; later it takes a sales manager.",
                days=days,
            )
        return ""

    @public(ONE)
    @in_words
    def action_undo(self) -> dict:
        """Undo the conversion lead by lead, above 200 in the background; the outcome of each is stored with it.

        Each lead follows the rules of ``l10n_vn_return_to_lead``: what may not be undone is kept, with its reason.

        :return: action that shows the record
        :raise UserError: where the user may not undo it, or it is not done
        """
        self.check_access("read")
        self._lock()
        if reason := self._explain_not_undoable():
            raise UserError(reason)
        lines = self._find_undo_lines()
        self._sudo_writer().write(
            {
                "state": "undoing",
                "undo_user_id": self.env.uid,
                "undo_count": len(lines),
                "undo_position": 0,
                "user_context": self._get_user_context(),
            }
        )
        if len(lines) > AT_ONCE:
            self._start_work()
        else:
            while self.state == "undoing":
                self._undo_step(AT_ONCE)
        return self._get_screen()

    def _find_undo_lines(self, limit=None):
        """Return the lines of leads that are not undone yet; those of opportunities first, with their merged leads."""
        # sudo: the stored fields of lines have no access
        lines = self.env["crm.lead.conversion.line"].sudo()
        todo = [("conversion_id", "=", self.id), ("outcome", "in", ("converted", "merged"))]
        return lines.search(todo, order="outcome, id", limit=limit)

    def _get_position(self):
        position = super()._get_position()
        return self.undo_position if self.state == "undoing" else position

    def _undo_step(self, limit):
        """Undo the conversion of the next ``limit`` leads, and of those merged with them; return their number."""
        lines = self._find_undo_lines(limit)
        count = 0
        if lines:
            outcomes = self._return_safely(self.env["crm.lead"].browse(self._get_heads(lines)))
            count = self._note_undone(lines, outcomes)
        record = self._sudo_writer()
        state = record.state if self._find_undo_lines(1) else "undone"
        record.write({"undo_position": record.undo_position + count, "state": state})
        return count

    def _get_heads(self, lines):
        """Return the ids of the records that are to be returned, or separated, for ``lines``; each once."""
        return list(dict.fromkeys(line.head_id.id or line.lead_number for line in lines))

    def _return_safely(self, leads):
        """Undo the conversions of ``leads`` in a savepoint; where that fails, each half of them.

        :return: {lead id: (whether it was done, reasons, ids of separated leads)}
        """
        try:
            with self.env.cr.savepoint():
                return self._return_together(leads)
        except CONCURRENCY_ERRORS:
            raise
        except Exception as error:
            if len(leads) == 1:
                [outcome] = [leads._l10n_vn_explain(error)]
                return {leads.id: (False, [outcome.reason], [])}
        half = len(leads) // 2
        return self._return_safely(leads[:half]) | self._return_safely(leads[half:])

    def _return_together(self, leads):
        readable = leads.exists()._filtered_access("write")
        outcomes = dict.fromkeys(leads.ids, (False, [self.env._("You may not see or change it.")], []))
        converted = self._find_converted(readable)
        for one in converted._l10n_vn_return("", conversion=self):
            outcomes[one.lead_id] = (one.is_back, one.reasons, one.merged_ids)
        # Opportunities that were there before: the leads that were merged into them are separated.
        for lead in readable - converted:
            outcomes[lead.id] = self._separate(lead)
        return outcomes

    def _find_converted(self, leads):
        """Return those of ``leads`` that this conversion has made opportunities."""
        # sudo: as in _find_undo_lines
        lines = self.env["crm.lead.conversion.line"].sudo()
        done = lines.search(
            [
                ("conversion_id", "=", self.id),
                ("lead_number", "in", leads.ids),
                ("outcome", "in", ("converted", "returned", "kept")),
            ]
        )
        numbers = set(done.mapped("lead_number"))
        return leads.browse(lead_id for lead_id in leads.ids if lead_id in numbers)

    def _separate(self, lead):
        snapshots = lead._l10n_vn_find_snapshots(True, self).filtered(lambda one: one.kind == "merged")
        ids = list(dict.fromkeys(snapshots.mapped("lead_number")))
        failed = lead._l10n_vn_undo_merge(ids) if ids else {}
        reasons = list(dict.fromkeys(failed.values())) or (
            [] if ids else [self.env._("Its data before the merge are no longer stored.")]
        )
        return bool(ids) and not failed, reasons, [id_ for id_ in ids if id_ not in failed]

    def _note_undone(self, lines, outcomes):
        """Store the outcome of the undo with ``lines``, and with those of the leads merged into the same records.

        :return: number of lines
        """
        back = {id_ for _done, _reasons, merged_ids in outcomes.values() for id_ in merged_ids}
        back |= {id_ for id_, (done, _reasons, _merged) in outcomes.items() if done}
        same = [("conversion_id", "=", self.id), ("outcome", "in", ("converted", "merged"))]
        lines |= lines.search([*same, "|", ("head_id", "in", list(outcomes)), ("lead_number", "in", list(back))])

        def values(line):
            _done, reasons, _merged = outcomes.get(line.head_id.id or line.lead_number, (False, [], []))
            if line.lead_number not in back:
                reason = "\n".join(reasons) or self.env._("Its data before the merge are no longer stored.")
                return {"outcome": "kept", "lead_reason": reason}
            reason = "\n".join(reasons) if line.outcome == "converted" else ""
            return {"outcome": "returned", "lead_reason": reason, "head_id": line.lead_number}

        for vals, of_group in group_by_values(lines, values):
            lines.browse(line.id for line in of_group).write(dict(vals))
        record, count = self._sudo_writer(), len(lines.filtered(lambda line: line.outcome == "returned"))
        record.write(
            {
                "returned_count": record.returned_count + count,
                "kept_count": record.kept_count + len(lines) - count,
            }
        )
        return len(lines)

    def _mark_snapshots(self, outcomes):
        """Store with the snapshots of this step that they belong to the conversion."""
        heads = [outcome.opportunity_id for outcome in outcomes if outcome.opportunity_id]
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead_snapshot SET conversion_id = %s"
                " WHERE create_date = %s AND conversion_id IS NULL AND head_number = ANY(%s)",
                self.id,
                self.env.cr.now(),
                heads,
            )
        )
