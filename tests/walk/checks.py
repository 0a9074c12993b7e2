"""Checks that are made on each screen of the walk."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from .language import check_language
from .page import PHONE
from .walker import WIDTHS

LAYOUT = (Path(__file__).parent / "layout.js").read_text(encoding="utf-8")

# (kind, selector, reason): what the check of the layout leaves alone.
LAYOUT_EXEMPTIONS = (
    ("overlap", ".o_arrow_button", "the arrows of Odoo's stage bar reach into each other"),
    ("scroll", ".o_kanban_grouped", "a board with columns scrolls sideways"),
    ("scroll", ".o_notebook_headers", "tabs scroll sideways on a phone"),
)


def check_layout(page, _screen, _width):
    """Return what is cut, hidden, too wide, on top of each other or apart on the screen."""
    return page.run(f"const faults = {LAYOUT.strip()}; return faults({json.dumps(LAYOUT_EXEMPTIONS)});")


def check_console(page, _screen, _width):
    """Return the errors of the browser's console since the screen was opened."""
    return page.take_complaints()


class Check(NamedTuple):
    """``look(page, screen, width)`` returns what is wrong, as a list of str, at each of ``widths``"""

    look: Callable
    widths: tuple = WIDTHS


CHECKS = {
    "layout": Check(check_layout),
    "console": Check(check_console),
    # Last: it opens menus. Texts are the same at every width of a desktop.
    "language": Check(check_language, (PHONE, 1366)),
}
