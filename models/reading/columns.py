"""Column readers of leads: mappings of columns, settings of the reader, sentences of its warnings.

The readers themselves, ``tools/reader``, know nothing of Odoo. A module adds a column, or reads one in its own way, by
overriding :meth:`_l10n_vn_get_readers`.
"""

from collections.abc import Collection, Iterable
from functools import cached_property

from odoo import api, fields, models
from odoo.fields import Command

from ...tools.reader.mapping import Formats, Settings, Status
from ...tools.reader.mappings import MAPPINGS
from ...tools.reader.read import Reader
from ...tools.reader.values import KEPT, Kept, Told, is_blank
from ...tools.vocabulary import OTHER

_JOINTS = {"char": " ", "text": "\n", "html": "<br>", "many2many": ","}


class LeadRecords:
    """What a reader may look up (:class:`tools.reader.mapping.Records`), with the rights of the user of ``leads``.

    ``creates``: whether names that are not found are created; otherwise those that would be have negative ids.
    """

    def __init__(self, leads: models.BaseModel, creates: bool = True) -> None:
        self._leads, self._creates = leads, creates

    def find(self, field: str, names: set[str], create: bool = False) -> dict[str, int]:
        """See :meth:`tools.reader.mapping.Records.find`."""
        found = self._leads._l10n_vn_find_names(field, names, create and self._creates)
        if create and not self._creates and self._leads._l10n_vn_may_create(field):
            missing = sorted(name for name in names if name and name not in found)
            found |= {name: -number for number, name in enumerate(missing, 1)}
        return found

    def statuses(self, cells: Collection[str]) -> dict[str, Status]:
        """See :meth:`tools.reader.mapping.Records.statuses`."""
        return self._leads._l10n_vn_find_statuses(cells)

    def may_mean(self, field: str, names: Collection[str]) -> dict[str, list[str]]:
        """See :meth:`tools.reader.mapping.Records.may_mean`."""
        return self._leads._l10n_vn_guess_salespeople(names) if field == "user_id" else {}

    def provinces(self) -> dict[str, int]:
        """Return ``{code: id}`` of the Vietnamese provinces, read once."""
        return self._provinces

    @cached_property
    def _provinces(self):
        return self._leads._l10n_vn_province_ids()

    def vietnam(self) -> int:
        """Return the id of the country Viet Nam."""
        # Cached, unlike ``env.ref``, which asks each time whether the record is there.
        return self._leads.env["ir.model.data"]._xmlid_to_res_id("base.vn")

    def titles(self, cells: Iterable[str]) -> dict[str, str]:
        """Return ``{cell: title}`` of the leads that database ids or external ids name."""
        return {cell: lead.name for cell, lead in self._leads._l10n_vn_find_by_ids(cells).items()}


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_get_readers(self):
        """Return the mappings (list of :class:`tools.reader.mapping.Mapping`) of columns to readers and fields.

        They are read in this order, and of several that name a column the first one reads it. A module that keeps
        dates of birth in a field of its own returns::

            [Mapping(read_date, {"birthdate": "x_birthdate", "x_birthdate": "x_birthdate"}),
             *super()._l10n_vn_get_readers()]

        A column that is neither in the vocabulary nor a field is offered on the import screen once
        :meth:`_l10n_vn_virtual_fields` has a label for it; warnings of the module's readers get their sentences in
        :meth:`_l10n_vn_get_warning_sentences`.
        """
        return list(MAPPINGS)

    @api.model
    def _l10n_vn_get_reader(self, is_list=True, first=(), formats=None, creates=True):
        """Return the :class:`tools.reader.read.Reader` of leads.

        :param bool is_list: whether it reads lists, mails or cards, whose phones without a country code are
            Vietnamese, rather than values sent by a program, whose phones are of the company's country
        :param first: mappings that are tried before the usual ones
        :param formats: :class:`tools.reader.mapping.Formats` of dates and numbers that the user has chosen
        :param bool creates: create campaigns, tags and the like that are named and not there
        """
        company = self.env.company
        settings = Settings(
            LeadRecords(self, creates),
            country="VN" if is_list else company.country_id.code or "VN",
            currency=company.currency_id.name,
            decimals=company.currency_id.decimal_places,
            formats=formats or Formats(),
            today=fields.Date.context_today(self),
            is_list=is_list,
            label=self._l10n_vn_label,
            separator=self._l10n_vn_joint,
            untitled=self.env._("Lead without a name"),
        )
        return Reader([*first, *self._l10n_vn_get_readers()], settings)

    @api.model
    def _l10n_vn_get_create_values(self, values):
        """Return ``values`` (:class:`tools.reader.values.LeadValues`) as ``create`` takes them (list of dicts).

        Columns without a reader are left out unless they are fields of leads that name no record.
        """
        plain = {name for name, field in self._fields.items() if not field.relational}
        columns = {name: cells for name, cells in values.raw.items() if name in plain}
        columns |= {name: column for name, column in values.fields.items() if name in self._fields}
        return [
            {
                name: [Command.set(list(cell))] if isinstance(cell, tuple) else cell
                for name, cell in zip(columns, row, strict=True)
                if not is_blank(cell)
            }
            for row in zip(*columns.values(), strict=True)
        ]

    # Names of columns

    @api.model
    def _l10n_vn_readable_fields(self):
        """Return the columns (set of str) that have a reader."""
        return {name for mapping in self._l10n_vn_get_readers() for name in mapping.columns}

    @api.model
    def _l10n_vn_real_field(self, name):
        """Return the field of leads behind a column of the vocabulary; the column itself where there is none."""
        for mapping in self._l10n_vn_get_readers():
            if name in mapping.columns:
                return mapping.columns[name] or name
        return name

    @api.model
    def _l10n_vn_label(self, name):
        """Return the label of the column ``name``."""
        field = self._fields.get(self._l10n_vn_real_field(name))
        return self._l10n_vn_virtual_fields().get(name) or (field._description_string(self.env) if field else name)

    @api.model
    def _l10n_vn_joint(self, name):
        """Return the separator of two columns of the field ``name`` without a reader; None: only the first is used."""
        field = self._fields.get(name)
        return _JOINTS.get(field.type) if field else None

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

    # Warnings

    @api.model
    def _l10n_vn_get_warning_sentences(self):
        """Return ``{code of a warning: sentence}``; ``%(text)s`` is the cell."""
        return {
            "ambiguous_user": self.env._("%(text)s may mean: %(names)s. Write the full name, login or e-mail address."),
            "ambiguous_province": self.env._("%(text)s may be several provinces: %(names)s. Write the full name."),
            "digits_lost": self.env._("%(text)s: the spreadsheet has lost digits of this phone number."),
            "email_proposal": self.env._("%(text)s: did they mean %(proposal)s?"),
            "foreign_currency": self.env._("%(text)s is in another currency; it is kept in the notes."),
            "little_money": self.env._("%(text)s is very little money: were millions meant?"),
            "no_amount": self.env._("%(text)s is no amount; it is kept in the notes."),
            "no_date": self.env._("%(text)s is no date; it is kept in the notes."),
            "no_email": self.env._("%(text)s is no e-mail address; it is kept in the notes."),
            "no_phone": self.env._("%(text)s is no Vietnamese phone number, check it."),
            "no_province": self.env._("%(text)s is no province; it is kept in the notes."),
            "no_tax_code": self.env._("%(text)s does not look like a Vietnamese tax code, check it."),
            "old_landline_possible": self.env._(
                "%(text)s may also be a landline with its area code of before 2017: %(number)s."
            ),
            "unconfirmed_prefix": self.env._("%(text)s: this prefix is not in use for mobiles yet, check the number."),
            "unknown_record": self.env._("%(label)s “%(text)s” was not found; it is kept in the notes."),
            "unknown_status": self.env._(
                "The status “%(text)s” is not known; it is kept in the notes. A sales manager can add it under "
                "CRM → Configuration → Status Words."
            ),
        }

    @api.model
    def _l10n_vn_translate_warnings(self, values):
        """Return the warnings of ``values`` as ``{row index: [Told]}``, pairs of column index and sentence."""
        sentences = self._l10n_vn_get_warning_sentences() if values.warnings else {}
        translated = {}
        for row, found in values.warnings.items():
            translated[row] = [
                (Kept if code in KEPT else Told)(column, sentences[code] % params, code)
                for column, code, params in found
            ]
        return translated
