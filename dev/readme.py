"""Build README.rst and the page in Odoo's Apps from the fragments in ``readme/``."""

import argparse
import subprocess
from pathlib import Path

from _place import CHECKOUT, DEV
from _say import Stop, say
from _venv import python

FRAGMENTS = CHECKOUT / "readme"
README, PAGE = CHECKOUT / "README.rst", CHECKOUT / "static/description/index.html"
TITLE = "Vietnam - Lead Management"
# Fragments as OCA names them, in order, and the heading of each.
SECTIONS = (
    ("DESCRIPTION", ""),
    ("INSTALL", "Installation"),
    ("ROLES", "For whom"),
    ("FEATURES", "What it does"),
    ("CONFIGURE", "Configuration"),
    ("USAGE", "Guide"),
    ("DEVELOP", "Development"),
    ("ROADMAP", "Limits"),
    ("CONTRIBUTORS", "Contributors"),
    ("HISTORY", "Changes"),
)
NOTE = ".. Built by ``python3 dev readme`` from the fragments in readme/: change those.\n\n"
LICENSE = "License: LGPL-3.\n"


def main(argv):
    argparse.ArgumentParser(prog="dev readme", description=__doc__).parse_args(argv)
    for path, text in build().items():
        path.write_text(text, encoding="utf-8")
        say(f"Written: {path.relative_to(CHECKOUT)}")
    return 0


def build():
    """Return dict path → text of the built files."""
    return {README: _readme(), PAGE: _page()}


def stale():
    """Return a line for each built file that differs from what the fragments say."""
    return [
        f"{path.relative_to(CHECKOUT)} is stale: python3 dev readme"
        for path, text in build().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def _readme():
    line = "=" * len(TITLE)
    parts = [f"{NOTE}{line}\n{TITLE}\n{line}\n"]
    for name, heading in SECTIONS:
        # Links of a fragment start in its own folder.
        text = (FRAGMENTS / f"{name}.rst").read_text(encoding="utf-8").replace("../", "")
        parts.append(f"{heading}\n{'=' * len(heading)}\n\n{text}" if heading else text)
    return "\n".join([*parts, LICENSE])


def _page():
    words = [str(python()), str(Path(DEV, "_store_page.py")), str(FRAGMENTS)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode or done.stderr.strip():
        raise Stop(f"The page could not be built: {done.stderr.strip()[-500:]}")
    return done.stdout
