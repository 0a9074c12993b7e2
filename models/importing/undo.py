"""Undo of imports: created leads are deleted, updated ones restored, unless users have worked on them since."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.grouping import group_by_values
from ..argument_checks import ONE, public
from ..context import CLEANED
from ..storage_failure import in_words

_STEP = 500
# Models that refer to leads without being work on them.
_NO_WORK = ("crm.lead.import.line", "ir.model.data", "mail.followers", "mail.notification")
_WORK = ("many2one", "many2one_reference")


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    @public(ONE)
    @in_words
    def action_undo(self) -> bool:
        """Delete the leads that this import created, and restore the old values of updated ones.

        Leads that users have worked on since are kept as they are and listed.

        :raise UserError: while the import runs, or when it is undone already
        """
        self.ensure_one()
        self.check_access("read")
        if self.status not in ("done", "stopped", "failed"):
            raise UserError(self._explain_not_undoable())
        record = self._sudo_writer()
        record.write(
            {
                "state": "undoing",
                "position": 0,
                "undo_user_id": self.env.uid,
                "user_context": self._get_context_of_taker(),
                "error": False,
                "stop_reason": False,
            }
        )
        if self.created_count + self.updated_count > self._background_above():
            record.background = True
            self._start_work()
            return True
        while self.state == "undoing":
            self._undo_step()
        return True

    def _resume_undo(self):
        """Continue, in the background, undos that an error has stopped."""
        for record in self:
            record._sudo_writer().write({**record._take_up(), "state": "undoing", "background": True})
        self._start_work()

    def _explain_not_undoable(self):
        if self.state == "undone":
            return self.env._("This import has been undone already.")
        if self.state == "undoing":
            return self.env._("This import is being undone.")
        return self.env._("Rows of this import are still going in: stop it first, then undo it.")

    def _undo_step(self):
        """Undo some hundred rows; return their number, 0 at the end."""
        count = self._restore_updated() or self._remove()
        if count:
            record = self._sudo_writer()
            record.position = min(record.position + count, record.row_count)
        else:
            self._end_undo()
        self.env.flush_all()
        return count

    def _end_undo(self):
        self._sudo_writer().write({"state": "undone", "position": self.row_count})
        self._notify_importer()

    # Updated leads

    def _restore_updated(self):
        """Restore the old values of the last updated rows; return their number."""
        lines = self._sudo_line_writer().search(
            [("import_id", "=", self.id), ("outcome", "=", "updated")],
            order="decision desc nulls last, id desc",
            limit=_STEP,
        )
        if not lines:
            return 0
        leads = self.env["crm.lead"].browse(lines.lead_id.ids)._filtered_access("write")
        self._lock_leads(leads)
        touched = leads & self._touched(leads)
        old_values = {lead_id: {} for lead_id in (leads - touched).ids}
        for line in lines.filtered(lambda line: line.lead_id.id in old_values):
            # Newest first: the values from before the oldest row are restored.
            old_values[line.lead_id.id].update(line.old_values or {})
        for values, ids in group_by_values(old_values, old_values.get):
            CLEANED.on(leads.browse(ids)).write(values)
        kept = lines.filtered(lambda line: line.lead_id.id not in (leads - touched).ids)
        kept.write({"outcome": "kept", "message": self._kept_reason()})
        restored = lines - kept
        restored.outcome = "restored"
        self._stamp(restored=len(restored.lead_id), kept=len(kept.lead_id))
        return len(lines)

    # Created leads

    def _remove(self):
        """Delete some of the created leads, and list those that users have worked on; return their number."""
        listed = (
            self._sudo_line_writer()
            .search([("import_id", "=", self.id), ("outcome", "=", "kept"), ("old_values", "=", False)])
            .lead_id
        )
        # sudo: salespeople may not delete leads, nor see those reassigned to colleagues; only leads that this import
        # created, and that are unchanged since, are deleted.
        leads = (
            self.env["crm.lead"]
            .sudo()
            .with_context(active_test=False)
            .search([("l10n_vn_import_id", "=", self.id), ("id", "not in", listed.ids)], order="id", limit=_STEP)
        )
        if not leads:
            return 0
        kept = self._touched(leads) | leads.filtered(lambda lead: lead.create_date.isoformat() not in self.stamps)
        removed = leads - kept
        self._stamp(removed=len(removed), kept=len(kept))
        self._sudo_line_writer().create(
            [
                {"import_id": self.id, "outcome": "kept", "stored_lead_id": lead.id, "message": self._kept_reason()}
                for lead in kept
            ]
        )
        removed.unlink()
        return len(leads)

    def _kept_reason(self):
        return self.env._("Somebody has worked on it since the import: it stays as it is.")

    # Work on leads since the import

    def _touched(self, leads):
        """Return those of ``leads`` that were changed or worked on since, by any user, but not by this import.

        Changes by OdooBot count too: integrations, mails and jobs run as OdooBot. Odoo's scoring of leads writes by
        SQL and sets no ``write_date``.
        """
        if not leads:
            return leads
        self.env.flush_all()
        stamps = SQL("%s::timestamp[]", [*(self.stamps or []), *self._get_sharing_stamps(leads)])
        queries = [SQL("SELECT id FROM crm_lead WHERE id = ANY(%s) AND NOT write_date = ANY(%s)", leads.ids, stamps)]
        queries += [
            SQL(
                "SELECT %(column)s FROM %(table)s WHERE %(column)s = ANY(%(ids)s) AND %(condition)s"
                " AND NOT %(date)s = ANY(%(stamps)s) AND %(date)s > ANY(%(stamps)s)",
                column=column,
                table=table,
                date=date,
                ids=leads.ids,
                condition=condition,
                stamps=stamps,
            )
            for table, column, date, condition in self._traces()
        ]
        changed = {row[0] for row in self.env.execute_query(SQL(" UNION ").join(queries))}
        changed.update(self.touched_ids or [])
        return leads.filtered(lambda lead: lead.id in changed)

    def _get_sharing_stamps(self, leads):
        """Return when leads were shared since the import began: leads that waited for a salesperson are unchanged."""
        # sudo: only the dates of rows that users may not read
        domain = [("create_date", ">=", self.create_date), ("team_id", "in", leads.sudo().team_id.ids)]
        rows = self.env["crm.lead.share"].sudo().search_fetch(domain, ["create_date"])
        return {row.create_date.isoformat() for row in rows}

    def _traces(self):
        """Yield where work on leads is stored: table, column of the lead's id, column of the date, condition."""
        yield SQL.identifier("crm_lead_qualification"), SQL("lead_id"), SQL("date"), SQL("TRUE")
        for use in self.env["crm.lead"]._l10n_vn_find_uses("crm.lead"):
            if use.model not in _NO_WORK and use.kind in _WORK and self.env[use.model]._log_access:
                yield use.source, use.column, SQL("create_date"), use.is_of

    def _stamp(self, restored=0, removed=0, kept=0):
        """Mark the changes of this transaction as the import's own, and add to the counts."""
        record = self._sudo_writer()
        record.write(
            {
                "stamps": [*(record.stamps or []), self.env.cr.now().isoformat()],
                "restored_count": record.restored_count + restored,
                "removed_count": record.removed_count + removed,
                "kept_count": record.kept_count + kept,
            }
        )

    def _change_leads(self, change):
        """Call ``change`` with the created leads; its changes do not count as work on them."""
        leads = self._own_leads()
        touched = self._touched(leads)
        self._sudo_writer().touched_ids = sorted({*(self.touched_ids or []), *touched.ids})
        change(leads)
        self._stamp()

    def _own_leads(self):
        return self.env["crm.lead"].search([("l10n_vn_import_id", "=", self.id)])

    @api.ondelete(at_uninstall=False)
    def _unlink_except_running(self):
        if any(record.status in ("waiting", "running", "undoing") for record in self):
            raise UserError(self.env._("An import that is running can't be deleted: stop it first."))
