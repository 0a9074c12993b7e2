"""Which records do the names in a list mean?"""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import clean_context

from ..tools import province
from ..tools.text import clean, fold

_MOST_COMPARED = 5000


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    def _l10n_vn_find_names(self, field, names, create=False):
        """Return ``{name: id}`` for the ``names`` (set of str) of records that ``field`` may point to.

        :param str field: name of a relational field of leads
        :param bool create: make records of the names that nobody has, where the user may
        """
        names = {name for name in names if name}
        if not names:
            return {}
        known = self._l10n_vn_known_names(field, names)
        found = {name: known[fold(name)] for name in names if known.get(fold(name))}
        missing = sorted(names - found.keys())
        if missing and create and self._l10n_vn_may_create(field):
            found |= self._l10n_vn_create_names(field, missing)
        return found

    @api.model
    def _l10n_vn_known_names(self, field, names):
        """Return ``{folded name: id}``, False where two records share a name and none comes first."""
        readers = {
            "user_id": self._l10n_vn_known_users,
            "stage_id": self._l10n_vn_known_stages,
            "state_id": self._l10n_vn_known_states,
            "country_id": self._l10n_vn_known_countries,
        }
        return readers[field](names) if field in readers else self._l10n_vn_known_titles(field, names)

    @api.model
    def _l10n_vn_known_titles(self, field, names):
        """Names of small lists are compared without accents, of long ones as written."""
        # Presets of the context are for leads.
        model = self.env[self._fields[field].comodel_name].with_context(clean_context(self.env.context))
        label = {"utm.campaign": "title"}.get(model._name, model._rec_name)
        domain = Domain.TRUE
        if model.search_count([], limit=_MOST_COMPARED + 1) > _MOST_COMPARED:
            domain = Domain.OR([(label, "=ilike", _literal(name))] for name in names)
        known = {}
        for language in self._l10n_vn_languages():
            for record in model.with_context(lang=language).search_fetch(domain, [label]):
                known.setdefault(fold(record[label] or ""), record.id)
        return known

    @api.model
    def _l10n_vn_languages(self):
        """Return the languages in which a list may name records: the user's, Vietnamese and English."""
        installed = {code for code, _name in self.env["res.lang"].get_installed()}
        wanted = dict.fromkeys([self.env.lang or "en_US", "vi_VN", "en_US"])
        return [code for code in wanted if code in installed or code == "en_US"]

    @api.model
    def _l10n_vn_known_users(self, _names):
        """Salespeople go by name, login or e-mail; a name that two people share means nobody."""
        known = {}
        for user in self.env["res.users"].search_fetch([("share", "=", False)], ["name", "login", "email"]):
            for word in {fold(user.name or ""), fold(user.login or ""), fold(user.email or "")}:
                known[word] = user.id if known.get(word, user.id) == user.id else False
        return known

    @api.model
    def _l10n_vn_known_stages(self, _names):
        """Return the stages that the new records may stand in; others stay words in the notes."""
        lead_type = self.default_get(["type"]).get("type")
        team = self.env["crm.team"]._get_default_team_id(user_id=self.env.uid)
        uses = [self._l10n_vn_get_stage_use(lead_type, team, False), "both"]
        stages = self.env["crm.stage"].search([("l10n_vn_applies_to", "in", uses)])
        known = {}
        for language in self._l10n_vn_languages():
            for stage in stages.with_context(lang=language):
                known.setdefault(fold(stage.name), stage.id)
        return known

    @api.model
    def _l10n_vn_known_states(self, names):
        """Return the Vietnamese provinces of today behind old and new names, else states of other countries."""
        means = {name: province.parse(name) for name in names}
        provinces = self._l10n_vn_province_ids()
        known = {fold(name): provinces.get(found.code) for name, found in means.items() if found}
        others = [name for name, found in means.items() if not found and len(name) > 2]
        if others:
            domain = Domain.OR([("name", "=ilike", _literal(name))] for name in others)
            for state in self.env["res.country.state"].search_fetch(domain, ["name"]):
                word = fold(state.name)
                known[word] = state.id if known.get(word, state.id) == state.id else False
        return known

    @api.model
    def _l10n_vn_province_ids(self):
        """Return ``{code: id}`` of the provinces."""
        states = self.env["res.country.state"].search_fetch([("country_id.code", "=", "VN")], ["code"])
        return {state.code: state.id for state in states}

    @api.model
    def _l10n_vn_known_countries(self, _names):
        countries = self.env["res.country"].search_fetch([], ["name", "code"])
        known = {}
        for language in self._l10n_vn_languages():
            for country in countries.with_context(lang=language):
                known[fold(country.name)] = known[country.code.lower()] = country.id
        return known

    @api.model
    def _l10n_vn_may_create(self, field):
        return self.env[self._fields[field].comodel_name].has_access("create")

    @api.model
    def _l10n_vn_create_names(self, field, names):
        """Create one record a name; names that differ in accents or case only share one."""
        model = self.env[self._fields[field].comodel_name]
        label = {"utm.campaign": "title"}.get(model._name, model._rec_name)
        first = {}
        for name in names:
            first.setdefault(fold(name), clean(name))
        records = model.create([{label: name} for name in first.values()])
        ids = dict(zip(first, records.ids, strict=True))
        return {name: ids[fold(name)] for name in names}


def _literal(name):
    """Return ``name`` so that LIKE takes each character as itself."""
    return name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
