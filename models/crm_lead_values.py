"""How do texts become values?

Every column of the vocabulary has a reader here; each reads a whole column at once. What a reader does not understand
goes to the notes, under the column's heading, with a warning.
"""

from markupsafe import escape
from odoo import api, models

from ..tools import filler
from ..tools.facts import facts
from ..tools.table import cell_text
from ..tools.text import clean, clean_lines, fold
from ..tools.vocabulary import OTHER

# In this order: a reader may fill what the ones before it left empty.
_READERS = (
    ("_l10n_vn_read_text", ("function",)),
    ("_l10n_vn_read_name_parts", ("contact_last_name", "contact_middle_name", "contact_first_name")),
    ("_l10n_vn_read_contact", ("contact_name",)),
    ("_l10n_vn_read_company", ("partner_name",)),
    ("_l10n_vn_read_honorific", ("title_honorific", "l10n_vn_honorific", "gender")),
    ("_l10n_vn_read_phone", ("phone",)),
    ("_l10n_vn_read_second_phone", ("phone_secondary", "l10n_vn_phone2")),
    ("_l10n_vn_read_zalo", ("zalo", "l10n_vn_zalo")),
    ("_l10n_vn_read_email", ("email_from",)),
    ("_l10n_vn_read_vat", ("vat", "l10n_vn_vat")),
    ("_l10n_vn_read_personal_id", ("personal_id",)),
    ("_l10n_vn_read_code", ("lead_external_id", "l10n_vn_external_id", "customer_code")),
    ("_l10n_vn_read_state", ("state_id",)),
    ("_l10n_vn_read_address", ("street",)),
    ("_l10n_vn_read_city", ("city",)),
    ("_l10n_vn_read_money", ("expected_revenue",)),
    ("_l10n_vn_read_date", ("date_deadline",)),
    ("_l10n_vn_read_datetime", ("create_date", "l10n_vn_received_at")),
    ("_l10n_vn_read_found", ("user_id", "team_id", "stage_id", "country_id", "lost_reason_id")),
    ("_l10n_vn_read_made", ("campaign_id", "medium_id", "source_id")),
    ("_l10n_vn_read_landing_page", ("landing_page_url", "l10n_vn_landing_page")),
    ("_l10n_vn_read_tags", ("tag_ids",)),
    ("_l10n_vn_read_language", ("lang_id",)),
    ("_l10n_vn_read_priority", ("priority",)),
    ("_l10n_vn_read_probability", ("probability",)),
    ("_l10n_vn_read_description", ("description",)),
    ("_l10n_vn_read_named_text", ("ad_info", "l10n_vn_ad_info")),
    ("_l10n_vn_read_to_notes", ("fax", "department", "birthdate", OTHER)),
    ("_l10n_vn_read_activity", ("next_activity_date", "l10n_vn_planned_date")),
    ("_l10n_vn_read_activity", ("next_activity_summary", "l10n_vn_planned_summary")),
    ("_l10n_vn_read_ignored", ("ignore",)),
    ("_l10n_vn_read_text", ("facebook", "l10n_vn_facebook", "referred", "street2", "zip", "website")),
    ("_l10n_vn_read_text", ("email_cc", "name", "l10n_vn_province_text")),
)
_REAL_FIELDS = {
    "phone_secondary": "l10n_vn_phone2",
    "zalo": "l10n_vn_zalo",
    "facebook": "l10n_vn_facebook",
    "vat": "l10n_vn_vat",
    "create_date": "l10n_vn_received_at",
    "title_honorific": "l10n_vn_honorific",
    "lead_external_id": "l10n_vn_external_id",
    "customer_code": "l10n_vn_external_id",
    "landing_page_url": "l10n_vn_landing_page",
    "ad_info": "l10n_vn_ad_info",
    "next_activity_date": "l10n_vn_planned_date",
    "next_activity_summary": "l10n_vn_planned_summary",
}
_PRIORITIES = {row["words"]: row["priority"] for row in facts("priority_words")}
_JOINTS = {"char": " ", "text": "\n", "html": "<br>", "many2many": ","}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_read_columns(self, matrix, columns, headings):
        """Read ``columns`` (``{field: [(index, cells)]}``) into ``matrix``."""
        self._l10n_vn_texts(columns)
        read = set()
        for reader, names in _READERS:
            found = [(index, name, cells) for name in names for index, cells in columns.get(name, ())]
            if found:
                labels = {index: self._l10n_vn_label(name, index, headings) for index, name, _cells in found}
                getattr(self, reader)(matrix, found, labels)
                read.update(names)
        self._l10n_vn_read_told(matrix, columns, headings)
        for name in [name for name in columns if name not in read]:
            field = self._fields.get(name)
            (_first, values), *more = columns[name]
            matrix.put(name, values, _JOINTS.get(field.type) if field else None)
            for index, cells in more:
                label = self._l10n_vn_label(name, index, headings) if field else name
                for row, cell in enumerate(cells):
                    if cell:
                        source = (index, label, cell_text(cell))
                        self._l10n_vn_set(matrix, name, row, cell, source, _JOINTS.get(field.type) if field else None)
        self._l10n_vn_finish(matrix, set(columns))

    @api.model
    def _l10n_vn_texts(self, columns):
        """Make every cell of the columns that have a reader a str."""
        for name in self._l10n_vn_readable_fields() & columns.keys():
            columns[name] = [
                (index, [cell if isinstance(cell, str) else "" if cell is False else cell_text(cell) for cell in cells])
                for index, cells in columns[name]
            ]

    @api.model
    def _l10n_vn_label(self, name, index, headings):
        """Return how to call a column in the notes: its heading, or the name of what it holds."""
        if index < len(headings) and headings[index]:
            return clean(str(headings[index]))
        return self._l10n_vn_virtual_fields().get(name) or self._l10n_vn_field_label(_REAL_FIELDS.get(name, name))

    @api.model
    def _l10n_vn_field_label(self, name):
        return self._fields[name]._description_string(self.env)

    @api.model
    def _l10n_vn_real_field(self, name):
        """Return the field of leads behind a column of the vocabulary; the column itself where there is none."""
        return _REAL_FIELDS.get(name, name)

    @api.model
    def _l10n_vn_readable_fields(self):
        """Return the columns (set of str) that have a reader."""
        return {name for _reader, names in _READERS for name in names}

    @api.model
    def _l10n_vn_virtual_fields(self):
        """Return ``{column of the vocabulary that is no field of leads: label}``."""
        return {
            "contact_last_name": self.env._("Family Name"),
            "contact_middle_name": self.env._("Middle Name"),
            "contact_first_name": self.env._("Given Name"),
            "department": self.env._("Department"),
            "gender": self.env._("Gender"),
            "birthdate": self.env._("Date of Birth"),
            "personal_id": self.env._("Identity Number"),
            "fax": self.env._("Fax"),
            OTHER: self.env._("Notes, under its heading"),
        }

    @api.model
    def _l10n_vn_keep(self, matrix, row, index, label, text, message=None):
        """Keep ``text`` that has no place elsewhere in the notes of ``row``; warn with ``message`` if there is one."""
        matrix.note(row, f"{label}: {clean_lines(text)}")
        if message:
            matrix.warn(row, index, message, kept=True)

    @api.model
    def _l10n_vn_set(self, matrix, field, row, value, source, joint=None):
        """Set ``field`` of ``row``; where another column has set it already, keep the text in the notes.

        :param source: (column index, label, text) of the cell
        """
        if not matrix.put_one(field, row, value, joint):
            self._l10n_vn_keep(matrix, row, *source)

    @api.model
    def _l10n_vn_read_priority(self, matrix, found, labels):
        for index, _name, cells in found:
            for row, cell in enumerate(cells):
                known = str(min(cell.count("★") + cell.count("*") + cell.count("⭐"), 3)) if cell else ""
                known = known if known > "0" else _PRIORITIES.get(fold(cell))
                if known:
                    self._l10n_vn_set(matrix, "priority", row, known, (index, labels[index], cell))
                elif cell and not filler.is_empty(cell):
                    self._l10n_vn_keep(matrix, row, index, labels[index], cell)
        matrix.columns["priority"] = [value or "0" for value in matrix.column("priority")]

    @api.model
    def _l10n_vn_read_probability(self, matrix, found, labels):
        for index, _name, cells in found:
            matrix.column("probability")
            for row, cell in enumerate(cells):
                text = cell.replace("%", "").replace(",", ".").strip()
                try:
                    share = float(text) if text else None
                except ValueError:
                    share = -1
                if share is None:
                    continue
                if share < 0 or share > 100:
                    self._l10n_vn_keep(matrix, row, index, labels[index], cell)
                else:
                    share = str(share * 100 if share < 1 and "%" not in cell else share)
                    self._l10n_vn_set(matrix, "probability", row, share, (index, labels[index], cell))

    @api.model
    def _l10n_vn_read_description(self, matrix, found, labels):
        for index, _name, cells in found:
            several = len(found) > 1
            for row, cell in enumerate(cells):
                if not cell or filler.is_empty(cell):
                    continue
                text = (
                    f"{labels[index]}: {clean_lines(cell)}" if several and index != found[0][0] else clean_lines(cell)
                )
                matrix.put_one("description", row, _as_html(text), "")
        matrix.column("description")

    @api.model
    def _l10n_vn_read_named_text(self, matrix, found, labels):
        for index, _name, cells in found:
            for row, cell in enumerate(cells):
                if cell:
                    matrix.put_one("l10n_vn_ad_info", row, f"{labels[index]}: {clean(cell)}", "\n")

    @api.model
    def _l10n_vn_read_to_notes(self, matrix, found, labels):
        for index, _name, cells in found:
            for row, cell in enumerate(cells):
                if cell and not filler.is_empty(cell):
                    self._l10n_vn_keep(matrix, row, index, labels[index], cell)

    @api.model
    def _l10n_vn_read_ignored(self, matrix, found, labels):
        """Row numbers and ticks tell nothing of a lead."""

    @api.model
    def _l10n_vn_read_text(self, matrix, found, labels):
        for _index, name, cells in found:
            matrix.put(
                _REAL_FIELDS.get(name, name),
                ["" if cell and filler.is_empty(cell) else clean(cell) for cell in cells],
                " ",
            )

    @api.model
    def _l10n_vn_finish(self, matrix, mapped):
        """Write the notes down, use what stood in the wrong column, give a title to the leads that have none."""
        for row, numbers in matrix.spare_phones.items():
            for number in numbers[:1] if not matrix.get("phone", row) else ():
                matrix.put_one("phone", row, self._l10n_vn_phone_text(number))
        for row, addresses in matrix.spare_emails.items():
            for address in addresses[:1] if not matrix.get("email_from", row) else ():
                matrix.put_one("email_from", row, address)
        self._l10n_vn_first_email(matrix)
        if matrix.notes:
            for row, lines in matrix.notes.items():
                matrix.put_one("description", row, "".join(map(_as_html, lines)), "")
        titles = {
            row: lead.name for row, lead in self._l10n_vn_named_leads(matrix).items() if not matrix.get("name", row)
        }
        self._l10n_vn_fill_titles(matrix)
        column = matrix.column("name")
        for row, title in titles.items():
            column[row] = title
        self._l10n_vn_keep_unmentioned(matrix, mapped)

    @api.model
    def _l10n_vn_fill_titles(self, matrix):
        column = matrix.column("name")
        told = [any(values) for values in zip(*matrix.columns.values(), strict=True)]
        for row, title in enumerate(column):
            if title or not told[row]:
                continue
            who = [matrix.get("contact_name", row), matrix.get("partner_name", row)]
            column[row] = (
                " – ".join(filter(None, who))
                or matrix.get("email_from", row)
                or matrix.get("phone", row)
                or self.env._("Lead without a name")
            )


def _as_html(text):
    """Return ``text`` as a paragraph; what an export of Odoo wrote is HTML already."""
    if text.startswith("<") and "</" in text:
        return text
    return f"<p>{escape(text)}</p>".replace("\n", "<br>")
