"""What does the user read of a file that unfolds to more than is read?"""

from odoo import api, models
from odoo.tools import formatLang

from ..tools import file_limits


class BaseImportImport(models.TransientModel):
    _inherit = "base_import.import"

    @api.model
    def _l10n_vn_tell_too_large(self, error, size):
        """Return the sentence for a file that is too large.

        :param error: a :class:`TooLarge` of the tools
        :param int size: bytes of the file
        """
        said = {"size": self._l10n_vn_tell_size(size), "found": formatLang(self.env, error.value, digits=0)}
        most = {
            "too_many_cells": file_limits.MOST_CELLS,
            "too_many_columns": file_limits.MOST_COLUMNS,
            "too_many_characters": file_limits.MOST_CHARACTERS,
            "too_many_sheets": file_limits.MOST_SHEETS,
            "too_many_cards": file_limits.MOST_CARDS,
        }.get(error.code, 0)
        said["most"] = formatLang(self.env, most, digits=0)
        if error.code == "too_many_columns":
            return self.env._(
                "This file cannot be read as a list: it has %(size)s and a row of %(found)s columns; at most %(most)s "
                "are read. Delete the columns that say nothing about your leads and check that the separator is the "
                "right one.",
                **said,
            )
        if error.code == "too_many_sheets":
            return self.env._(
                "This file cannot be read as a list: it has %(size)s and %(found)s sheets or tables; at most %(most)s "
                "are read. Save the sheet with your leads as a file of its own.",
                **said,
            )
        if error.code == "too_many_cards":
            return self.env._(
                "These cards cannot be read at once: there are %(found)s in %(size)s; at most %(most)s are read. Split "
                "them into several files.",
                **said,
            )
        if error.code == "too_many_characters":
            return self.env._(
                "This file cannot be read as a list: it has %(size)s, but its cells hold more than %(most)s characters "
                "of text, repeated and merged ones counted. Shorten the long texts, or split the file into several.",
                **said,
            )
        if error.code == "too_many_bytes":
            said["found"] = self._l10n_vn_tell_size(error.value)
            return self.env._(
                "This file cannot be read as a list: it has %(size)s, but unpacked %(found)s, which is too much. Save "
                "the sheet with your leads alone, as .xlsx or .csv.",
                **said,
            )
        return self.env._(
            "This file cannot be read as a list: it has %(size)s, but unfolds to more than %(most)s cells (rows × "
            "columns, repeated and merged ones counted). Delete empty rows and columns, save it as .xlsx or .csv, or "
            "split it into several files.",
            **said,
        )

    @api.model
    def _l10n_vn_tell_size(self, size):
        if size < 1_000_000:
            return f"{max(size // 1000, 1)} kB"
        return f"{formatLang(self.env, size / 1_000_000, digits=1)} MB"
