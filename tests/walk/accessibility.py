"""Faults of accessibility on a screen, found by axe-core, which ``dev test`` brings from npm."""

import json
import os
from pathlib import Path

SOURCE = os.environ.get("L10N_VN_CRM_AXE")

# Components, fields and buttons of the addon; the rest of a page is Odoo's.
OURS = (
    "[class*='o_l10n_vn']:not(.o_kanban_view, .o_list_view, .o_form_view), [class*='o_field_l10n_vn'], "
    "[name*='l10n_vn'], .l10n_vn_target, .l10n_vn_cards"
)
# (rule, selector, reason): widgets of Odoo's own within them.
EXEMPTIONS = (
    ("aria-allowed-attr", ".o_progressbar", "Odoo's progress bar"),
    ("aria-allowed-attr", ".o_tag, .o_select_menu, .o-autocomplete", "Odoo's tags and menus"),
    ("aria-required-parent", ".o_notebook_headers", "the tabs of Odoo's notebook"),
    ("autocomplete-valid", ".o_select_menu", "Odoo's menu of choices"),
    ("button-name", ".o_clipboard_button", "Odoo's button to copy has an icon only"),
    ("button-name", ".o_optional_columns_dropdown", "Odoo's menu of a list's columns has an icon only"),
    ("color-contrast", ".badge", "colours of Odoo's badges"),
    ("color-contrast", ".o_form_label", "Odoo's labels are grey on a phone"),
    ("image-alt", ".o_avatar", "Odoo's pictures of users"),
)

_RUN = """
    const roots = [...document.querySelectorAll(".modal:not(.o_inactive_modal), .o-dropdown--menu, .o_burger_menu")];
    if (!roots.some((root) => root.matches(".modal"))) {
        roots.unshift(...document.querySelectorAll(".o_action_manager"));
    }
    const result = await axe.run(
        { include: roots },
        {
            runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] },
            resultTypes: ["violations"],
        }
    );
    const faults = new Set();
    for (const { id, impact, nodes } of result.violations) {
        for (const { target, any } of ["serious", "critical"].includes(impact) ? nodes : []) {
            const el = document.querySelector(target.flat().at(-1));
            if (el?.closest(OURS) && !EXEMPTIONS.some(([rule, selector]) => rule === id && el.closest(selector))) {
                const names = [];
                for (let at = el; at && names.length < 4; at = at.parentElement) {
                    const name = at.getAttribute("name");
                    const classes = [...at.classList].slice(0, 3).map((word) => `.${word}`);
                    names.unshift(at.tagName.toLowerCase() + classes.join("") + (name ? `[${name}]` : ""));
                }
                faults.add(`${id}: ${names.join(" > ")} "${(el?.textContent || "").trim().slice(0, 30)}" ` +
                    (any[0]?.message || "").slice(0, 160));
            }
        }
    }
    return [...faults];
"""


def check_accessibility(page, _screen, _width):
    """Return the serious and critical faults of what is ours on the screen, one line for each element."""
    if not SOURCE:
        return []
    if not page.run("return Boolean(window.axe)"):
        page.run(f"{Path(SOURCE).read_text(encoding='utf-8')}; window.axe ||= globalThis.axe;")
    return page.run(f"const [OURS, EXEMPTIONS] = {json.dumps([OURS, EXEMPTIONS])}; {_RUN}")
