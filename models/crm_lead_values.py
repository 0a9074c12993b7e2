"""How do texts become values?

Every column of the vocabulary has a reader here; each reads a whole column at once. What a reader does not understand
goes to the notes, under the column's heading, with a warning.
"""

from collections import Counter
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytz
from markupsafe import escape
from odoo import api, fields, models

from ..tools import company_name, dates, email_address, filler, money, person_name, phone, province, tax_code
from ..tools.facts import facts
from ..tools.table import cell_text
from ..tools.text import clean, clean_lines, fold

# Viet Nam keeps no summer time.
_TIME_ZONE, _AHEAD = "Asia/Ho_Chi_Minh", timedelta(hours=7)
# In this order: a reader may fill what the ones before it left empty.
_READERS = (
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
    ("_l10n_vn_read_to_notes", ("fax", "department", "birthdate")),
    ("_l10n_vn_read_activity", ("next_activity_date", "next_activity_summary")),
    ("_l10n_vn_read_ignored", ("ignore",)),
    ("_l10n_vn_read_text", ("facebook", "l10n_vn_facebook", "function", "referred", "street2", "zip", "website", "email_cc",
                            "name", "l10n_vn_province_text")),
)  # fmt: skip
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
}
_PRIORITIES = {row["words"]: row["priority"] for row in facts("priority_words")}
_PLATFORMS = {"fb": "Facebook", "ig": "Instagram", "tt": "TikTok", "yt": "YouTube", "gg": "Google", "zl": "Zalo"}
_JOINTS = {"char": " ", "text": "\n", "html": "<br>", "many2many": ","}
_UTM = (("utm_source", "source_id"), ("utm_medium", "medium_id"), ("utm_campaign", "campaign_id"))


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
        for name in [name for name in columns if name not in read]:
            field = self._fields.get(name)
            for _index, cells in columns[name]:
                matrix.put(name, cells, _JOINTS.get(field.type) if field else None)
        self._l10n_vn_finish(matrix)

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
            "next_activity_date": self.env._("Date of Next Action"),
            "next_activity_summary": self.env._("Next Action"),
            "department": self.env._("Department"),
            "gender": self.env._("Gender"),
            "birthdate": self.env._("Date of Birth"),
            "personal_id": self.env._("Identity Number"),
            "fax": self.env._("Fax"),
        }

    @api.model
    def _l10n_vn_keep(self, matrix, row, index, label, text, message=None):
        """Keep ``text`` that has no place elsewhere in the notes of ``row``; warn with ``message`` if there is one."""
        matrix.note(row, f"{label}: {clean_lines(text)}")
        if message:
            matrix.warn(row, index, message)

    # People

    @api.model
    def _l10n_vn_read_name_parts(self, matrix, found, labels):
        parts = {name: cells for _index, name, cells in found}
        blank = [""] * matrix.count
        last, middle, first = (parts.get(f"contact_{part}_name", blank) for part in ("last", "middle", "first"))
        names = [
            person_name.family_first(f"{family} {between}".strip(), given)
            for family, between, given in zip(last, middle, first, strict=True)
        ]
        index = found[-1][0]
        self._l10n_vn_read_contact(matrix, [(index, "contact_name", names)], {index: labels[index]})

    @api.model
    def _l10n_vn_read_contact(self, matrix, found, labels):
        for index, _name, cells in found:
            names = matrix.column("contact_name")
            for row, cell in enumerate(cells):
                if not cell:
                    continue
                if not person_name.is_certain(cell) and company_name.is_company(cell):
                    matrix.put_one("partner_name", row, company_name.format(cell))
                    continue
                who = person_name.parse(cell)
                if names[row] and who.name and who.name != names[row]:
                    self._l10n_vn_keep(matrix, row, index, labels[index], who.name)
                names[row] = names[row] or who.name
                if who.honorific:
                    matrix.put_one("l10n_vn_honorific", row, who.honorific)
                if who.role:
                    matrix.put_one("function", row, who.role)
                if who.note:
                    self._l10n_vn_keep(matrix, row, index, labels[index], cell)

    @api.model
    def _l10n_vn_read_company(self, matrix, found, labels):
        for index, _name, cells in found:
            for row, cell in enumerate(cells):
                name = cell and company_name.format(cell)
                if name and not matrix.put_one("partner_name", row, name):
                    self._l10n_vn_keep(matrix, row, index, labels[index], cell)

    @api.model
    def _l10n_vn_read_honorific(self, matrix, found, labels):
        genders = {"nam": "Anh", "m": "Anh", "male": "Anh", "nu": "Chị", "f": "Chị", "female": "Chị"}
        for index, name, cells in found:
            for row, cell in enumerate(cells):
                if not cell or filler.is_empty(cell):
                    continue
                gender = genders.get(fold(cell)) if name == "gender" else ""
                known = gender or person_name.parse(f"{cell} Nguyễn Văn An").honorific
                if known:
                    matrix.put_one("l10n_vn_honorific", row, known)
                else:
                    self._l10n_vn_keep(matrix, row, index, labels[index], cell)

    # Numbers to call

    @api.model
    def _l10n_vn_read_phone(self, matrix, found, labels):
        for index, _name, cells in found:
            for row, cell in enumerate(cells):
                if cell:
                    self._l10n_vn_read_phones(matrix, row, index, labels[index], cell)
        matrix.column("phone")

    @api.model
    def _l10n_vn_read_phones(self, matrix, row, index, label, cell):
        """Put the first two numbers of ``cell`` where they belong; further ones and words go to the notes."""
        said = phone.parse(cell)
        unplaced = []
        for number, extension in zip(said.numbers, said.extensions, strict=True):
            text = self._l10n_vn_phone_text(number, extension)
            if not (matrix.put_one("phone", row, text) or matrix.put_one("l10n_vn_phone2", row, text)):
                unplaced.append(text)
        if unplaced:
            self._l10n_vn_keep(matrix, row, index, label, ", ".join(unplaced))
        if said.note:
            self._l10n_vn_keep(matrix, row, index, label, cell if said.numbers else said.note)
        if said.warnings or not said.numbers and said.note:
            matrix.warn(row, index, self._l10n_vn_phone_warning(cell, said))

    @api.model
    def _l10n_vn_phone_warning(self, cell, said):
        messages = {
            "digits_lost": self.env._("%s: the spreadsheet has lost digits of this phone number.", cell),
            "old_landline_possible": self.env._(
                "%(cell)s may also be a landline with its area code of before 2017: %(number)s.",
                cell=cell, number=", ".join(map(phone.format, said.proposals)),
            ),
            "unconfirmed_prefix": self.env._("%s: this prefix is not in use for mobiles yet, check the number.", cell),
        }  # fmt: skip
        code = next((code for code in said.warnings if code in messages), None)
        return messages.get(code) or self.env._("%s is no phone number; it is kept in the notes.", cell)

    @api.model
    def _l10n_vn_read_second_phone(self, matrix, found, labels):
        self._l10n_vn_read_phone(matrix, found, labels)

    @api.model
    def _l10n_vn_read_zalo(self, matrix, found, labels):
        for _index, _name, cells in found:
            for row, cell in enumerate(cells):
                if not cell or filler.is_empty(cell, "phone"):
                    continue
                number = phone.compact(cell)
                matrix.put_one("l10n_vn_zalo", row, self._l10n_vn_phone_text(number) if number else clean(cell), ", ")
                if number:
                    matrix.put_one("phone", row, self._l10n_vn_phone_text(number))

    @api.model
    def _l10n_vn_read_email(self, matrix, found, labels):
        for index, _name, cells in found:
            emails = matrix.column("email_from")
            for row, cell in enumerate(cells):
                if not cell:
                    continue
                said = email_address.parse(cell)
                first, *more = said.addresses or ("",)
                if first and not matrix.put_one("email_from", row, first):
                    more.insert(0, first)
                if more:
                    matrix.put_one("email_cc", row, ", ".join(more), ", ")
                if said.note or said.proposals:
                    self._l10n_vn_email_unsure(matrix, row, index, labels[index], cell, said)
            matrix.columns["email_from"] = emails

    @api.model
    def _l10n_vn_email_unsure(self, matrix, row, index, label, cell, said):
        if said.note:
            self._l10n_vn_keep(matrix, row, index, label, cell)
        if said.proposals:
            message = self.env._("%(cell)s: did they mean %(proposal)s?", cell=cell, proposal=said.proposals[0])
        else:
            message = self.env._("%s is no e-mail address; it is kept in the notes.", cell)
        if said.proposals or not said.addresses:
            matrix.warn(row, index, message)

    # Codes

    @api.model
    def _l10n_vn_read_vat(self, matrix, found, labels):
        for index, _name, cells in found:
            for row, cell in enumerate(cells):
                if not cell or filler.is_empty(cell, "tax_code"):
                    continue
                if not matrix.put_one("l10n_vn_vat", row, tax_code.compact(cell)):
                    self._l10n_vn_keep(matrix, row, index, labels[index], cell)
                elif not tax_code.is_valid(cell):
                    matrix.warn(row, index, self.env._("%s does not look like a Vietnamese tax code, check it.", cell))

    @api.model
    def _l10n_vn_read_personal_id(self, matrix, found, labels):
        """Since July 2025 the identity number of a person is the tax code too."""
        for index, _name, cells in found:
            for row, cell in enumerate(cells):
                if not cell or filler.is_empty(cell):
                    continue
                is_code = tax_code.is_personal(cell)
                if not (is_code and matrix.put_one("l10n_vn_vat", row, tax_code.compact(cell))):
                    self._l10n_vn_keep(matrix, row, index, labels[index], cell)

    @api.model
    def _l10n_vn_read_code(self, matrix, found, labels):
        for index, _name, cells in found:
            for row, cell in enumerate(cells):
                if cell and not matrix.put_one("l10n_vn_external_id", row, clean(cell)):
                    self._l10n_vn_keep(matrix, row, index, labels[index], cell)

    # Places

    @api.model
    def _l10n_vn_read_state(self, matrix, found, labels):
        for index, _name, cells in found:
            named = {cell: clean(cell) for cell in set(cells) if province.parse(cell) or not filler.is_empty(cell)}
            ids = self._l10n_vn_find_names("state_id", set(named))
            matrix.put("l10n_vn_province_text", [named.get(cell, "") for cell in cells], ", ")
            matrix.put("state_id/.id", [str(ids.get(cell) or "") for cell in cells])
            for row, cell in enumerate(cells):
                if cell in named and not ids.get(cell):
                    self._l10n_vn_keep(matrix, row, index, labels[index], cell, self._l10n_vn_unknown_place(cell))
        self._l10n_vn_fill_country(matrix)

    @api.model
    def _l10n_vn_unknown_place(self, cell):
        means = province.candidates(cell)
        if len(means) > 1:
            names = ", ".join(candidate.name for candidate in means)
            return self.env._(
                "%(text)s may be several provinces: %(names)s. Write the full name.", text=cell, names=names
            )
        return self.env._("%s is no province; it is kept in the notes.", cell)

    @api.model
    def _l10n_vn_fill_country(self, matrix):
        """Provinces are in Viet Nam where no column says otherwise."""
        vietnam = set(map(str, self._l10n_vn_province_ids().values()))
        country = str(self.env.ref("base.vn").id)
        states = matrix.column("state_id/.id")
        if any(state in vietnam for state in states):
            matrix.put("country_id/.id", [country if state in vietnam else "" for state in states])

    @api.model
    def _l10n_vn_read_address(self, matrix, found, labels):
        """Split addresses in street, city and province; the whole is kept as written."""
        ids = self._l10n_vn_province_ids()
        for _index, _name, cells in found:
            for row, cell in enumerate(cells):
                if not cell or filler.is_empty(cell, "address"):
                    continue
                street, city, state = province.from_address(cell)
                matrix.put_one("street", row, street, ", ")
                if city:
                    matrix.put_one("city", row, city)
                if state and ids.get(state.code):
                    matrix.put_one("state_id/.id", row, str(ids[state.code]))
                if street != clean(cell):
                    matrix.put_one("l10n_vn_province_text", row, clean(cell), ", ")
        matrix.column("street")
        self._l10n_vn_fill_country(matrix)

    @api.model
    def _l10n_vn_read_city(self, matrix, found, labels):
        ids = self._l10n_vn_province_ids()
        for _index, _name, cells in found:
            for row, cell in enumerate(cells):
                if not cell or filler.is_empty(cell, "address"):
                    continue
                matrix.columns.setdefault("city", [""] * matrix.count)[row] = clean(cell)
                state = None if matrix.get("state_id/.id", row) else province.parse(cell, column=False)
                if state and ids.get(state.code):
                    matrix.put_one("state_id/.id", row, str(ids[state.code]))
        matrix.column("city")
        self._l10n_vn_fill_country(matrix)

    # Money and time

    @api.model
    def _l10n_vn_read_money(self, matrix, found, labels):
        """A list is in one currency: what is in another one goes to the notes."""
        for index, _name, cells in found:
            amounts = {cell: money.parse(cell) for cell in set(cells) if cell and not filler.is_empty(cell)}
            currencies = Counter(amounts[cell].currency for cell in cells if amounts.get(cell))
            usual = currencies.most_common(1)[0][0] if currencies else "VND"
            column = matrix.column("expected_revenue")
            for row, cell in enumerate(cells):
                if cell in amounts:
                    text = self._l10n_vn_amount(matrix, row, index, labels[index], cell, amounts[cell], usual)
                    column[row] = column[row] or text

    @api.model
    def _l10n_vn_amount(self, matrix, row, index, label, cell, amount, usual):
        """Return the lower end of ``amount`` as text, '' where it is in no or in a foreign currency."""
        if not amount or amount.currency not in ("VND", self.env.company.currency_id.name) or amount.currency != usual:
            self._l10n_vn_keep(matrix, row, index, label, cell, self._l10n_vn_no_amount(cell, amount))
            return ""
        if amount.low != amount.high:
            self._l10n_vn_keep(matrix, row, index, label, cell)
        if not amount.sure and self.env.company.currency_id.name == "VND":
            matrix.warn(row, index, self.env._("%s is very little money: were millions meant?", cell))
        return str(amount.low)

    @api.model
    def _l10n_vn_no_amount(self, cell, amount):
        if amount:
            return self.env._("%s is in another currency; it is kept in the notes.", cell)
        return self.env._("%s is no amount; it is kept in the notes.", cell)

    @api.model
    def _l10n_vn_read_date(self, matrix, found, labels):
        self._l10n_vn_read_moments(matrix, found, labels, lambda moment: str(moment)[:10])

    @api.model
    def _l10n_vn_read_datetime(self, matrix, found, labels):
        self._l10n_vn_read_moments(matrix, found, labels, self._l10n_vn_import_time)

    @api.model
    def _l10n_vn_import_time(self, moment):
        """Return ``moment`` (date, or datetime in the time of Viet Nam) in the time zone in which ``load()`` reads."""
        moment = fields.Datetime.to_datetime(moment)
        zone = self.env.tz
        if zone is pytz.UTC:
            moment -= _AHEAD
        elif zone.zone != _TIME_ZONE:
            moment = pytz.UTC.localize(moment - _AHEAD).astimezone(zone).replace(tzinfo=None)
        return str(moment)

    @api.model
    def _l10n_vn_read_moments(self, matrix, found, labels, write):
        for index, name, cells in found:
            name = _REAL_FIELDS.get(name, name)
            day_first = dates.day_first(cells)
            column = matrix.column(name)
            for row, cell in enumerate(cells):
                if not cell:
                    continue
                moment = dates.parse(cell, day_first)
                if moment:
                    column[row] = column[row] or write(moment)
                elif not filler.is_empty(cell):
                    message = self.env._("%s is no date; it is kept in the notes.", cell)
                    self._l10n_vn_keep(matrix, row, index, labels[index], cell, message)

    # Records

    @api.model
    def _l10n_vn_read_found(self, matrix, found, labels):
        """Look names up in lists that an import must not make longer."""
        self._l10n_vn_read_records(matrix, found, labels, create=False)

    @api.model
    def _l10n_vn_read_made(self, matrix, found, labels):
        """Look names up in lists that an import may make longer."""
        found = [(index, name, [_PLATFORMS.get(cell, cell) for cell in cells]) for index, name, cells in found]
        self._l10n_vn_read_records(matrix, found, labels, create=True)

    @api.model
    def _l10n_vn_read_records(self, matrix, found, labels, create):
        for index, name, cells in found:
            empty = {cell for cell in set(cells) if not cell or filler.is_empty(cell)}
            ids = self._l10n_vn_find_names(name, set(cells) - empty, create)
            matrix.put(f"{name}/.id", [str(ids.get(cell) or "") for cell in cells])
            for row, cell in enumerate(cells):
                if cell not in empty and not ids.get(cell):
                    message = self.env._("%(label)s “%(text)s” was not found; it is kept in the notes.",
                                         label=labels[index], text=cell)  # fmt: skip
                    self._l10n_vn_keep(matrix, row, index, labels[index], cell, message)

    @api.model
    def _l10n_vn_read_landing_page(self, matrix, found, labels):
        """Keep the address, and take from it the campaign that no column names."""
        for index, _name, cells in found:
            matrix.put("l10n_vn_landing_page", [clean(cell) for cell in cells], " ")
            asked = [parse_qs(urlsplit(cell).query) if "utm_" in cell else {} for cell in map(_url, cells)]
            for parameter, name in _UTM:
                given = matrix.columns.get(f"{name}/.id", [""] * matrix.count)
                values = [
                    "" if known else clean(query.get(parameter, [""])[0])
                    for known, query in zip(given, asked, strict=True)
                ]
                if any(values):
                    self._l10n_vn_read_made(matrix, [(index, name, values)], labels)

    @api.model
    def _l10n_vn_read_tags(self, matrix, found, labels):
        for index, name, cells in found:
            words = {cell: _listed(cell) for cell in set(cells)}
            ids = self._l10n_vn_find_names(name, {word for listed in words.values() for word in listed}, create=True)
            for row, cell in enumerate(cells):
                known = [str(ids[word]) for word in words[cell] if ids.get(word)]
                matrix.put_one("tag_ids/.id", row, ",".join(dict.fromkeys(known)), ",")
                for word in [word for word in words[cell] if not ids.get(word)]:
                    self._l10n_vn_keep(matrix, row, index, labels[index], word)

    @api.model
    def _l10n_vn_read_language(self, matrix, found, labels):
        languages = self.env["res.lang"].search_fetch([], ["name", "code"])
        known = {}
        for language in languages:
            for word in (language.name, language.code, language.code[:2], language.name.split(" ")[0]):
                known.setdefault(fold(word), str(language.id))
        known |= {word: known[code] for word, code in (("tieng viet", "vi"), ("tieng anh", "en")) if code in known}
        for index, _name, cells in found:
            matrix.put("lang_id/.id", [known.get(fold(cell), "") for cell in cells])
            for row, cell in enumerate(cells):
                if cell and fold(cell) not in known and not filler.is_empty(cell):
                    self._l10n_vn_keep(matrix, row, index, labels[index], cell)

    # Texts

    @api.model
    def _l10n_vn_read_priority(self, matrix, found, labels):
        for index, _name, cells in found:
            for row, cell in enumerate(cells):
                known = str(min(cell.count("★") + cell.count("*") + cell.count("⭐"), 3)) if cell else ""
                known = known if known > "0" else _PRIORITIES.get(fold(cell))
                if known:
                    matrix.put_one("priority", row, known)
                elif cell and not filler.is_empty(cell):
                    self._l10n_vn_keep(matrix, row, index, labels[index], cell)
            matrix.put("priority", [value or "0" for value in matrix.column("priority")])

    @api.model
    def _l10n_vn_read_probability(self, matrix, found, labels):
        for index, _name, cells in found:
            column = matrix.column("probability")
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
                    column[row] = str(share * 100 if share < 1 and "%" not in cell else share)

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
    def _l10n_vn_read_activity(self, matrix, found, labels):
        """Plan the next action of the rows that name one."""
        days, summaries = [""] * matrix.count, [""] * matrix.count
        for index, name, cells in found:
            day_first = dates.day_first(cells)
            for row, cell in enumerate(cells):
                if not cell or filler.is_empty(cell):
                    continue
                day = dates.parse(cell, day_first) if name == "next_activity_date" else None
                if day:
                    days[row] = str(day)[:10]
                if not day or len(str(day)) > 10:
                    summaries[row] = ", ".join(filter(None, (summaries[row], clean(cell))))
        if any(days) or any(summaries):
            self._l10n_vn_plan(matrix, days, summaries)

    @api.model
    def _l10n_vn_plan(self, matrix, days, summaries):
        planned = [bool(day or summary) for day, summary in zip(days, summaries, strict=True)]
        today = str(fields.Date.context_today(self))
        owners = matrix.columns.get("user_id/.id") or [""] * matrix.count
        constant = {
            "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
            "activity_type_id": self.env["ir.model.data"]._xmlid_to_res_id("mail.mail_activity_data_todo"),
        }
        for name, value in constant.items():
            matrix.put(f"activity_ids/{name}/.id", [str(value or "") if plan else "" for plan in planned])
        matrix.put("activity_ids/date_deadline", [
            (day or today) if plan else "" for day, plan in zip(days, planned, strict=True)
        ])  # fmt: skip
        matrix.put("activity_ids/summary", summaries)
        matrix.put("activity_ids/user_id/.id", [
            (owner or str(self.env.uid)) if plan else "" for owner, plan in zip(owners, planned, strict=True)
        ])  # fmt: skip

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

    # All of a row

    @api.model
    def _l10n_vn_finish(self, matrix):
        """Write the notes down and give a title to the leads that have none."""
        if matrix.notes:
            for row, lines in matrix.notes.items():
                matrix.put_one("description", row, "".join(map(_as_html, lines)), "")
        if not {"id", ".id"} & matrix.columns.keys():
            self._l10n_vn_fill_titles(matrix)

    @api.model
    def _l10n_vn_fill_titles(self, matrix):
        told = [any(values) for values in zip(*matrix.columns.values(), strict=True)]
        column = matrix.column("name")
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


def _listed(cell):
    """Return the names in a cell such as "Máy in, Két"; an option of an ad form is one: "chưa_biết,_cần"."""
    if not cell or filler.is_empty(cell):
        return []
    if "_" in cell and " " not in cell:
        return [clean(cell.replace("_", " "))]
    parts = (clean(part) for part in cell.replace(";", ",").replace("\n", ",").split(","))
    return [part for part in dict.fromkeys(parts) if part and not filler.is_empty(part)]


def _url(cell):
    """Return ``cell`` if it can be an address."""
    return cell if cell[:4].lower() in ("http", "www.") else ""
