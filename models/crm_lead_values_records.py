"""Which records do texts name?"""

from urllib.parse import parse_qs, urlsplit

from odoo import api, fields, models

from ..tools import dates, filler
from ..tools.text import clean, fold

_PLATFORMS = {
    "fb": "Facebook", "ig": "Instagram", "insta": "Instagram", "tt": "TikTok", "yt": "YouTube", "gg": "Google",
    "zl": "Zalo",
}  # fmt: skip
_UTM = (("utm_source", "source_id"), ("utm_medium", "medium_id"), ("utm_campaign", "campaign_id"))


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_read_found(self, matrix, found, labels):
        """Look names up in lists that an import must not make longer."""
        self._l10n_vn_read_records(matrix, found, labels, create=False)

    @api.model
    def _l10n_vn_read_made(self, matrix, found, labels):
        """Look names up in lists that an import may make longer."""
        found = [
            (index, name, [_PLATFORMS.get(fold(cell), cell) if name == "source_id" else cell for cell in cells])
            for index, name, cells in found
        ]
        self._l10n_vn_read_records(matrix, found, labels, create=True)

    @api.model
    def _l10n_vn_read_records(self, matrix, found, labels, create):
        for index, name, cells in found:
            empty = {cell for cell in set(cells) if not cell or filler.is_empty(cell)}
            ids = self._l10n_vn_find_names(name, set(cells) - empty, create)
            again = f"{name}/.id" in matrix.columns
            if not again:
                matrix.columns[f"{name}/.id"] = [str(ids.get(cell) or "") for cell in cells]
            for row, cell in enumerate(cells):
                if again and ids.get(cell):
                    self._l10n_vn_set(matrix, f"{name}/.id", row, str(ids[cell]), (index, labels[index], cell))
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
            matrix.column("lang_id/.id")
            for row, cell in enumerate(cells):
                if cell and fold(cell) in known:
                    self._l10n_vn_set(matrix, "lang_id/.id", row, known[fold(cell)], (index, labels[index], cell))
                elif cell and not filler.is_empty(cell):
                    self._l10n_vn_keep(matrix, row, index, labels[index], cell)

    @api.model
    def _l10n_vn_read_activity(self, matrix, found, labels):
        """Plan the next action of the rows that name one."""
        days, summaries = [""] * matrix.count, [""] * matrix.count
        for _index, name, cells in found:
            day_first = dates.day_first(cells)
            for row, cell in enumerate(cells):
                if not cell or filler.is_empty(cell):
                    continue
                day = dates.parse(cell, day_first, planned=True) if name.endswith("_date") else None
                again = bool(day and days[row])
                if day and not again:
                    days[row] = str(day)[:10]
                if again or not day or len(str(day)) > 10 or dates.has_remark(cell):
                    summaries[row] = ", ".join(filter(None, (summaries[row], clean(cell))))
        if any(days) or any(summaries):
            today = str(fields.Date.context_today(self))
            matrix.put("l10n_vn_planned_summary", summaries, ", ")
            matrix.put(
                "l10n_vn_planned_date",
                [day or (today if summary else "") for day, summary in zip(days, summaries, strict=True)],
            )


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
