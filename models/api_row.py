"""Stored answers to rows with an external id: what is sent again is answered again, and comes in once.

Doors:
  ``_find_answers`` – answers to rows with an external id
  ``_reserve`` – reserve external ids of rows that are about to come in
  ``_keep_imported`` – store the answers to reserved rows
  ``_free_rows`` – let rows of an import that was undone come in again
  ``_move_answers`` – SQL that gives the answers of merged leads to the leads that are left

As with requests that have a key, the second of two waits at the unique index for the first (``api_request``).
"""

import json
from collections.abc import Collection
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# Rows of which no lead came, such as those of known customers.
_KEPT_DAYS = 90


class CrmLeadApiRow(models.Model):
    """A row with an external id that has come in: its answer is kept as long as its lead."""

    _name = "crm.lead.api.row"
    _description = "Answer to a Row with an External ID"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", export_string_translation=False)
    source = fields.Char(required=True, export_string_translation=False)
    external_id = fields.Char(required=True, export_string_translation=False)
    lead_id = fields.Many2one("crm.lead", index="btree_not_null", ondelete="cascade", export_string_translation=False)
    import_id = fields.Many2one(
        "crm.lead.import", index="btree_not_null", ondelete="set null", export_string_translation=False
    )
    answer = fields.Json(export_string_translation=False)
    date = fields.Datetime(required=True, export_string_translation=False)

    _row_unique = models.UniqueIndex("(company_id, source, external_id)")

    @api.model
    def _find_answers(self, source: str, external_ids: Collection[str]) -> dict[str, tuple[int, dict]]:
        """Return ``{external id: (id of the lead or 0, answer)}`` of the rows that have come in before."""
        rows = self.env.execute_query(
            SQL(
                "SELECT external_id, coalesce(lead_id, 0), answer FROM crm_lead_api_row"
                " WHERE company_id = %s AND source = %s AND external_id = ANY(%s)",
                self.env.company.id,
                source,
                list(external_ids),
            )
        )
        return {external_id: (lead_id, answer) for external_id, lead_id, answer in rows}

    @api.model
    def _reserve(self, source: str, external_ids: Collection[str]) -> None:
        """Reserve ids, of which none has an answer yet; a request with one of them waits until this one is committed.

        :raise psycopg2.OperationalError: where another request has brought one in meanwhile; Odoo repeats this one
        """
        # In one order, so that two requests do not wait for each other.
        self.env.cr.execute(
            SQL(
                "INSERT INTO crm_lead_api_row (company_id, source, external_id, date)"
                " SELECT %s, %s, wanted.id, %s FROM unnest(%s::varchar[]) AS wanted (id) ON CONFLICT DO NOTHING",
                self.env.company.id,
                source,
                self.env.cr.now(),
                sorted(external_ids),
            ),
            log_exceptions=False,
        )

    @api.model
    def _keep_answers(
        self, source: str, answers: dict[str, tuple[int, dict]], dropped: Collection[str] = (), import_id: int = 0
    ) -> None:
        """Store ``{external id: (id of the lead or 0, answer)}`` for reserved ids; those of ``dropped`` are free."""
        of_source = SQL("company_id = %s AND source = %s", self.env.company.id, source)
        if answers:
            self.env.cr.execute(
                SQL(
                    "UPDATE crm_lead_api_row AS kept SET lead_id = nullif(new.lead_id, 0), answer = new.answer,"
                    " import_id = nullif(%s, 0)"
                    " FROM unnest(%s::varchar[], %s::int4[], %s::jsonb[]) AS new (external_id, lead_id, answer)"
                    " WHERE %s AND kept.external_id = new.external_id",
                    import_id,
                    list(answers),
                    [lead_id for lead_id, _answer in answers.values()],
                    [json.dumps(answer) for _lead_id, answer in answers.values()],
                    of_source,
                )
            )
        if dropped:
            self.env.cr.execute(
                SQL("DELETE FROM crm_lead_api_row WHERE %s AND external_id = ANY(%s)", of_source, list(dropped))
            )

    @api.model
    def _keep_imported(
        self, source: str, answers: dict[str, tuple[int, dict]], import_id: int
    ) -> dict[str, tuple[int, dict]]:
        """Store the answers to reserved rows; a row that failed may be sent again. Return those that are stored."""
        failed = {external_id for external_id, (_lead_id, answer) in answers.items() if answer["outcome"] == "failed"}
        kept = {external_id: answer for external_id, answer in answers.items() if external_id not in failed}
        self._keep_answers(source, kept, failed, import_id)
        return kept

    @api.model
    def _move_answers(self, pairs: Collection[tuple[int, int]]) -> SQL:
        """Return the SQL that gives answers of merged leads to those left: ``pairs`` of ids (merged, left)."""
        merged, left = map(list, zip(*pairs, strict=True))
        return SQL(
            "UPDATE crm_lead_api_row AS kept SET lead_id = pair.left_id"
            " FROM unnest(%s::int4[], %s::int4[]) AS pair (merged_id, left_id) WHERE kept.lead_id = pair.merged_id",
            merged,
            left,
        )

    @api.model
    def _free_rows(self, import_id: int) -> None:
        """Free the rows of an import that was undone, but for those of leads that the undo has kept."""
        self.env["crm.lead.import.line"].flush_model(["outcome", "stored_lead_id"])
        self.env.cr.execute(
            SQL(
                "DELETE FROM crm_lead_api_row AS mine WHERE import_id = %s AND NOT EXISTS"
                " (SELECT FROM crm_lead_import_line AS line WHERE line.import_id = mine.import_id"
                " AND line.outcome = 'kept' AND line.stored_lead_id = mine.lead_id)",
                import_id,
            )
        )

    @api.autovacuum
    def _gc_rows(self):
        """Delete answers to rows of which no lead came, after 90 days."""
        old = fields.Datetime.now() - timedelta(days=_KEPT_DAYS)
        self.env.cr.execute(SQL("DELETE FROM crm_lead_api_row WHERE lead_id IS NULL AND date < %s", old))
