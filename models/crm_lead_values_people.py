"""Which people, companies, numbers and addresses do texts name?"""

from odoo import api, models

from ..tools import (
    company_name,
    email_address,
    filler,
    heading,
    name_company,
    person_name,
    phone,
    sniff,
    tax_code,
    told,
)
from ..tools.text import clean, fold
from ..tools.vocabulary import OTHER

# A name behind which a title stands out.
_ANYBODY = "Nguyễn Văn An"


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_read_name_parts(self, matrix, found, labels):
        parts = {}
        for index, name, cells in found:
            if parts.setdefault(name, cells) is not cells:
                self._l10n_vn_read_to_notes(matrix, [(index, name, cells)], labels)
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
            named = None
            matrix.column("contact_name")
            for row, cell in enumerate(cells):
                if not cell:
                    continue
                source = (index, labels[index], cell)
                if cell[0] in "0+(" and (said := phone.parse(cell)).numbers and not said.note:
                    matrix.spare_phones.setdefault(row, []).extend(said.numbers)
                    continue
                person, company = name_company.parted(cell)
                if person:
                    self._l10n_vn_set(matrix, "partner_name", row, company_name.format(company), source)
                    self._l10n_vn_read_person(matrix, row, (*source[:2], person))
                    continue
                if not person_name.is_certain(cell) and company_name.is_company(cell):
                    self._l10n_vn_set(matrix, "partner_name", row, company_name.format(cell), source)
                    continue
                if person_name.may_be_title(cell):
                    named = person_name.uses_titles(cells) if named is None else named
                    if not named:
                        self._l10n_vn_set(matrix, "contact_name", row, person_name.format(cell), source)
                        continue
                self._l10n_vn_read_person(matrix, row, source)

    @api.model
    def _l10n_vn_read_person(self, matrix, row, source):
        """Put what a name says where it belongs; the whole goes to the notes where a part of it has no place."""
        cell = source[-1]
        who = person_name.parse(person_name.unsaid(cell))
        kept = bool(who.note) or len(cell) > person_name.LONGEST
        if who.name and not matrix.put_one("contact_name", row, who.name):
            kept = True
        if who.honorific:
            matrix.put_one("l10n_vn_honorific", row, who.honorific)
        if who.role and not matrix.put_one("function", row, who.role):
            kept = True
        if kept:
            self._l10n_vn_keep(matrix, row, *source)
        if who.note and (said := phone.parse(who.note)).numbers:
            matrix.spare_phones.setdefault(row, []).extend(said.numbers)
        if who.note and (addresses := email_address.parse(who.note).addresses):
            matrix.spare_emails.setdefault(row, []).extend(addresses)

    @api.model
    def _l10n_vn_read_company(self, matrix, found, labels):
        for index, _name, cells in found:
            either = heading.known(labels[index]).field == "contact_name"  # "Khách hàng": companies and people
            for row, cell in enumerate(cells):
                if either and cell and not matrix.get("contact_name", row) and _is_customer(cell):
                    self._l10n_vn_read_person(matrix, row, (index, labels[index], cell))
                    continue
                person, company = name_company.parted(cell) if cell else ("", "")
                if person:
                    self._l10n_vn_read_person(matrix, row, (index, labels[index], person))
                name = cell and company_name.format(company or cell)
                if name:
                    self._l10n_vn_set(matrix, "partner_name", row, name, (index, labels[index], cell))
                if len(cell) > company_name.LONGEST:
                    self._l10n_vn_keep(matrix, row, index, labels[index], cell)

    @api.model
    def _l10n_vn_read_honorific(self, matrix, found, labels):
        genders = {"nam": "Anh", "m": "Anh", "male": "Anh", "nu": "Chị", "f": "Chị", "female": "Chị"}
        for index, name, cells in found:
            for row, cell in enumerate(cells):
                if not cell or filler.is_empty(cell):
                    continue
                gender = genders.get(fold(cell)) if name == "gender" else ""
                who = person_name.parse(f"{cell} {_ANYBODY}")
                known = gender or who.name == _ANYBODY and who.honorific
                if known:
                    self._l10n_vn_set(matrix, "l10n_vn_honorific", row, known, (index, labels[index], cell))
                else:
                    self._l10n_vn_keep(matrix, row, index, labels[index], cell)

    @api.model
    def _l10n_vn_read_phone(self, matrix, found, labels):
        for index, _name, cells in found:
            for row, cell in enumerate(cells):
                if cell:
                    self._l10n_vn_read_phones(matrix, row, index, labels[index], cell)
        matrix.column("phone")

    @api.model
    def _l10n_vn_import_country(self):
        """Return in which country's way phones are read: those of a file as Vietnamese ones, else as the company's."""
        country = self.env.company.country_id.code
        return "VN" if self.env.context.get("import_file") or not country else country

    @api.model
    def _l10n_vn_read_phones(self, matrix, row, index, label, cell):
        """Put the first two numbers of ``cell`` where they belong; further ones and words go to the notes."""
        said = phone.parse(cell, self._l10n_vn_import_country())
        unplaced = []
        for number, extension in zip(said.numbers, said.extensions, strict=True):
            text = self._l10n_vn_phone_text(number, extension)
            if not (matrix.put_one("phone", row, text) or matrix.put_one("l10n_vn_phone2", row, text)):
                unplaced.append(text)
        if not said.numbers and not matrix.get("contact_name", row) and person_name.is_certain(cell):
            self._l10n_vn_read_person(matrix, row, (index, label, cell))
            return
        if not said.numbers and _can_be_foreign(cell, said):
            unplaced = [] if matrix.put_one("phone", row, clean(cell)) else [cell]
        elif said.note:
            self._l10n_vn_keep(matrix, row, index, label, cell)
            if "@" in said.note:
                matrix.spare_emails.setdefault(row, []).extend(email_address.parse(said.note).addresses)
        if unplaced:
            self._l10n_vn_keep(matrix, row, index, label, ", ".join(unplaced))
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
        return messages.get(code) or self.env._("%s is no Vietnamese phone number, check it.", cell)

    @api.model
    def _l10n_vn_read_second_phone(self, matrix, found, labels):
        self._l10n_vn_read_phone(matrix, found, labels)

    @api.model
    def _l10n_vn_read_zalo(self, matrix, found, labels):
        for index, _name, cells in found:
            for row, cell in enumerate(cells):
                if not cell or filler.is_empty(cell, "phone"):
                    continue
                said = phone.parse(cell)
                texts = [self._l10n_vn_phone_text(number) for number in said.numbers] or [clean(cell)]
                matrix.put_one("l10n_vn_zalo", row, ", ".join(texts), ", ")
                if said.numbers:
                    matrix.put_one("phone", row, texts[0])
                    if said.note:
                        self._l10n_vn_keep(matrix, row, index, labels[index], cell)

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
    def _l10n_vn_first_email(self, matrix):
        """Where the first of two columns of addresses is empty, that of the second is the lead's own."""
        names = matrix.columns.keys()
        if not self.env.context.get("import_file") or not {"email_from", "email_cc"} <= names or {"id", ".id"} & names:
            return
        firsts, others = matrix.columns["email_from"], matrix.columns["email_cc"]
        for row, cell in enumerate(others):
            said = email_address.parse(cell) if cell and not firsts[row] else None
            if said and said.addresses and not said.note:
                firsts[row], *more = said.addresses
                others[row] = ", ".join(more)

    @api.model
    def _l10n_vn_email_unsure(self, matrix, row, index, label, cell, said):
        if said.note:
            self._l10n_vn_keep(matrix, row, index, label, cell)
            matrix.spare_phones.setdefault(row, []).extend(phone.parse(said.note).numbers)
        if said.proposals:
            message = self.env._("%(cell)s: did they mean %(proposal)s?", cell=cell, proposal=said.proposals[0])
        else:
            message = self.env._("%s is no e-mail address; it is kept in the notes.", cell)
        if said.proposals or not said.addresses:
            matrix.warn(row, index, message, kept=not said.proposals)

    @api.model
    def _l10n_vn_read_told(self, matrix, columns, headings):
        """In a file without a column of phones, find who can be reached in what was noted; the notes stay."""
        fields = self._l10n_vn_phone_columns()
        if not self.env.context.get("import_file") or columns.keys() & (fields | {"id", ".id", "l10n_vn_external_id"}):
            return
        for index, cells in [*columns.get("description", ()), *columns.get(OTHER, ())]:
            if index < len(headings) and heading.is_of_another(str(headings[index] or "")):
                continue
            for row, cell in enumerate(cells):
                found = told.parse(cell)
                matrix.spare_phones.setdefault(row, []).extend(found.numbers)
                matrix.spare_emails.setdefault(row, []).extend(found.addresses)
                if found.person and not matrix.get("contact_name", row) and not matrix.get("partner_name", row):
                    who = person_name.parse(found.person)
                    matrix.put_one("contact_name", row, who.name)
                    matrix.put_one("l10n_vn_honorific", row, who.honorific)

    @api.model
    def _l10n_vn_phone_columns(self):
        return {"phone", "phone_secondary", "l10n_vn_phone2", "zalo", "l10n_vn_zalo"}

    @api.model
    def _l10n_vn_read_vat(self, matrix, found, labels):
        for index, _name, cells in found:
            for row, cell in enumerate(cells):
                if not cell or filler.is_empty(cell, "tax_code"):
                    continue
                known = tax_code.is_valid(cell)
                code = tax_code.compact(cell) if known else clean(cell)
                self._l10n_vn_set(matrix, "l10n_vn_vat", row, code, (index, labels[index], cell))
                if not known:
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
                if cell:
                    self._l10n_vn_set(matrix, "l10n_vn_external_id", row, clean(cell), (index, labels[index], cell))


def _is_customer(cell):
    """Return whether a customer is a person; two words such as "Hoàng Long" are as often a company without its form."""
    return sniff.is_name(cell) and (cell.count(" ") > 1 or not person_name.is_certain(cell))


def _can_be_foreign(cell, said):
    """Return whether ``cell`` holds digits enough for a number of a country that it does not name."""
    digits = sum(char.isdigit() for char in cell)
    return 6 < digits < 16 and len(cell) < 40 and "digits_lost" not in said.warnings
