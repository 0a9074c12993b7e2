"""Checks that are made on each screen of the walk."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from .accessibility import check_accessibility
from .language import check_language
from .page import PHONE
from .walker import WIDTHS

LAYOUT = (Path(__file__).parent / "layout.js").read_text(encoding="utf-8")

# (kind, selector, reason): what the check of the layout leaves alone.
LAYOUT_EXEMPTIONS = (
    ("overlap", ".o_arrow_button", "the arrows of Odoo's stage bar reach into each other"),
    ("scroll", ".o_kanban_grouped", "a board with columns scrolls sideways"),
    ("scroll", ".o_kanban_view > .o_content", "a board with columns scrolls sideways"),
    ("scroll", ".o_notebook", "tabs scroll sideways on a phone"),
    ("scroll", ".o_import_data_content, .o_l10n_vn_import_preview", "the columns of a file are as many as they are"),
    ("label", ".o_setting_right_pane", "in Odoo's settings the help is between label and input"),
    ("keyboard", ".o_list_actions_header, .o_list_record_remove", "Odoo's lists are walked with the arrow keys"),
    ("wrap", ".o_control_panel_actions:has(.o_cp_searchview)", "facets of Odoo's search box take another row"),
    ("cut", ".o_field_widget[name=zip]", "Odoo's address of a contact"),
    ("cut", ".l10n_vn_icon_only > span", "the name of a button with an icon is for those who hear the page"),
    ("cut", ".o_widget_mail_activity_mixin_list_reschedule_dropdown", "Odoo's own column, with its own width"),
)


PHONE_EXEMPTIONS = (
    ("scroll", ".o_form_view .o_list_renderer", "lists within forms scroll sideways on a phone"),
    ("scroll", ".o_settings_container, .settings_tab", "Odoo's tabs of settings scroll sideways on a phone"),
    ("scroll", ".o-mail-Chatter, .o-mail-ChatterContainer", "the bar of Odoo's chatter scrolls sideways on a phone"),
    ("cut", ".o_field_widget[name=l10n_vn_opportunity_id]", "the hint begins with what matters"),
    ("cut", ".o_list_renderer td", "a tap on the row opens the record"),
)


def check_layout(page, _screen, width):
    """Return what is cut, hidden, too wide, on top of each other or apart on the screen."""
    exemptions = LAYOUT_EXEMPTIONS + (PHONE_EXEMPTIONS if width == PHONE else ())
    return page.run(f"const faults = {LAYOUT.strip()}; return faults({json.dumps(exemptions)});")


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
    "accessibility": Check(check_accessibility, (375, 1366)),
    # Last: it opens menus. Texts are the same at every width of a desktop.
    "language": Check(check_language, (PHONE, 1366)),
}
