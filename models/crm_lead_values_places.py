"""Which places do texts name?"""

from odoo import api, models

from ..tools import filler, province
from ..tools.text import clean


class CrmLead(models.Model):
    _inherit = "crm.lead"

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
        written = set()
        for _index, _name, cells in found:
            for row, cell in enumerate(cells):
                if not cell or filler.is_empty(cell, "address"):
                    continue
                column = matrix.column("city")
                # What the address says is kept with it.
                column[row] = f"{column[row]}, {clean(cell)}" if row in written else clean(cell)
                written.add(row)
                state = None if matrix.get("state_id/.id", row) else province.parse(cell, column=False)
                if state and ids.get(state.code):
                    matrix.put_one("state_id/.id", row, str(ids[state.code]))
        matrix.column("city")
        self._l10n_vn_fill_country(matrix)
