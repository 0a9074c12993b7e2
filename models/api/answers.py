"""Answers to rows: outcome, lead, owner, warnings and errors with their codes, as the rights of the user allow."""

from odoo import api, models

from ...tools.vocabulary import OTHER


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_get_row_sentences(self):
        """Return ``{code: sentence}`` of rows that cannot be read; ``%(key)s`` is the key."""
        return {
            "bad_character": self.env._("“%(key)s” has characters that cannot be stored."),
            "empty_row": self.env._("The row is empty."),
            "not_writable": self.env._("“%(key)s” may not be written."),
            "unknown_key": self.env._("“%s” is no field that is known: its value is kept in the notes."),
            "too_long": self.env._("“%(key)s” is too long."),
            "too_many_keys": self.env._("The row has too many keys."),
            "wrong_key": self.env._("“%(key)s” is no key: keys are texts of up to 300 characters."),
            "wrong_type": self.env._("A row is a dictionary, and its values are texts or numbers: “%(key)s” is none."),
        }

    @api.model
    def _l10n_vn_answer_unreadable(self, row):
        """Return the answer to a sent ``row`` that cannot be read."""
        code, key = row.error
        message = self._l10n_vn_get_row_sentences()[code] % {"key": key}
        return {
            "outcome": "failed",
            "matched_by": "",
            "warnings": [],
            "error": {"code": code, "message": message, "field": key},
        }

    @api.model
    def _l10n_vn_answer_imported(self, row, columns):
        """Return (id of the lead or 0, answer) of an imported ``row``, without what depends on the user who asks.

        :param row: as the import returns it
        :param columns: pairs of key and field path, in the order of its cells
        """
        keys, codes = [key for key, _path in columns], {code for code, _column in row.codes.values()}
        warnings = []
        for note in row.notes:
            code, column = row.codes.get(note, ("remark", None))
            warnings.append({"field": "" if column is None else keys[column], "code": code, "message": note})
        error = {"field": "", "code": "", "message": ""}
        if row.outcome == "failed":
            error = warnings.pop() if warnings else {**error, "code": "refused"}
        else:
            warnings += [
                {"field": key, "code": "unknown_key", "message": self._l10n_vn_get_row_sentences()["unknown_key"] % key}
                for (key, path), cell in zip(columns, row.cells, strict=True)
                if cell and path == OTHER
            ]
        # A row with nothing new has joined the lead that was there.
        outcome = "joined" if row.outcome == "skipped" and "nothing_new" in codes else row.outcome
        answer = {"outcome": outcome, "matched_by": row.matched_by, "warnings": warnings, "error": error}
        lead_id = row.hidden_id or (row.lead_id if outcome not in ("failed", "review") else None)
        return lead_id or 0, answer

    @api.model
    def _l10n_vn_show_answers(self, answers, import_id):
        """Return ``answers`` (pairs of the id of a lead or 0, and an answer) as the user may see them.

        Of a lead that the user may not read only the owner is shown, within the hourly limit. What a program has
        created it may name.
        """
        ids = {lead_id for lead_id, _answer in answers if lead_id}
        names, hidden, refusal = self.browse(ids)._l10n_vn_name_owners()
        shown = []
        for index, (lead_id, answer) in enumerate(answers):
            is_hidden = lead_id in hidden
            warnings = [] if is_hidden and answer["outcome"] != "skipped" else answer["warnings"]
            if is_hidden and refusal:
                warnings = [*warnings, {"field": "", "code": "owner_limit", "message": refusal}]
            shown.append(
                {
                    "index": index,
                    **answer,
                    "first_outcome": answer.get("first_outcome", answer["outcome"]),
                    "lead_id": 0 if is_hidden else lead_id,
                    "owner": names.get(lead_id, ""),
                    "warnings": warnings,
                    "import_id": 0 if answer["matched_by"] == "external_id" else import_id,
                }
            )
        return shown
