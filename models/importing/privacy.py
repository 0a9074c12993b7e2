"""Imports in the search and erasure of a person: their files, their rows to come, and their rows with a remark."""

import base64

from odoo import fields, models

from ...tools.privacy.file_text import texts_of
from ...tools.table.packed_rows import PackedRows, pack
from ..privacy.search import Found
from ..privacy.texts import find_texts

_KEY_FIELDS = ("phone", "l10n_vn_phone2", "email_from", "l10n_vn_zalo")


class CrmLeadPrivacyRequest(models.Model):
    _inherit = "crm.lead.privacy.request"

    def _read_file(self, attachment):
        if attachment.res_model == "crm.lead.import" and attachment.res_field == "rows":
            rows = PackedRows(attachment.raw or b"0")
            return ["\n".join(" | ".join(filter(None, cells)) for _number, cells in rows[:])]
        return super()._read_file(attachment)

    def _find_in_files(self, traces):
        """Add the files of import screens that are open."""
        return super()._find_in_files(traces) + [
            Found(
                screen._name,
                screen.id,
                screen.file_name or "",
                frozenset(traces.find(text)),
                traces.quote(text, 200),
                "delete",
            )
            for screen, text in self._find_screens(traces)
        ]

    def _find_screens(self, traces):
        screens = self.env["base_import.import"].search([("file", "!=", False)])
        texts = {screen: [text for text in texts_of(screen.file or b"") if traces.has_key(text)] for screen in screens}
        return [(screen, found[0]) for screen, found in texts.items() if found]

    def _erase_files(self, found, traces, done):
        for screen, _text in self._find_screens(traces):
            done[screen._name]["deleted"] += 1
            screen.unlink()
        self._erase_rows_of_imports(traces, done)
        of_imports = [one for one in found if one[0].res_model == "crm.lead.import" and one[0].res_field]
        for record in self.env["crm.lead.import"].browse({file.res_id for file, _kinds, _line in of_imports}):
            done[record._name]["blanked"] += 1
            record._forget_person(traces)
        super()._erase_files([one for one in found if one not in of_imports], traces, done)

    def _erase_belongings(self, belongings, done):
        kind = "crm.lead.import.line"
        ids = set().union(*(belongings.pop(key) for key in list(belongings) if key[0] == kind))
        lines = self.env[kind].browse(ids).exists()
        done[kind]["blanked"] += len(lines)
        lines._empty()
        super()._erase_belongings(belongings, done)

    def _erase_rows_of_imports(self, traces, done):
        """Empty the rows of the person, other cells of which are theirs too."""
        self.env.flush_all()
        lines = self.env["crm.lead.import.line"]
        lines = lines.browse(id_ for id_, _texts in find_texts(lines, traces))
        lines._empty()
        done[lines._name]["blanked"] += len(lines)


class CrmLeadImport(models.Model):
    _inherit = "crm.lead.import"

    # Its file is deleted when it has ended: it would bring back what was erased.
    has_erased = fields.Boolean("Left Out People Who Were Erased", readonly=True)

    def _skip_erased(self, names, rows):
        """End those of ``rows`` whose person has asked to be erased; neither their cells nor remarks are stored."""
        leads = self.env["crm.lead"]
        columns = [(name, names.index(name)) for name in _KEY_FIELDS if name in names]
        keys_of = {row: leads._l10n_vn_match_keys({name: row.values[at] for name, at in columns}) for row in rows}
        found = leads._l10n_vn_find_erased(set().union(*keys_of.values()))
        for row, keys in keys_of.items() if found else ():
            sentence = next((found[key] for key in keys if key in found), None)
            if sentence:
                row.cells, row.notes, row.codes = [""] * len(row.cells), [], {}
                row.end("skipped", "erased", sentence)
                self._sudo_writer().has_erased = True

    def _get_end_values(self):
        """Return what is written when the import has ended: what is no longer needed."""
        return {"rows": False, **({"file": False} if self.has_erased else {})}

    def _forget_person(self, traces):
        """Delete the file; of rows that are still to come, empty those with ``traces``: the others still come in."""
        if self.state in ("waiting", "running", "stopped", "failed") and self.position < self.row_count:
            if not self.rows and self.file:
                self._restore_rows()
            if self.rows:
                rows = [
                    (number, [""] * len(cells) if traces.has_key("\n".join(filter(None, cells))) else cells)
                    for number, cells in self._stored_rows()[:]
                ]
                self.rows = base64.b64encode(pack(rows))
        else:
            self.rows = False
        self.file = False


class CrmLeadImportLine(models.Model):
    _inherit = "crm.lead.import.line"

    def _empty(self):
        """Empty the cells and values of the rows; nobody can decide on them any more."""
        for record, lines in self.grouped("import_id").items():
            undecided = lines.filtered(lambda line: line.outcome == "review")
            if undecided:
                record.review_count -= len(undecided)
                record.skipped_count += len(undecided)
                undecided.outcome = "skipped"
            lines.write(
                {
                    "cells": False,
                    "prepared": False,
                    "stored_old_values": False,
                    "message": self.env._("Erased on request"),
                }
            )
