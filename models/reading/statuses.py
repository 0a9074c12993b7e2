"""Look-up of the words in a status column: stages, results of talks, reasons for lost leads, and the table of words."""

from odoo import api, models

from ...tools.reader.mapping import Status
from ...tools.text import fold
from ...tools.value import status


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_find_statuses(self, cells):
        """Return ``{cell: Status}`` of the ``cells`` (set of str) of a status column that are known.

        The name of a stage goes before the table of words, and this before the names of results and reasons.
        """
        if not cells:
            return {}
        stages = self._l10n_vn_get_fitting_stages()
        # Stages of other teams and of opportunities have their names, unless the table has a stage of leads for them.
        others = self.env["crm.stage"].search([("id", "not in", stages.ids)])
        others -= self.env["crm.lead.status.word"].search([("stage_ids", "in", others.ids)]).stage_ids
        titles = [*self._l10n_vn_get_titles(stages), *self._l10n_vn_get_titles(others)]
        names = {fold(name): id_ for id_, name in reversed(titles)}
        words, fitting = self._l10n_vn_get_status_words(stages), set(stages.ids)
        found = {}
        for cell in cells:
            named = names.get(fold(cell))
            known = Status(stage=named, is_name=named in fitting) if named else _combine(cell, words)
            if known:
                found[cell] = known
        return found

    @api.model
    def _l10n_vn_get_fitting_stages(self):
        """Return the stages that fit new records, in their order."""
        lead_type = self.default_get(["type"]).get("type")
        team = self.env["crm.team"]._get_default_team_id(user_id=self.env.uid)
        uses = [self._l10n_vn_get_stage_use(lead_type, team, False), "both"]
        return self.env["crm.stage"].search([("l10n_vn_applies_to", "in", uses)])

    @api.model
    def _l10n_vn_get_status_words(self, stages):
        """Return the :class:`status.Words` that mean something for records in ``stages``."""
        outcomes, reasons = self.env["crm.talk.outcome"].search([]), self.env["crm.lost.reason"].search([])
        # Those of the company come last: they replace others.
        words = self.env["crm.lead.status.word"].search([("company_id", "in", (False, self.env.company.id))])
        words = words.sorted(lambda word: bool(word.company_id))
        return status.Words(
            [
                *((name, Status(lost_reason=id_)) for id_, name in self._l10n_vn_get_titles(reasons)),
                *((name, Status(outcome=id_)) for id_, name in self._l10n_vn_get_titles(outcomes)),
                *((word.name, word._get_status(stages.ids)) for word in words),
                *((name, Status(stage=id_, is_name=True)) for id_, name in self._l10n_vn_get_titles(stages)),
            ]
        )

    @api.model
    def _l10n_vn_get_titles(self, records):
        """Return pairs of id and name of ``records``, in each language of lists."""
        return [
            (record.id, record.name)
            for language in self._l10n_vn_languages()
            for record in records.with_context(lang=language)
            if record.name
        ]


def _combine(cell, words):
    """Return the :class:`Status` of a cell, or of its parts where the first of them is known; None where not.

    Beside a stage, or words that are not known, no part loses the lead: "Từ chối, đang tư vấn lại".
    """
    known = [(words.find(text), is_part) for text, is_part in status.readings(cell)]
    if known and known[0][0]:
        return known[0][0]
    parts = [found for found, _is_part in known[1:]]
    if not parts or not parts[0]:
        return None
    said = [found for found in parts if found]
    stage = next((found.stage for found in said if found.stage), None)
    outcome = next((found.outcome for found in reversed(said) if found.outcome), None)
    reason = next((found.lost_reason for found in said if found.lost_reason), None)
    combined = Status(stage=stage, outcome=outcome, lost_reason=None if stage or None in parts else reason)
    return None if reason and not any(combined) else combined
