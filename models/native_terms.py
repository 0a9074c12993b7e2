"""Vietnamese words of Odoo's own modules: Odoo's, and those that this addon shows instead.

``data/core_terms/vi.po``
    terms of records (views, fields, subtypes …), in the form of Odoo's translation files. A comment
    ``#. earlier: words`` has a translation of a former version of this addon.
``tools/data/odoo_code_terms.csv``
    terms in Python and JavaScript code. ``odoo`` is the translation that is replaced, empty where Odoo has none.
``tools/data/odoo_names.csv``
    names of records whose field has no translations.
"""

import functools
import re
from collections import defaultdict
from typing import NamedTuple

import polib
from odoo.api import Environment
from odoo.tools.misc import file_open
from odoo.tools.translate import code_translations, get_po_paths, translation_file_reader

from ..tools.facts import facts
from ..tools.text import fold

LANGUAGE = "vi_VN"
_PLACEHOLDER = re.compile(r"%\\\((\w+)\\\)s|%s")


class Term(NamedTuple):
    """A translated term of a record, or the whole value of a field that is translated as one."""

    model: str
    field: str
    xmlid: str
    source: str

    @property
    def module(self) -> str:
        """The module of the record."""
        return self.xmlid.partition(".")[0]

    @property
    def place(self) -> str:
        """The value, as Odoo's translation files name it."""
        return f"model:{self.model},{self.field}:{self.xmlid}"


class Words(NamedTuple):
    """Our translation, and those of former versions of this addon."""

    text: str
    earlier: frozenset[str]


class Name(NamedTuple):
    """A record whose name has no translations."""

    xmlid: str
    english: str
    vietnamese: str

    @property
    def module(self) -> str:
        """The module of the record."""
        return self.xmlid.partition(".")[0]


@functools.cache
def record_terms() -> dict[Term, Words]:
    """Return our translation of each term of a record."""
    found = {}
    with file_open("l10n_vn_crm/data/core_terms/vi.po", "rb") as file:
        for row in translation_file_reader(file):
            field = row["name"].partition(",")[2]
            term = Term(row["imd_model"], field, f"{row['module']}.{row['imd_name']}", row["src"])
            lines = row["comments"].splitlines()
            earlier = frozenset(line.removeprefix("earlier: ") for line in lines if line.startswith("earlier: "))
            found[term] = Words(row["value"], earlier)
    return found


@functools.cache
def record_names() -> list[Name]:
    """Return our names of records."""
    return [Name(row["record"], row["english"], row["vietnamese"]) for row in facts("odoo_names")]


def renamed(env: Environment, model: str, names: set[str]) -> dict[str, int]:
    """Return the records that this addon has renamed and that ``names`` calls by the names that Odoo gave them.

    :return: {folded name: id}
    """
    wanted = {fold(name) for name in names}
    found = {}
    for name in record_names():
        if fold(name.english) in wanted:
            record = env.ref(name.xmlid, raise_if_not_found=False)
            if record and record._name == model and record[record._rec_name] == name.vietnamese:
                found[fold(name.english)] = record.id
    return found


@functools.cache
def _code_terms() -> dict[str, list[dict[str, str]]]:
    found = defaultdict(list)
    for row in facts("odoo_code_terms"):
        found[row["module"]].append(row)
    return dict(found)


def code_modules() -> set[str]:
    """Return the modules that have terms in code which this addon translates."""
    return set(_code_terms())


def code_terms(module: str, native: dict[str, str]) -> dict[str, str]:
    """Return our translations of terms in the code of a module.

    :param dict native: Odoo's translations; what Odoo has translated in another way meanwhile stays
    """
    return {
        row["source"]: row["vietnamese"]
        for row in _code_terms().get(module, ())
        if native.get(row["source"], "") in ("", row["source"], row["odoo"])
    }


def native_terms(module: str) -> dict[str, str]:
    """Return Odoo's own translations of a module, by source and by place: our module may have changed the source."""
    found = {}
    for path in get_po_paths(module, LANGUAGE):
        for entry in polib.pofile(path):
            if entry.msgstr and not entry.obsolete:
                found[entry.msgid] = entry.msgstr
                found.update((place, entry.msgstr) for place, _line in entry.occurrences if place.startswith("model:"))
    return found


def rephrase(text: str, module: str, lang: str | None) -> str:
    """Return a text that Python code of ``module`` has made of one of its terms, with our translation of the term.

    Odoo has no hook for the translation of such terms; this is for the methods that return them.
    """
    if not text or lang != LANGUAGE:
        return text
    native = code_translations.get_python_translations(module, LANGUAGE)
    terms = code_terms(module, native)
    for source, words in terms.items():
        match = _pattern(native.get(source) or source).fullmatch(text)
        if match:
            values = {name: terms.get(value, value) for name, value in match.groupdict().items()}
            values = values or match.groups()
            return words % values if values else words
    return text


def rephrase_error(text: str, lang: str | None) -> str:
    """Return the message of an error with our translation, whichever module it comes from."""
    for module in sorted(code_modules()) if lang == LANGUAGE else ():
        if (words := rephrase(text, module, lang)) != text:
            return words
    return text


@functools.cache
def _pattern(words: str) -> re.Pattern[str]:
    """Return the expression that a term with its values matches."""
    places = _PLACEHOLDER.sub(lambda found: f"(?P<{found[1]}>.*)" if found[1] else "(.*)", re.escape(words))
    return re.compile(places, re.DOTALL)
