"""Limits of the import screen: sentences for files that are too large, guesses on the first columns only."""

from odoo import api, models
from odoo.tools import formatLang

from ...tools.table import file_limits

# Further columns are offered all fields: guessing the type of a column takes longer than reading it.
_MOST_GUESSED = 100


class BaseImportImport(models.TransientModel):
    _inherit = "base_import.import"

    @api.model
    def _extract_headers_types(self, headers, preview, options):
        if not self._l10n_vn_is_lead_import() or len(headers) <= _MOST_GUESSED:
            return super()._extract_headers_types(headers, preview, options)
        guessed = super()._extract_headers_types(headers[:_MOST_GUESSED], preview, options)
        return {(index, header): guessed.get((index, header), ["all"]) for index, header in enumerate(headers)}

    @api.model
    def _l10n_vn_explain_too_large(self, error, size):
        """Return the sentence (str) for a file that is too large.

        :param error: a :class:`TooLarge` of the tools
        :param int size: bytes of the file
        """
        values = {"size": self._l10n_vn_describe_size(size), "found": formatLang(self.env, error.value, digits=0)}
        most = {
            "too_many_cells": file_limits.MOST_CELLS,
            "too_many_columns": file_limits.MOST_COLUMNS,
            "too_many_characters": file_limits.MOST_CHARACTERS,
            "too_many_sheets": file_limits.MOST_SHEETS,
            "too_many_cards": file_limits.MOST_CARDS,
        }.get(error.code, 0)
        values["most"] = formatLang(self.env, most, digits=0)
        if error.code == "too_many_columns":
            return self.env._(
                "This file cannot be read as a list: it has %(size)s and a row of %(found)s columns; at most %(most)s "
                "are read. Delete the columns that say nothing about your leads and check that the separator is the "
                "right one.",
                **values,
            )
        if error.code == "too_many_sheets":
            return self.env._(
                "This file cannot be read as a list: it has %(size)s and %(found)s sheets or tables; at most %(most)s "
                "are read. Save the sheet with your leads as a file of its own.",
                **values,
            )
        if error.code == "too_many_cards":
            return self.env._(
                "These cards cannot be read at once: there are %(found)s in %(size)s; at most %(most)s are read. Split "
                "them into several files.",
                **values,
            )
        if error.code == "too_many_characters":
            return self.env._(
                "This file cannot be read as a list: it has %(size)s, but its cells hold more than %(most)s characters "
                "of text, repeated and merged ones counted. Shorten the long texts, or split the file into several.",
                **values,
            )
        if error.code == "too_many_bytes":
            values["found"] = self._l10n_vn_describe_size(error.value)
            return self.env._(
                "This file cannot be read as a list: it has %(size)s, but unpacked %(found)s, which is too much. Save "
                "the sheet with your leads alone, as .xlsx or .csv.",
                **values,
            )
        return self.env._(
            "This file cannot be read as a list: it has %(size)s, but unfolds to more than %(most)s cells (rows × "
            "columns, repeated and merged ones counted). Delete empty rows and columns, save it as .xlsx or .csv, or "
            "split it into several files.",
            **values,
        )

    @api.model
    def _l10n_vn_describe_size(self, size):
        if size < 1_000_000:
            return f"{max(size // 1000, 1)} kB"
        return f"{formatLang(self.env, size / 1_000_000, digits=1)} MB"
