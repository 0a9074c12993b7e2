"""Look-up of records by the names and ids in a list."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import clean_context

from ...tools.text import clean, fold
from ...tools.value import country, province
from ..native_terms import renamed

_MOST_COMPARED = 5000
_LONGEST_CODE = 2


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_find_names(self, field, names, create=False):
        """Return ``{name: id}`` for the ``names`` (set of str) of records that ``field`` may point to.

        :param str field: name of a relational field of leads
        :param bool create: create records for names that are not found, where the user may
        """
        names = {name for name in names if name}
        if not names:
            return {}
        if field == "country_id":
            return self._l10n_vn_find_countries(names)
        if field == "user_id":
            return self._l10n_vn_find_salespeople(names)
        known = self._l10n_vn_known_names(field, names)
        found = {name: known[fold(name)] for name in names if known.get(fold(name))}
        missing = sorted(names - found.keys())
        if missing and create and self._l10n_vn_may_create(field):
            found |= self._l10n_vn_create_names(field, missing)
        return found

    @api.model
    def _l10n_vn_known_names(self, field, names):
        """Return ``{folded name: id}``, False for an ambiguous name."""
        lookups = {
            "state_id": self._l10n_vn_known_states,
            "lang_id": self._l10n_vn_known_languages,
        }
        return lookups[field](names) if field in lookups else self._l10n_vn_known_titles(field, names)

    @api.model
    def _l10n_vn_known_titles(self, field, names):
        """Compare names without accents where there are few records, otherwise as written."""
        # Presets of the context (default_…) are for leads.
        model = self.env[self._fields[field].comodel_name].with_context(clean_context(self.env.context))
        label = {"utm.campaign": "title"}.get(model._name, model._rec_name)
        domain = Domain.TRUE
        if model.search_count([], limit=_MOST_COMPARED + 1) > _MOST_COMPARED:
            domain = Domain.OR([(label, "=ilike", _literal(name))] for name in names)
        known = {}
        for language in self._l10n_vn_languages():
            for record in model.with_context(lang=language).search_fetch(domain, [label]):
                known.setdefault(fold(record[label] or ""), record.id)
        return renamed(self.env, model._name, names) | known

    @api.model
    def _l10n_vn_languages(self):
        """Return the languages in which a list may name records: the user's, Vietnamese and English."""
        installed = {code for code, _name in self.env["res.lang"].get_installed()}
        wanted = dict.fromkeys([self.env.lang or "en_US", "vi_VN", "en_US"])
        return [code for code in wanted if code in installed or code == "en_US"]

    @api.model
    def _l10n_vn_known_states(self, names):
        """Find today's Vietnamese province for an old or new name, otherwise states of other countries."""
        parsed = {name: province.parse(name) for name in names}
        provinces = self._l10n_vn_province_ids()
        known = {fold(name): provinces.get(found.code) for name, found in parsed.items() if found}
        others = [name for name, found in parsed.items() if not found and len(name) > 2]
        if others:
            domain = Domain.OR([("name", "=ilike", _literal(name))] for name in others)
            for state in self.env["res.country.state"].search_fetch(domain, ["name"]):
                word = fold(state.name)
                known[word] = state.id if known.get(word, state.id) == state.id else False
        return known

    @api.model
    def _l10n_vn_province_ids(self):
        """Return ``{code: id}`` of the provinces."""
        return self.env["res.country.state"]._l10n_vn_get_province_ids()

    @api.model
    def _l10n_vn_find_countries(self, names):
        """Return ``{name: id}`` by the usual names and codes of countries, else by Odoo's names of them.

        By the names as written: without accents "Mỹ" would be the code of Malaysia.
        """
        countries = self.env["res.country"].search_fetch([], ["name", "code"])
        by_code = {record.code: record.id for record in countries}
        codes = {name: country.code(name) or clean(name) for name in names}
        found = {name: by_code[code] for name, code in codes.items() if code in by_code}
        unknown = {name for name in names - found.keys() if len(clean(name)) > _LONGEST_CODE}
        if unknown:
            known = {}
            for language in self._l10n_vn_languages():
                known |= {fold(record.name): record.id for record in countries.with_context(lang=language)}
            found |= {name: known[fold(name)] for name in unknown if fold(name) in known}
        return found

    @api.model
    def _l10n_vn_known_languages(self, _names):
        """Find languages by name, its first word or code; Vietnamese and English by their Vietnamese names too."""
        known = {}
        for language in self.env["res.lang"].search_fetch([], ["name", "code"]):
            for word in (language.name, language.code, language.code[:2], language.name.split(" ")[0]):
                known.setdefault(fold(word), language.id)
        vietnamese = {"tieng viet": "vi", "tieng anh": "en"}
        return known | {word: known[code] for word, code in vietnamese.items() if code in known}

    @api.model
    def _l10n_vn_may_create(self, field):
        return self.env[self._fields[field].comodel_name].has_access("create")

    @api.model
    def _l10n_vn_create_names(self, field, names):
        """Create a record for each name; names that differ in accents or case only share one.

        Of two transactions that create the same name, the second waits, is repeated, and finds it.
        """
        # Presets of the context (default_…) are for leads.
        model = self.env[self._fields[field].comodel_name].with_context(clean_context(self.env.context))
        label = {"utm.campaign": "title"}.get(model._name, model._rec_name)
        first = {}
        for name in names:
            first.setdefault(fold(name), clean(name))
        self.env["crm.lead.key.lock"]._lock_keys({(model._name, name) for name in first})
        records = model.create([{label: name} for name in first.values()])
        ids = dict(zip(first, records.ids, strict=True))
        return {name: ids[fold(name)] for name in names}

    @api.model
    def _l10n_vn_find_by_ids(self, cells):
        """Return ``{cell: lead}`` of the database ids and external ids in ``cells`` (str) that name a readable lead."""
        cells = set(cells)
        module = self.env.context.get("module", "__import__")
        xml_ids = {cell: cell if "." in cell else f"{module}.{cell}" for cell in cells if not cell.isdigit()}
        # sudo: as load() looks external ids up; leads that the user may not read are left out below.
        found = self.env["ir.model.data"].sudo()._lookup_xmlids(xml_ids.values(), self)
        by_xml_id = {
            f"{module}.{name}": lead_id
            for _id, module, name, model, _res_id, _noupdate, lead_id in found
            if lead_id and model == self._name
        }
        ids = {cell: int(cell) for cell in cells if cell.isdigit()}
        ids |= {cell: by_xml_id[xml_id] for cell, xml_id in xml_ids.items() if xml_id in by_xml_id}
        leads = self.browse(set(ids.values())).exists()._filtered_access("read")
        by_id = {lead.id: lead for lead in leads}
        return {cell: by_id[lead_id] for cell, lead_id in ids.items() if lead_id in by_id}


def _literal(name):
    """Return ``name`` with the wildcards of LIKE escaped."""
    return name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
