"""Imports whose screen was closed: detected by silence, shown as stopped, continued as a job."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..matching.lock import filter_working, lock_free

# The screen sends its batches one after the other, each of some seconds.
SILENCE = timedelta(minutes=5)


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    date_alive = fields.Datetime("Last Activity", default=fields.Datetime.now, readonly=True)
    is_left = fields.Boolean("Window Closed", readonly=True)
    status = fields.Selection(
        lambda self: self._fields["state"]._description_selection(self.env), compute="_compute_status"
    )
    notice = fields.Text("How Far It Got", compute="_compute_status")

    @api.depends("state", "background", "date_alive", "is_left", "position", "row_count", "undo_user_id")
    @api.depends_context("lang")
    def _compute_status(self):
        """Show an import as stopped once its screen has sent nothing for a while, before the job stores that."""
        silent = self._filter_silent()
        for record in self:
            record.status = "stopped" if record in silent else record.state
            is_stopped = record.status in ("stopped", "failed")
            if is_stopped and record.undo_user_id:
                record.notice = self.env._("The undo was stopped. Continue goes on with it, in the background.")
                continue
            is_unfinished = is_stopped and record.position < record.row_count
            record.notice = is_unfinished and record._describe_progress(record.is_left or record in silent)

    def _describe_progress(self, is_left):
        values = {"done": self._format_count(self.position), "all": self._format_count(self.row_count)}
        if is_left:
            return self.env._(
                "The window was closed or the server stopped after %(done)s of %(all)s rows. Continue brings the rest "
                "in, in the background; Undo takes back what came in.",
                **values,
            )
        return self.env._(
            "Stopped after %(done)s of %(all)s rows. Continue brings the rest in, in the background; Undo takes back "
            "what came in.",
            **values,
        )

    @api.model
    def _silent_domain(self):
        return (
            Domain("state", "=", "running")
            & Domain("background", "=", False)
            & Domain("date_alive", "<", fields.Datetime.now() - SILENCE)
        )

    def _filter_silent(self):
        """Return those of ``self`` that run on a screen which has sent nothing for a while."""
        silent = self.filtered_domain(self._silent_domain())
        return silent - filter_working(silent)

    @api.model
    def _stop_silent(self):
        """Stop imports whose window was closed, or that ended with the server."""
        silent = self.search(self._silent_domain())
        silent = silent - filter_working(silent)
        # A batch that comes late all the same goes on where it was.
        lock_free(silent)._sudo_writer().write({"state": "stopped", "is_left": True})
