"""Notes and other values of leads that a list updates: added to, never lost."""

import re

from markupsafe import Markup
from odoo import api, fields, models
from odoo.tools import format_date, html2plaintext, is_html_empty

_PARAGRAPH_END = re.compile(r"(?<=</p>)")
# Fields that are written, and emptied, together with another column.
_WRITTEN_WITH = {"l10n_vn_province_text": "state_id"}
_TEXTS = ("char", "text", "html", "selection")


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_add_to_notes(self, notes, text, source=""):
        """Return ``notes`` with those paragraphs of ``text`` that are not in them yet, dated and naming ``source``.

        :param str notes: HTML, False where there are none
        :param str text: HTML, a paragraph for each remark
        :param str source: name of the file, where there is one
        :return: HTML; ``notes`` unchanged where ``text`` adds nothing
        """
        notes = "" if is_html_empty(notes) else notes
        known = set(_lines(notes))
        news = [block for block in _PARAGRAPH_END.split(text) if set(_lines(block)) - known]
        if not news:
            return notes
        today = format_date(self.env, fields.Date.context_today(self))
        heading = Markup("<p><strong>%s</strong></p>") % " · ".join(filter(None, [today, source]))
        return f"{notes}{heading}{''.join(news)}"

    @api.model
    def _l10n_vn_keep_unmentioned(self, names, rows, mapped, source=""):
        """Fill blank cells of rows that update a lead by its id with its values, in columns that are not of the file.

        One unreadable cell adds a column of notes to all rows, one cell with two numbers a column of second phones:
        without this, the other rows would empty these fields of their leads.

        :param names: list of str, the paths of the columns as ``load()`` takes them
        :param rows: list of lists of str, changed in place
        :param mapped: set of str, the columns of the file
        :param str source: name of the file, where there is one
        """
        updated = self._l10n_vn_get_updated_leads(names, rows)
        roots = {self._l10n_vn_real_field(path).split("/")[0] for path in mapped} if updated else ()
        for index, path in enumerate(names) if updated else ():
            name = path.split("/")[0]
            field = self._fields.get(name)
            if not field or name == "id" or {name, _WRITTEN_WITH.get(name)} & roots:
                continue
            for row, lead in updated.items():
                if name == "description" and rows[row][index]:
                    rows[row][index] = self._l10n_vn_add_to_notes(lead.description, rows[row][index], source)
                elif not rows[row][index]:
                    rows[row][index] = self._l10n_vn_as_cell(lead, path)

    @api.model
    def _l10n_vn_get_updated_leads(self, names, rows):
        """Return ``{row index: lead}`` of rows with the id or external id of a lead that the user may read."""
        cell_of = {
            row: str(cells[index])
            for index, name in enumerate(names)
            if name in ("id", ".id")
            for row, cells in enumerate(rows)
            if cells[index]
        }
        leads = self._l10n_vn_find_by_ids(cell_of.values()) if cell_of else {}
        return {row: leads[cell] for row, cell in cell_of.items() if cell in leads}

    @api.model
    def _l10n_vn_as_cell(self, lead, path):
        name, _slash, part = path.partition("/")
        if part == ".id":
            return str(lead[name].id or "")
        return lead[name] or "" if not part and self._fields[name].type in _TEXTS else ""


def _lines(html):
    return [line.strip() for line in html2plaintext(html or "").splitlines() if line.strip()]
