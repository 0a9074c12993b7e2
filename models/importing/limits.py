"""What does the user read of a file that unfolds to more than is read?"""

from odoo import api, models
from odoo.tools import formatLang

from ...tools.table import file_limits

# Of a wider list, the fields suggested for a column are all fields: guessing a type takes longer than reading it.
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
    def _l10n_vn_certain_headings(self, headers, fields_tree):
        """Return the places in ``headers`` of those that are saved, or called like a field or a path of fields."""
        saved = self.env["base_import.mapping"].search_read([("res_model", "=", self.res_model)], ["column_name"])
        names = {mapping["column_name"].casefold() for mapping in saved}
        english = self.env["ir.model.fields"].with_context(lang="en_US")
        labels = {model: english.get_field_string(model) for model in {field["model_name"] for field in fields_tree}}
        for field in fields_tree:
            known = (field["name"], field["string"], labels[field["model_name"]].get(field["name"], ""))
            names.update(name.casefold() for name in known)
        return [
            index
            for index, header in enumerate(headers)
            if header.casefold() in names or "/" in header and header.split("/")[0].strip().casefold() in names
        ]

    @api.model
    def _l10n_vn_explain_too_large(self, error, size):
        """Return the sentence for a file that is too large.

        :param error: a :class:`TooLarge` of the tools
        :param int size: bytes of the file
        """
        said = {"size": self._l10n_vn_describe_size(size), "found": formatLang(self.env, error.value, digits=0)}
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
            said["found"] = self._l10n_vn_describe_size(error.value)
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
    def _l10n_vn_describe_size(self, size):
        if size < 1_000_000:
            return f"{max(size // 1000, 1)} kB"
        return f"{formatLang(self.env, size / 1_000_000, digits=1)} MB"
