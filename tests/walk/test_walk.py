"""Every screen of the addon, at every width, with every check."""

from collections import defaultdict

from odoo.modules.registry import Registry
from odoo.tests import tagged
from odoo.tests.common import get_db_name

from .accessibility import SOURCE
from .checks import CHECKS
from .language import check_language
from .table import SCREENS
from .walker import Walker


@tagged("post_install", "-at_install")
class TestWalk(Walker):
    """One walk for all tests: it takes minutes, the tests read what it found."""

    found = None

    @classmethod
    def setUpClass(cls):
        with Registry(get_db_name()).cursor() as cr:
            # Counted in transactions of their own: the calls and questions of other tests are still there.
            cr.execute("DELETE FROM crm_lead_api_usage")
            cr.execute("DELETE FROM crm_lead_disclosure")
        super().setUpClass()
        # The companies of Odoo's demo data have English names.
        others = cls.env["res.company"].search([("id", "!=", cls.mine.company_id.id)])
        for number, company in enumerate(others):
            company.name = f"Công ty Hướng Dương {number}"
        cls.env.flush_all()

    def faults(self, name):
        """Return what check ``name`` found, as lines with the screens and widths of each fault."""
        if TestWalk.found is None:
            TestWalk.found = {}  # a walk that breaks off does not start again
            TestWalk.found = self.look_at_all()
        return [f"{fault}  ({', '.join(places)})" for fault, places in TestWalk.found[name].items()]

    def look_at_all(self):
        """Walk once; return {name of the check: {fault: [screen and width]}}."""
        found = {name: defaultdict(list) for name in (*CHECKS, "missing")}
        for screen, width in self.walk(SCREENS):
            if not width:
                reason = "; ".join([self.missing, *self.page.take_complaints()])
                found["missing"][reason].append(screen.name)
            for name, check in CHECKS.items() if width else ():
                for fault in check.look(self.page, screen, width) if width in check.widths else ():
                    found[name][fault].append(f"{screen.name} {width}")
        return found

    def test_every_screen_comes(self):
        self.assertEqual(self.faults("missing"), [])

    def test_layout(self):
        """Nothing is cut off, hidden, too wide, on top of something else or apart from its label."""
        faults = self.faults("layout")
        self.assertFalse(faults, "\n".join(faults))

    def test_console(self):
        """No screen writes an error to the console."""
        faults = self.faults("console")
        self.assertFalse(faults, "\n".join(faults))

    def test_language(self):
        """No screen, menu, tooltip or placeholder is English."""
        faults = self.faults("language")
        self.assertFalse(faults, "\n".join(faults))

    def test_planted_english_is_found(self):
        with self.browsing() as page:
            self.assertTrue(self.show(SCREENS[0], 1366), self.missing)
            page.run(
                """
                document.querySelector(".o_control_panel").insertAdjacentHTML("beforeend", `
                    <span>Next follow-up</span> <i title="Assign to salesperson" class="fa fa-user"></i>
                    <input placeholder="Search your customers" value="Warm prospects"/>
                    <select><option>Kỳ này</option><option>Previous quarter</option></select>
                    <span hidden="">Hidden words</span>`);
                """
            )
            found = "\n".join(check_language(page, SCREENS[0], 1366))
        for text in (
            "Next follow-up",
            "Assign to salesperson",
            "Search your customers",
            "Warm prospects",
            "Previous quarter",
        ):
            self.assertIn(text, found)
        self.assertNotIn("Hidden words", found)

    def test_accessibility(self):
        """Labels, contrast, roles: axe-core finds no serious or critical fault."""
        if not SOURCE:
            self.skipTest("axe-core comes with `python3 dev test`")
        faults = self.faults("accessibility")
        self.assertFalse(faults, "\n".join(faults))

    def test_stages_of_a_lead_after_resizing(self):
        """All stages are seen, however the window came to its width."""
        stages = self.mine.team_id.env["crm.stage"].search(
            [("l10n_vn_applies_to", "in", ("lead", "both")), ("team_ids", "in", (False, self.mine.team_id.id))]
        )
        form = next(screen for screen in SCREENS if screen.name == "lead_form")
        with self.browsing() as page:
            self.assertTrue(self.show(form, 1366), self.missing)
            for width in (1920, 1280, 1440, 1366, 1400, 1600, 1280):
                page.resize(width)
                seen = page.run(
                    "return [...document.querySelectorAll('.o_statusbar_status > .o_arrow_button')]"
                    ".filter((button) => button.checkVisibility())"
                    ".map((button) => button.firstChild.textContent.trim())"
                )
                with self.subTest(width=width):
                    self.assertCountEqual(seen, stages.mapped("name"))
