"""English in texts of a Vietnamese screen.

The English words are those of the terms that the installed modules offer for translation. A text is English where

* it is such a term, and no Vietnamese translation reads the same, or
* it contains such a word that is no Vietnamese syllable.

``foreign_words.csv`` lists words that Vietnamese people use too (brands, *Email*), each with its reason.
"""

import csv
import re
from functools import cached_property
from pathlib import Path

import polib
from odoo.addons.l10n_vn_crm.tools.syllable import is_valid
from odoo.tools.misc import file_path

FOREIGN = Path(__file__).parent / "foreign_words.csv"
_NO_WORDS = re.compile(
    r"""
    \S+@\S+ | \b\w+://\S+ | \S*\w[.]\w\S*      # addresses, links, names of files
    | %\(\w+\)\w | \b__\w+__\b                  # places for values, names of internal users
    | (?<!\w)-{1,2}[a-z]\w*(?:=\S*)?             # options of commands
    | \b(?=\w*\d)(?=\w*[a-zA-Z])\w+\b | [\#@]\w+  # codes with digits, tags
    """,
    re.VERBOSE,
)
_MARKUP = re.compile(r"<[^>]*>")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def plain(text):
    """Return ``text`` in one case, with single blanks, without punctuation around it."""
    return " ".join(text.split()).strip(' :.…*?!,;()"“”-–•').lower()


class English:
    """What is English to a Vietnamese user of ``modules``, names of modules."""

    def __init__(self, modules):
        self.modules = sorted(modules)

    @cached_property
    def foreign(self):
        """Words that are the same in both languages."""
        with FOREIGN.open(encoding="utf-8") as file:
            return {row["word"].lower() for row in csv.DictReader(file)}

    @cached_property
    def _files(self):
        """Terms of each module with their translations: [(source, Vietnamese)]."""
        found = []
        for module in self.modules:
            sources = _entries(f"{module}/i18n/{module}.pot")
            words = {entry.msgid: entry.msgstr for entry in _entries(f"{module}/i18n/vi.po")}
            found += [(entry.msgid, words.get(entry.msgid, "")) for entry in sources]
        return found

    @cached_property
    def terms(self):
        """English terms that no Vietnamese term is equal to."""
        vietnamese = {piece for source, words in self._files if words != source for piece in _pieces(words)}
        return {piece for source, _translation in self._files for piece in _pieces(source)} - vietnamese

    @cached_property
    def words(self):
        """English words that cannot be Vietnamese syllables."""
        pieces = {piece for source, _translation in self._files for piece in _pieces(source)}
        found = {word.lower() for piece in pieces for word in _words(piece)}
        return {word for word in found if not is_valid(word)} - self.foreign

    def find(self, text):
        """Return the English words of ``text`` (list of str), the whole text where it is a term; else an empty list."""
        text = _NO_WORDS.sub(" ", text)
        found = [word for word in _words(text) if word.lower() in self.words]
        term = plain(text)
        if not found and term.isascii() and term in self.terms and not self.foreign.issuperset(_words(term)):
            return [term]
        return found


def _words(text):
    """Return the words of ``text`` that are written in ASCII and have two letters at least."""
    return [word for word in _TOKEN.findall(text) if word.isascii() and len(word) > 1]


def _pieces(term):
    """Yield the texts between the tags of a term."""
    for piece in _MARKUP.split(term):
        text = plain(_NO_WORDS.sub(" ", piece))
        if len(text) > 1 and text.isascii() or not text.isascii():
            yield text


def _entries(path):
    try:
        return [entry for entry in polib.pofile(file_path(path)) if not entry.obsolete]
    except FileNotFoundError:
        return []
