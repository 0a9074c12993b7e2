"""Vietnamese words of Odoo's own modules, loaded after Odoo's translations."""

import functools
from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL
from odoo.tools.translate import TranslationImporter

from .native_terms import LANGUAGE, native_terms, record_names, record_terms


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    @api.model
    def _load_module_terms(self, modules, langs, overwrite=False):
        done = super()._load_module_terms(modules, langs, overwrite)
        if LANGUAGE in langs:
            self._l10n_vn_load_terms(modules)
        return done

    @api.model
    def _l10n_vn_load_terms(self, modules):
        """Replace Odoo's Vietnamese words in records of ``modules``, of all where this addon is among them.

        Words that users have changed are neither Odoo's nor ours, and stay.
        """
        amended = {term.module for term in record_terms()} | {name.module for name in record_names()}
        chosen = amended if "l10n_vn_crm" in modules else amended.intersection(modules)
        if not chosen:
            return
        native = {module: native_terms(module) for module in chosen}
        importer = TranslationImporter(self.env.cr, verbose=False)
        for term, words in self._l10n_vn_read_terms(importer.env, chosen).items():
            ours = record_terms()[term]
            replaced = {term.source, native[term.module].get(term.place), *ours.earlier}
            replaced.update(words_of.get(term.source) for words_of in native.values())
            if words != ours.text and words in replaced:
                _put(importer, term, ours.text)
        importer.save(force_overwrite=True)
        _rename(importer.env, [name for name in record_names() if name.module in chosen], "english", "vietnamese")

    @api.model
    def _l10n_vn_on_install(self):
        """Translate the name of the model in the logs of teams, which were created before Odoo had translated it."""
        if not self._l10n_vn_has_vietnamese():
            return
        for model in ("crm.team", "crm.team.member"):
            english, vietnamese = (
                self.env["ir.model"].with_context(lang=lang)._get(model).name for lang in ("en_US", LANGUAGE)
            )
            # "%s created" of the module mail is Odoo's own term, "được tạo" Odoo's translation.
            logs = self.env["mail.message"].search(
                [
                    ("model", "=", model),
                    ("res_id", "in", self.env[model].with_context(active_test=False).search([]).ids),
                    ("body", "=", f"<p>{english} được tạo</p>"),
                ]
            )
            logs.body = f"<p>{vietnamese} được tạo</p>"

    @api.model
    def _l10n_vn_on_uninstall(self):
        """Give Odoo's own words back to what still has ours."""
        if not self._l10n_vn_has_vietnamese():
            return
        installed = self.search([("state", "=", "installed")]).mapped("name")
        importer = TranslationImporter(self.env.cr, verbose=False)
        chosen = {term.module for term in record_terms()}.intersection(installed)
        found = self._l10n_vn_read_terms(importer.env, chosen)
        ours = [term for term, words in found.items() if words == record_terms()[term].text]
        native = functools.cache(native_terms)
        odoos = {term: _native_words(importer.env, term, installed, native) for term in ours}
        for term, words in odoos.items():
            _put(importer, term, words or term.source)
        importer.save(force_overwrite=True)
        _forget_english(importer.env, [term for term, words in odoos.items() if not words])
        _rename(importer.env, record_names(), "vietnamese", "english")

    @api.model
    def _l10n_vn_has_vietnamese(self):
        """Return whether the language is installed."""
        return LANGUAGE in dict(self.env["res.lang"].get_installed())

    @api.model
    def _l10n_vn_read_terms(self, env, modules):
        """Return ``{term: Vietnamese words in the database}`` of our terms of ``modules`` that the database has.

        A term whose English words have been changed is not among them.
        """
        groups = defaultdict(lambda: defaultdict(list))
        for term in record_terms():
            if term.module in modules and term.model in env and term.field in env[term.model]._fields:
                groups[term.model, term.field][term.xmlid].append(term)
        found = {}
        for (model, name), terms in groups.items():
            field = env[model]._fields[name]
            for xmlid, english, vietnamese in _read(env, model, name, terms):
                if callable(field.translate):
                    words = field.get_translation_dictionary(english or "", {LANGUAGE: vietnamese or ""})
                    texts = {source: translations[LANGUAGE] for source, translations in words.items()}
                else:
                    texts = {english: vietnamese}
                found.update((term, texts[term.source]) for term in terms[xmlid] if term.source in texts)
        return found


def _read(env, model, field, xmlids):
    """Yield (XML id, English value, Vietnamese value) of records that exist."""
    data = env["ir.model.data"].search_fetch(
        [("model", "=", model), ("name", "in", [xmlid.partition(".")[2] for xmlid in xmlids])],
        ["module", "name", "res_id"],
    )
    ids = {f"{row.module}.{row.name}": row.res_id for row in data if f"{row.module}.{row.name}" in xmlids}
    english = env[model].with_context(lang="en_US", active_test=False).browse(set(ids.values())).exists()
    vietnamese = english.with_context(lang=LANGUAGE)
    pairs = zip(english, vietnamese, strict=True)
    values = {record.id: (record[field], translated[field]) for record, translated in pairs}
    for xmlid, record_id in ids.items():
        if record_id in values:
            yield xmlid, *values[record_id]


def _native_words(env, term, installed, native):
    """Return what Odoo's modules say for ``term``, if anything: models and fields have an XML id in several modules.

    :param native: :func:`native_terms`, cached
    """
    if callable(env[term.model]._fields[term.field].translate):
        return native(term.module).get(term.source)
    record = env.ref(term.xmlid)
    data = env["ir.model.data"].search_fetch(
        [("model", "=", term.model), ("res_id", "=", record.id), ("module", "in", installed)], ["module", "name"]
    )
    xmlids = [term.xmlid, *(f"{one.module}.{one.name}" for one in data if one.module != "l10n_vn_crm")]
    places = [term._replace(xmlid=xmlid) for xmlid in xmlids]
    return next(filter(None, (native(place.module).get(place.place) for place in places)), None)


def _forget_english(env, terms):
    """Remove English words that stand for translations: where Odoo has none, values have only their source."""
    env.flush_all()
    for model, field in {(term.model, term.field) for term in terms}:
        ids = [env.ref(term.xmlid).id for term in terms if (term.model, term.field) == (model, field)]
        env.cr.execute(
            SQL(
                "UPDATE %(table)s SET %(field)s = %(field)s - %(lang)s::text"
                " WHERE id = ANY(%(ids)s) AND %(field)s->>%(lang)s = %(field)s->>'en_US'",
                table=SQL.identifier(env[model]._table),
                field=SQL.identifier(field),
                lang=LANGUAGE,
                ids=ids,
            )
        )
    env.invalidate_all()


def _put(importer, term, words):
    """Give ``words`` to the importer as the translation of ``term``."""
    if callable(importer.env[term.model]._fields[term.field].translate):
        terms = importer.model_terms_translations[term.model][term.field][term.xmlid]
        terms[term.source][LANGUAGE] = words
    else:
        importer.model_translations[term.model][term.field][term.xmlid][LANGUAGE] = words


def _rename(env, names, old, new):
    """Rename the records that still have their ``old`` name, unless another has the new one."""
    for name in names:
        record = env.ref(name.xmlid, raise_if_not_found=False)
        if record and record.name == getattr(name, old):
            taken = env[record._name].search_count([("name", "=", getattr(name, new))], limit=1)
            if not taken:
                record.name = getattr(name, new)
