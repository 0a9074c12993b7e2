"""Remarks on imported rows: those that change the record with their id, and stages that a lead could not get."""

from collections import Counter

from odoo import models

_STAGE = "stage_id/.id"


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    def _remark_loaded(self, fields, rows):
        """Add the remarks on ``rows`` that were loaded; no policy is asked for those with the id of a record."""
        for row in rows:
            if row.has_id:
                sentence = self.env._("Changes the record whose ID it has, whatever the choice for known people.")
                row.remark("changed_by_id", sentence)
        self._remark_other_stages(fields, rows)

    def _remark_other_stages(self, fields, rows):
        """Say on the rows whose leads did not get the stage that the file asks for, which one they got."""
        index = fields.index(_STAGE) if _STAGE in fields else None
        asked = {row.lead_id: row for row in rows if index is not None and row.values[index]}
        # sudo: a salesperson may create leads for others and not read them; only the stage is shown.
        for lead in self.env["crm.lead"].sudo().browse(asked):
            stage = self.env["crm.stage"].browse(int(asked[lead.id].values[index]))
            if lead.stage_id != stage:
                remark = self.env._(
                    "“%(stage)s” is not possible for this lead yet: it is in “%(other)s”.",
                    stage=stage.name,
                    other=lead.stage_id.name,
                )
                asked[lead.id].remark("other_stage", remark)

    def _count_tried(self, rows):
        """Return ``{outcome: number of rows}``, with ``with_id`` for the rows with the id of the record they change."""
        with_id = sum(row.has_id for row in rows)
        return {**Counter(row.outcome for row in rows), **({"with_id": with_id} if with_id else {})}
