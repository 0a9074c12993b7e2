"""Base of tests that look at every screen of the addon, at several widths, in one browser."""

import contextlib
import pathlib
from string import Template
from unittest import SkipTest

from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name
from odoo.tools import config

from ..story import StoryCase
from .page import PHONE, Page
from .records import Records

WIDTHS = (375, 1280, 1366, 1400, 1440, 1600, 1920)


class Walker(Records, StoryCase):
    """``walk`` yields every screen at every width, shown on ``page``."""

    # The companions of the full profile; a walk takes minutes, and they add to what is seen.
    companions = frozenset({"website_crm", "sale_crm", "mass_mailing_crm"})

    @classmethod
    def setUpClass(cls):
        if not cls.companions <= Registry(get_db_name())._init_modules:
            raise SkipTest("a walk through all screens is for the full profile")
        super().setUpClass()

    @contextlib.contextmanager
    def browsing(self):
        """Open the browser, as ``self.page``, for the length of a block."""
        self.page = Page(self)
        self._login = None
        with self.allow_requests(browser=self.page), contextlib.ExitStack() as atexit:
            atexit.callback(self._wait_remaining_requests)
            atexit.callback(self.page.stop)
            self.cr.flush()
            self.cr.clear()
            yield self.page

    def walk(self, screens, widths=WIDTHS):
        """Yield (:class:`.table.Screen`, width) for each screen, once it is shown at that width on ``self.page``.

        For a screen that does not come ``(screen, 0)`` is yielded; ``self.missing`` is the reason.
        """
        with self.browsing():
            for group in ([PHONE] if PHONE in widths else [], [width for width in widths if width != PHONE]):
                # Users in turn: each login loads the web client once.
                for screen in sorted(screens, key=lambda screen: screen.login) if group else ():
                    allowed = [width for width in group if screen.fits(width)]
                    if not allowed:
                        continue
                    if not self.show(screen, allowed[0]):
                        self.keep_picture(screen, 0)
                        yield screen, 0
                        continue
                    for width in allowed:
                        self.page.resize(width)
                        self.keep_picture(screen, width)
                        yield screen, width

    def show(self, screen, width):
        """Show ``screen`` at ``width``; return whether it and all its steps came."""
        self.page.resize(width)
        if self._login != screen.login:
            self.authenticate(screen.login, screen.login, browser=self.page)
            self._login, self.page.client = screen.login, None
        self.missing = f"nothing shows at {screen.url}"
        if not self.page.open(self.base_url() + self.fill(screen.url), screen.login):
            return False
        self.missing = f"{screen.ready} never shows"
        if not self.page.wait_for(screen.ready):
            return False
        for step in screen.steps_at(width):
            self.page.settle()
            try:
                self.page.run(self.fill(step.code))
            except AssertionError as error:
                self.missing = str(error)
                return False
            self.missing = f"{step.shows} never shows"
            if not self.page.wait_for(step.shows):
                return False
        self.page.settle()
        return True

    def fill(self, text):
        """Return ``text`` with ``$name`` replaced by the id, or list of ids, of the record of that name."""
        return Template(text).safe_substitute(self.ids)

    def keep_picture(self, screen, width):
        """Keep a picture at some widths, where the folder for them exists."""
        folder = pathlib.Path(config["screenshots"] or "") / "walk"
        if folder.is_dir() and width in (0, PHONE, 1366, 1400):
            (folder / f"{screen.name}_{width}.png").write_bytes(self.page.picture())
