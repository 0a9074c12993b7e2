"""Export the addon's translatable terms, and bring the Vietnamese file up to date with them."""

import argparse
import os
import subprocess

from _database import odoo, template, temporary
from _odoo import command, environment
from _place import CHECKOUT, KEY, MODULE, addons_folder
from _postgres import server
from _say import Stop, say
from _venv import python

POT = CHECKOUT / f"i18n/{MODULE}.pot"
PO = CHECKOUT / "i18n/vi.po"
# Dates and names would make each export differ from the last; only terms may.
TIDY = """
import sys, polib
terms = polib.pofile(sys.argv[1], wrapwidth=0)
for name in ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team"):
    terms.metadata.pop(name, None)
terms.save()
"""
# Translations of terms that still exist are kept; the others leave the file.
MERGE = """
import os, sys, polib
terms = polib.pofile(sys.argv[1], wrapwidth=0)
known = {entry.msgid: entry.msgstr for entry in polib.pofile(sys.argv[2])} if os.path.exists(sys.argv[2]) else {}
terms.metadata.update({"Language": "vi", "Plural-Forms": "nplurals=1; plural=0;"})
for entry in terms:
    entry.msgstr = known.get(entry.msgid, "")
terms.save(sys.argv[2])
print(sum(not entry.msgstr for entry in terms), "of", len(terms))
"""


def main(argv):
    argparse.ArgumentParser(prog="dev pot", description=__doc__).parse_args(argv)
    export(POT)
    say(f"{POT.name} written; {PO.name}: {_python(MERGE, POT, PO)} terms are without Vietnamese.")
    return 0


def export(path):
    """Write the addon's terms, as a fresh installation has them, to ``path``."""
    path.parent.mkdir(exist_ok=True)
    with server(), temporary(f"{MODULE}_{KEY}_{os.getpid()}_pot", template("lean", demo=False)) as database:
        odoo(database, "-i", MODULE)
        words = command(addons_folder(), "i18n export", "-d", database, "-o", str(path), MODULE)
        done = subprocess.run(words, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(f"Odoo could not export the terms: {done.stderr.strip()[-300:]}")
    _python(TIDY, path)


def _python(script, *paths):
    done = subprocess.run([str(python()), "-c", script, *map(str, paths)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(f"The translation files could not be read: {done.stderr.strip()[-300:]}")
    return done.stdout.strip()
