"""Import screen: reading of files of leads, preview, and mapping of columns to fields."""

import re
from functools import lru_cache

from odoo import api, models
from odoo.addons.base_import.models.base_import import ImportValidationError
from odoo.exceptions import UserError

from ...tools import encoding, vocabulary
from ...tools.exceptions import InvalidFormat, TooLarge
from ...tools.reader.mapping import NO_SEPARATOR
from ...tools.table import lead_file
from ..context import KnownFields

_SAVED = -1
_LONGEST_EXAMPLE = 60
_FORMATS = ("date_format", "datetime_format", "float_thousand_separator", "float_decimal_separator")
_EXTERNAL_ID = re.compile(r"[A-Za-z_][\w-]*\.[\w.-]+")


class BaseImportImport(models.TransientModel):
    _inherit = "base_import.import"

    # Reading

    def _l10n_vn_is_lead_import(self):
        return self.res_model == "crm.lead"

    def _l10n_vn_reading(self, options):
        """Return the :class:`lead_file.FileContent` of the file, and set what was recognised in ``options``.

        :raise ImportValidationError: where the file cannot be read with these options
        """
        self.ensure_one()
        data = self._l10n_vn_content()
        key, cache = _cache_key(options), _readings(data)
        reading = cache.get(key)
        if isinstance(reading, TooLarge):
            raise ImportValidationError(self._l10n_vn_explain_too_large(reading, len(data)))
        if reading is None:
            try:
                reading = lead_file.read(data, *key)
            except TooLarge as error:
                cache[key] = error  # the screen repeats the request at once
                raise ImportValidationError(self._l10n_vn_explain_too_large(error, len(data))) from error
            except LookupError as error:
                raise ImportValidationError(self.env._("“%s” is not a known encoding.", options["encoding"])) from error
            except InvalidFormat as error:
                raise ImportValidationError(
                    self.env._(
                        "This file cannot be read as a list: take its password off if it has one, or save it as .xlsx "
                        "or .csv."
                    )
                ) from error
            cache.clear()  # a reading takes much memory
        self._l10n_vn_describe_options(reading, options)
        cache[key] = cache[_cache_key(options)] = reading
        return reading

    def _l10n_vn_describe_options(self, reading, options):
        options["encoding"] = reading.encoding
        if reading.separator:
            options["separator"] = reading.separator
        if reading.names:
            options["sheets"], options["sheet"] = list(reading.names), reading.name

    def _read_file(self, options):
        if not self._l10n_vn_is_lead_import():
            return super()._read_file(options)
        reading = self._l10n_vn_reading(options)
        headings = lead_file.headings(reading, self.env._("Column %s"))
        rows = [row.cells + [""] * (len(headings) - len(row.cells)) for row in reading.sheet.rows]
        if not rows:
            raise UserError(self.env._("No leads were found in this file."))
        return len(rows) + 1, ([headings] if options.get("has_headers") or reading.sheet.header_row else []) + rows

    def _l10n_vn_headings(self, fields, options):
        """Return the headings in the file of the columns that ``fields`` (list of str or False) map."""
        headings = lead_file.headings(self._l10n_vn_reading(dict(options)), self.env._("Column %s"))
        return [heading for heading, field in zip(headings, fields, strict=False) if field]

    @api.model
    def _l10n_vn_clear_reading(self):
        """Clear the cache of the file that was read last: a large one takes much memory."""
        _readings.cache_clear()

    # Preview

    def parse_preview(self, options, count=10):
        """Add ``l10n_vn_reading`` to the result: what was recognised in the file, and which rows are left out."""
        if not self._l10n_vn_is_lead_import():
            return super().parse_preview(options, count)
        try:
            reading = self._l10n_vn_reading(options)
        except Exception:  # Odoo's own preview raises it again and reports it
            return super().parse_preview(options, count)
        known, chosen = _known_fields(reading), {name: options[name] for name in _FORMATS if name in options}
        result = super(BaseImportImport, KnownFields(known).on(self)).parse_preview(options, count)
        # Odoo adds its guess from ten rows, which would come back as a choice of the user.
        for name in _FORMATS:
            options.pop(name, None)
        options.update(chosen)
        return result if "error" in result else result | {"l10n_vn_reading": self._l10n_vn_recognised(reading)}

    def _l10n_vn_recognised(self, reading):
        names = dict(encoding.ENCODINGS)
        return {
            "encoding": reading.encoding,
            "encoding_name": names.get(reading.encoding, reading.encoding),
            "sure": reading.sure,
            "lost": self._l10n_vn_explain_lost(reading.lost),
            "repaired": [
                {"name": names.get(name, self.env._("Unicode misread as another encoding")), "count": count}
                for name, count in reading.repaired.items()
            ],
            "examples": [{"before": before, "after": after} for before, after in reading.examples],
            "header_row": reading.sheet.header_row,
            "left_out": lead_file.left_out(reading),
        }

    @api.model
    def _l10n_vn_explain_lost(self, lost):
        """Return the sentence about letters that no encoding brings back, '' where none were lost."""
        if not lost.places:
            return ""
        return self.env._(
            "Letters were lost when this file was saved, such as in “%s”, and cannot be restored: open the original "
            "again and save it as .xlsx or as “CSV UTF-8”, then import that file.",
            lost.examples[0][:_LONGEST_EXAMPLE],
        )

    @api.model
    def get_fields_tree(self, model, depth=3):
        """Add the columns of the vocabulary that are no fields of leads, such as the given name."""
        tree = super().get_fields_tree(model, depth)
        if model != "crm.lead" or not depth:
            return tree
        labels = self.env["crm.lead"]._l10n_vn_virtual_fields()
        return tree + [
            {
                "id": name,
                "name": name,
                "string": label,
                "required": False,
                "fields": [],
                "type": "char",
                "model_name": model,
            }
            for name, label in labels.items()
        ]

    # Mapping

    def _get_mapping_suggestions(self, headers, header_types, fields_tree):
        known = KnownFields.of(self)
        if known is None:
            return super()._get_mapping_suggestions(headers, header_types, fields_tree)
        # Only headings that may be certain: Odoo compares each one with each field, which takes long, and its merely
        # similar ones are not used here.
        certain = self._l10n_vn_certain_headings(headers, fields_tree)
        found = super()._get_mapping_suggestions(
            [headers[index] for index in certain],
            {(number, headers[index]): header_types[index, headers[index]] for number, index in enumerate(certain)},
            fields_tree,
        )
        found = {(certain[number], header): suggestion for (number, header), suggestion in found.items()}
        return self._l10n_vn_map(headers, found, known)

    @api.model
    def _l10n_vn_certain_headings(self, headers, fields_tree):
        """Return the indexes of ``headers`` with a saved mapping, or named like a field or a path of fields."""
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

    def _l10n_vn_map(self, headers, found, known):
        """Return suggestions: Odoo's where they are certain, otherwise those of the vocabulary.

        :param found: suggestions of Odoo, ``{(index, heading): {"field_path": …, "distance": …}}``
        :param known: suggestions of the vocabulary, ``{index: field}``
        """
        kept = {
            key: suggestion
            for key, suggestion in found.items()
            if suggestion and self._l10n_vn_is_certain(key, suggestion, headers, known)
        }
        taken = {suggestion["field_path"][0] for suggestion in kept.values()}
        for key in enumerate(headers):
            name = key not in kept and self._l10n_vn_free_field(known.get(key[0]), taken)
            if name:
                taken.add(name)
                kept[key] = {"field_path": [name], "distance": 0}
        return kept

    def _l10n_vn_suggested(self, options):
        """Return the suggestion of the vocabulary alone for each column: list of str, None where it has none."""
        reading = self._l10n_vn_reading(dict(options))
        headers = lead_file.headings(reading, self.env._("Column %s"))
        found = self._l10n_vn_map(headers, {}, _known_fields(reading))
        return [found[key]["field_path"][0] if key in found else None for key in enumerate(headers)]

    @api.model
    def _l10n_vn_is_certain(self, key, suggestion, headers, known):
        """Return whether Odoo's suggestion for the column ``key`` (index, heading) precedes the vocabulary's."""
        index, header = key
        path, distance = suggestion["field_path"], suggestion.get("distance")
        name = path[0]
        field = self.env["crm.lead"]._fields.get(name)
        if distance != _SAVED and field and field.relational and header != "/".join(path):
            return False  # "Người theo dõi" or "Liên hệ" of a list are texts, not ids of records
        if distance == _SAVED:
            return name != vocabulary.OTHER and header != self.env._("Column %s", index + 1)
        if known.get(index, vocabulary.OTHER) == vocabulary.OTHER:
            # Only equal names: similar ones are not certain.
            same = header.casefold().replace(" ", "") == "/".join(path)
            return same or distance == 0 and vocabulary.label_of(header) is None
        if header.casefold() != name or name == "id":
            return False
        if name == "name":
            # Exports of advertising platforms have "campaign_id" too, with another meaning.
            ours = [other for other in headers if "_" in other and other in self.env["crm.lead"]._fields]
            return any(vocabulary.label_of(other) in (None, other) for other in ours)
        return name not in {field for other, field in known.items() if other != index}

    @api.model
    def _l10n_vn_free_field(self, field, taken):
        """Return a free field for a column that the vocabulary suggests as ``field``; the notes where it is taken."""
        real = self.env["crm.lead"]._l10n_vn_real_field
        for candidate in filter(None, (field, vocabulary.SECOND.get(field))):
            if candidate in vocabulary.COLLECTING or real(candidate) not in taken:
                return real(candidate)
        return vocabulary.OTHER if field else None

    # Data

    def _parse_import_data(self, data, import_fields, options):
        """Leave dates, amounts and the like to the readers of leads, which need no common format of a column."""
        if self._l10n_vn_is_lead_import():
            ours = self.env["crm.lead"]._l10n_vn_readable_fields()
            import_fields = ["" if field in ours else field for field in import_fields]
            blank = [name for name in _FORMATS if options.get(name) in ("", NO_SEPARATOR)]
            options = {name: value for name, value in options.items() if name not in blank}
        return super()._parse_import_data(data, import_fields, options)

    def _handle_multi_mapping(self, import_fields, input_file_data):
        """Leave columns of one field apart: the readers of leads join them."""
        if self._l10n_vn_is_lead_import():
            return import_fields, input_file_data
        return super()._handle_multi_mapping(import_fields, input_file_data)


@lru_cache(maxsize=1)
def _readings(_data):
    """Return the cache of readings of the last file, {key: reading}: the screen repeats requests with more options."""
    return {}


def _cache_key(options):
    return tuple(
        options.get(name) or default
        for name, default in (("encoding", ""), ("separator", ""), ("quoting", '"'), ("sheet", ""))
    )


def _known_fields(reading):
    """Return ``{column index: field}``, without a column of Odoo's own external ids."""
    known = lead_file.fields(reading)
    for index, heading in enumerate(reading.sheet.header):
        if heading.lower() == "id" and known.get(index) == "lead_external_id":
            values = [row.cells[index] for row in reading.sheet.rows[:50] if index < len(row.cells)]
            if all(_EXTERNAL_ID.fullmatch(value) for value in values if value):
                del known[index]
    return known
