"""The screens of the addon without a mouse: real keys, sent to the browser as a keyboard sends them."""

import json

from odoo.tests import tagged

from .table import SCREENS, Screen, ours
from .walker import Walker

# What a key can stop at within an element; radio buttons of one group are one stop, reached with the arrows.
_STOPS = """
    const root = document.querySelector(%s);
    const stops = [...root.querySelectorAll(
        "button, a[href], input:not([type=radio], [type=hidden]), select, textarea, [tabindex='0']"
    )].filter((el) => el.tabIndex >= 0 && !el.disabled && el.checkVisibility({ visibilityProperty: true }));
"""
_NAME = (
    "(el) => `${el.tagName.toLowerCase()}.${el.className} ${el.name || ''} ${(el.innerText || el.title || '').trim()}`"
)
# What differs where an element, its label or the box around it has the focus.
_LOOK = """
    const el = document.activeElement;
    const boxes = [el, el.labels?.[0], el.parentElement, el.closest("td, .o_field_widget")].filter(Boolean);
    const look = () => boxes.map((box) => {
        const { outline, boxShadow, borderColor, backgroundColor, color, textDecoration } = getComputedStyle(box);
        return [outline, boxShadow, borderColor, backgroundColor, color, textDecoration].join();
    }).join("\\n");
    const still = document.head.appendChild(document.createElement("style"));
    still.textContent = "* { transition: none !important; }";
    const focused = look();
    el.blur();
    const bare = look();
    el.focus({ focusVisible: true });
    still.remove();
    return focused !== bare;
"""


@tagged("post_install", "-at_install")
class TestKeyboard(Walker):
    companions = frozenset()

    def open(self, name):
        """Show a screen of the table, or one given, at the width of a desktop."""
        screen = name if isinstance(name, Screen) else next(one for one in SCREENS if one.name == name)
        self.assertTrue(self.show(screen, 1366), self.missing)

    def focused(self, selector):
        """Return whether the focus is on an element that ``selector`` finds, or within one."""
        return self.page.run(f"return Boolean(document.activeElement.closest({json.dumps(selector)}))")

    def tab_to(self, selector, limit=40, back=False):
        """Press Tab until the focus is on ``selector``."""
        for _press in range(limit):
            if self.focused(selector):
                return
            self.page.press("Tab", shift=back)
        self.fail(f"{selector} is not reached with {limit} times Tab")

    def walk_through(self, selector, limit=240):
        """Tab from the first stop in ``selector`` through all of them; each must show that it has the focus."""
        page, stops = self.page, _STOPS % json.dumps(selector)
        page.run(f"{stops} stops.forEach((el) => delete el.dataset.reached); stops[0].focus();")
        hidden, left = [], None
        for _press in range(limit):
            page.run("document.activeElement.dataset.reached = 1;")
            if self.focused(selector) and not page.run(_LOOK):
                hidden.append(page.run(f"return ({_NAME})(document.activeElement)"))
            left = page.run(f"{stops} return stops.filter((el) => !el.dataset.reached).map({_NAME});")
            if not left:
                break
            page.press("Tab")
        self.assertEqual((left, hidden), ([], []), f"{selector}: not reached, or without a visible focus")

    def test_my_day(self):
        with self.browsing() as page:
            self.open("my_day")
            self.walk_through(".o_l10n_vn_my_day")
            page.press("Tab")
            page.run("document.querySelector('.o_l10n_vn_day_card').focus();")
            first = page.run("return document.activeElement.dataset.id")
            page.press("ArrowDown")
            self.assertNotEqual(page.run("return document.activeElement.dataset.id"), first)
            page.press("ArrowUp")
            self.assertEqual(page.run("return document.activeElement.dataset.id"), first)
            page.press("Enter")
            self.assertTrue(page.wait_for(".o_form_view"))

    def test_result_of_a_talk(self):
        with self.browsing() as page:
            self.open("my_day")
            page.run("document.querySelector('.o_l10n_vn_day_card').focus();")
            page.press("r")
            self.assertTrue(page.wait_for(".modal .o_l10n_vn_choice"))
            page.settle()
            self.assertTrue(self.focused(".modal .o_l10n_vn_choice"), "the results have the focus")
            page.press("ArrowRight")
            page.settle()
            chosen = (
                "return document.querySelectorAll('.modal .o_l10n_vn_choice')[0].querySelector('.active').innerText"
            )
            before = page.run(chosen)
            page.press("ArrowRight")
            page.settle()
            self.assertNotEqual(page.run(chosen), before)
            self.walk_through(".modal")
            page.press("Tab", 30)
            self.assertTrue(self.focused(".modal"), "a dialog keeps the focus until it is closed")
            self.tab_to(".modal button[name=action_save]")
            page.press("Escape")
            page.settle()
            self.assertTrue(page.wait_for("body:not(:has(.modal))"))
            self.assertTrue(self.focused(".o_l10n_vn_day_card"), "back where it was opened")

    def test_lists_beside_a_list(self):
        with self.browsing() as page:
            self.open("lead_list")
            self.walk_through(".o_l10n_vn_lead_lists")
            page.run("document.querySelector('.o_searchview_input').focus();")
            page.press("ArrowDown")  # Tab stays in Odoo's search box
            self.assertTrue(self.focused(".o_list_renderer"))
            self.tab_to("[data-list=crm_lead_action_new]", back=True)
            page.press("Enter")
            self.assertTrue(page.wait_for("[data-list=crm_lead_action_new].active"))

    def test_a_list_is_imported(self):
        with self.browsing() as page:
            self.open("lead_board")
            page.run("[...document.querySelectorAll('.o_menu_systray button')].at(-1).focus();")
            self.tab_to(".l10n_vn_import_list", 10)
            self.assertTrue(page.run(_LOOK))
            page.press("Enter")
            self.assertTrue(page.wait_for(".o_import_file"))
            page.settle()
            self.tab_to(".o_import_file")
            self.assertTrue(page.run(_LOOK))
            self.assertTrue(page.choose_file_with("Enter"), "the browser asks for a file")

    def test_criteria_in_the_conversion_window(self):
        with self.browsing() as page:
            self.open("conversion")
            self.walk_through(".modal")
            page.run("document.querySelector('.modal .o_l10n_vn_criterion[aria-checked=false]').focus();")
            page.press(" ")
            page.settle()
            self.assertEqual(page.run("return document.activeElement.getAttribute('aria-checked')"), "true")
            self.tab_to(".modal .o_l10n_vn_answer input", 4)

    def test_managers_view(self):
        with self.browsing() as page:
            self.open("manager_report")
            self.walk_through(".o_tiles")
            page.run("document.querySelector('.o_tile').focus();")
            page.press("Enter")
            self.assertTrue(page.wait_for(".o_list_view, .o_kanban_view"))

    def test_first_steps(self):
        with self.browsing() as page:
            self.open(Screen("first_steps", ours("crm_lead_action"), ".o_l10n_vn_first_steps"))
            self.walk_through(".o_l10n_vn_first_steps")
            page.run("document.querySelector('.o_l10n_vn_step[data-key=stages]').focus();")
            page.press(" ")
            self.assertTrue(page.wait_for(".o_list_view"))
