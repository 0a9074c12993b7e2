"""Preview of the first rows of a list as leads, on the import screen: what an import would make of them.

The rows are read and compared with existing leads by the code of the import itself, and nothing is written: names of
campaigns and the like that an import would create are not created, and no lead is.
"""

from typing import Any

from odoo import models
from odoo.addons.base_import.models.base_import import ImportValidationError
from odoo.exceptions import UserError
from odoo.tools import clean_context, html2plaintext

from ...tools.grouping import group_by_values
from ...tools.matching.identity import split_by_certainty
from ..argument_checks import ONE, check_choice, check_dict, check_text, check_texts, public
from ..context import CLEANED, LIST_IMPORT
from ..lead.stage import DECIDING
from .background import CHUNK_ROWS

_SHOWN_ROWS = 10
# Characters of a value on the screen, and of the notes from which it is made.
_LONGEST, _LONGEST_NOTES = 400, 10_000
_TEXTS = ("name", "contact_name", "partner_name", "function", "phone", "l10n_vn_phone2", "email_from")
_RECORDS = {
    "state_id": "res.country.state",
    "user_id": "res.users",
    "stage_id": "crm.stage",
    "l10n_vn_list_outcome_id": "crm.talk.outcome",
    "l10n_vn_list_lost_reason_id": "crm.lost.reason",
}
_OPTIONS = ("encoding", "separator", "quoting", "sheet")


class BaseImportImport(models.TransientModel):
    _inherit = "base_import.import"

    @public(ONE)
    def l10n_vn_preview_leads(
        self, fields: list[str | bool] | None = None, options: dict[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """Return what an import of the file would make of its first ten rows; write nothing.

        :param list fields: field of each column, False for those that are left out, as for ``execute_import``
        :param dict options: of the import screen; ``skip`` is the number of rows before the first one
        :return: list of dicts: ``row`` (number in the file), ``outcome`` (``created``, ``updated``: added to a known
            lead, ``changed``: the lead that the id in the row names, ``skipped``, ``review`` or ``failed``), ``known``
            (title of the lead that would be written, where there is one), ``remarks`` (list of sentences) and
            ``lead``, a dict of texts: ``name``, ``contact_name``, ``partner_name``, ``function``, ``phone``,
            ``l10n_vn_phone2``, ``email_from``, ``state_id``, ``user_id``, ``stage_id``, ``l10n_vn_list_outcome_id``,
            ``l10n_vn_list_lost_reason_id``, ``description``
        :raise AccessError: where the user may not create leads
        :raise UserError: where the file cannot be read, or its columns are not those of leads
        """
        leads = self.env["crm.lead"]
        # Known people are looked for with more rights than the user's own.
        leads.check_access("create")
        self._l10n_vn_check_preview(fields, options)
        try:
            self._l10n_vn_check_columns(fields)
            sheet = self._l10n_vn_reading(options := dict(options)).sheet
        except ImportValidationError as error:
            raise UserError(str(error)) from error
        skip = max(options["skip"], 0) if isinstance(options.get("skip"), int) else 0
        ledger = self.env["crm.lead.import"]
        record = ledger.with_context(clean_context(self.env.context)).new(
            {
                "file_name": self.file_name,
                "headings": sheet.header,
                "mapping": [path or "" for path in fields],
                "policy": options.get("l10n_vn_policy") or "create",
                "options": options,
                "user_id": self.env.uid,
                "company_id": self.env.company.id,
                "user_context": ledger._storable_context(),
            }
        )
        # Dates and currencies are understood by all rows of a chunk, not by those on the screen alone.
        return record._preview([(row.number, row.cells) for row in sheet.rows[skip : skip + CHUNK_ROWS]])

    def _l10n_vn_check_preview(self, fields, options):
        """Refuse what an import would refuse, or treat as no list of leads, and arguments of another type.

        :raise UserError: saying what is wrong
        """
        check_texts(self, "fields", fields)
        check_dict(self, "options", options)
        for name in _OPTIONS:
            check_text(self, name, options.get(name))
        if options.get("l10n_vn_policy"):
            allowed = self.env["crm.lead.import"]._fields["policy"].get_values(self.env)
            check_choice(self, "l10n_vn_policy", options["l10n_vn_policy"], allowed)
        leads = self.env["crm.lead"]
        known = leads._fields.keys() | leads._l10n_vn_readable_fields() | {".id"}
        unknown = [path for path in fields if path and path.split("/")[0] not in known]
        if unknown:
            raise UserError(self.env._("Leads have no field “%s”.", unknown[0][:80]))
        if not self._l10n_vn_is_lead_import() or self._l10n_vn_has_sub_rows(fields):
            raise UserError(self.env._("Only lists with one row for each lead can be previewed."))
        if not any(fields):
            raise UserError(self.env._("Choose a field for at least one column to see the leads."))


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    def _preview(self, numbered):
        """Return the first rows of ``numbered`` (pairs of number and cells) as ``l10n_vn_preview_leads`` does."""
        rows = [self._new_row(number, cells) for number, cells in numbered]
        if not rows:
            return []
        fields = self._prepare_rows(rows, creates=False)
        rows = rows[:_SHOWN_ROWS]
        self._refuse_incomplete(fields, rows)
        self._set_keys(fields, rows)
        titles = self._foresee_outcomes(fields, rows)
        return [
            {
                "row": row.number,
                "outcome": "changed" if row.has_id and row.outcome == "updated" else row.outcome,
                "known": _shorten(titles.get(row, "")),
                "remarks": [_shorten(note) for note in row.notes],
                "lead": lead,
            }
            for row, lead in zip(rows, self._describe(fields, rows), strict=True)
        ]

    def _foresee_outcomes(self, fields, rows):
        """End each of ``rows`` as an import would; return ``{row: title of the lead that would be written}``."""
        pending = [row for row in rows if not row.outcome]
        self._look_up(pending)
        self._hold_for_review(fields, pending)
        found = self._foresee_ids(fields, pending)
        readable = self._skip_known([row for row in pending if not row.outcome and (row.lead_id or row.partner_id)])
        found |= {row: readable[row.lead_id] for row in pending if row.lead_id in readable and not row.outcome}
        new = []
        for row in pending:
            if row in found:
                row.end(row.outcome or "updated")
            elif not row.outcome:
                self._foresee_repeated(fields, row, new)
        return {row: lead.display_name for row, lead in found.items() if row.outcome == "updated"}

    def _foresee_ids(self, fields, rows):
        """Set the lead of rows that name it by an id, return ``{row: lead}``; whatever the policy, it is changed."""
        cells = {
            row: str(row.values[index])
            for index, name in enumerate(fields)
            if name in ("id", ".id")
            for row in rows
            if row.values[index]
        }
        leads = self.env["crm.lead"]._l10n_vn_find_by_ids(cells.values()) if cells else {}
        found = {row: leads[cell] for row, cell in cells.items() if cell in leads and not row.outcome}
        writable = self.env["crm.lead"].union(*found.values())._filtered_access("write")
        for row, lead in found.items():
            row.lead_id, row.has_id = lead.id, True
            if lead in writable:
                row.end("updated")
            else:
                row.end("failed", "no_access", self.env._("You may not change the record that is already there."))
        return found

    def _foresee_repeated(self, fields, row, new):
        """End a ``row`` of nobody known: an earlier one of ``new`` may be the same person; else it is added to them."""
        same = {index: other.profile for index, other in enumerate(new) if row.keys & other.keys}
        sure, doubtful = split_by_certainty(row.profile, reversed(same), same) if same else ([], [])
        if sure:
            outcome = "skipped" if self.policy == "skip" else "updated"
            sentence = self.env._("The same person or company stands in an earlier row of this file.")
            row.end(outcome, "earlier_row", sentence)
        elif doubtful:
            values = dict(zip(fields, new[doubtful[0]].values, strict=True))
            earlier = {name: values[name] for name in ("name", "contact_name", "partner_name") if name in values}
            row.end("review", "resembles", self._reason_to_review(self.env["crm.lead"].new(earlier), None))
        else:
            row.end("created")
            new.append(row)

    # Values on the screen

    def _describe(self, fields, rows):
        """Return the lead of each of ``rows``, with the defaults of a new one, as a dict of texts."""
        cells = [dict(zip(fields, row.values, strict=True)) for row in rows]
        ids = {
            name: {int(cell) for of_row in cells if (cell := str(of_row.get(f"{name}/.id") or "")).isdecimal()}
            for name in _RECORDS
        }
        labels = {
            name: {str(record.id): record.name or "" for record in self.env[model].browse(ids[name]).exists()}
            for name, model in _RECORDS.items()
        }
        defaults = self._describe_defaults(
            {row: of_row for row, of_row in zip(rows, cells, strict=True) if row.outcome in ("created", "review")}
        )
        described = []
        for row, of_row in zip(rows, cells, strict=True):
            lead = {name: _shorten(of_row.get(name)) for name in _TEXTS}
            lead |= {name: labels[name].get(str(of_row.get(f"{name}/.id")), "") for name in _RECORDS}
            lead["description"] = _as_text(of_row.get("description"))
            described.append(lead | defaults.get(row, {}))
        return described

    def _describe_defaults(self, cells_of):
        """Return ``{row: names of salesperson and stage}`` of new leads, those in the list or their defaults.

        :param cells_of: ``{row: {path: cell}}``
        """
        leads = CLEANED.on(LIST_IMPORT.on(self._leads()))
        vals_list = [_get_deciding_values(cells) for cells in cells_of.values()]
        fitted = leads._l10n_vn_fit_new_stages(leads._l10n_vn_clean_values(leads._l10n_vn_give_teams(vals_list)))
        fitted = leads._l10n_vn_hold_back_won(fitted)
        values = dict(zip(cells_of, fitted, strict=True))
        defaults = leads.default_get([*DECIDING, "stage_id"]) if values else {}
        described = {}
        for vals, rows in group_by_values(values, values.get):
            draft = leads.new({**defaults, **vals})
            # sudo: the name of a salesperson or stage is shown on each lead that the user may read.
            names = {"user_id": draft.user_id.sudo().name or "", "stage_id": draft.stage_id.sudo().name or ""}
            described |= dict.fromkeys(rows, names)
        return described


def _get_deciding_values(cells):
    """Return the values in ``cells`` ({path: text}) by which defaults of a new lead are chosen."""
    values = {}
    for name in ("user_id", "team_id", "stage_id", "company_id"):
        cell = cells.get(f"{name}/.id")
        if cell is not None:
            values[name] = int(cell) if str(cell).isdecimal() else False
    if cells.get("type") in ("lead", "opportunity"):
        values["type"] = cells["type"]
    return values


def _as_text(html):
    return _shorten(html2plaintext((html or "")[:_LONGEST_NOTES], include_references=False).strip())


def _shorten(text):
    text = str(text or "")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
