"""Tours and pictures of pages in the real browser."""

import contextlib
from urllib.parse import urljoin

from odoo.tests.common import ChromeBrowser

from .http_case import CountedHttpCase


def seen(selector):
    """Return the JavaScript that tells whether ``selector`` finds something."""
    return f"Boolean(document.querySelector('{selector}'))"


class TourCase(CountedHttpCase):
    """Tours of this addon, each as a whole as patient as its steps (``addTour`` in ``static/tests/tours``)."""

    def start_tour(self, url_path, tour_name, step_delay=None, **options):
        super().start_tour(url_path, tour_name, step_delay, **{"timeout": 300, **options})


class ScreenCase(TourCase):
    """Look at a page and keep the picture."""

    browser_size = "1440x900"

    def shoot(
        self, url, name, ready="document.querySelector('.o_view_controller, .o_action')", clicks=(), login="admin"
    ):
        """Open ``url``, run each JavaScript of ``clicks`` in turn, and save what is seen as ``name``.png.

        :param str ready: JavaScript that is true once the page stands
        :param clicks: pairs (JavaScript to run, JavaScript that is true once it has shown)
        :return: the picture's path, None where no folder for screenshots is set
        """
        browser = ChromeBrowser(self, headless=True)
        browser.throttling_factor = 2  # A busy machine answers late.
        with self.allow_requests(browser=browser), contextlib.ExitStack() as atexit:
            atexit.callback(self._wait_remaining_requests)
            # The browser is in Vietnam: in another time zone what is due today looks late.
            browser._websocket_request("Emulation.setTimezoneOverride", params={"timezoneId": "Asia/Ho_Chi_Minh"})
            self.authenticate(login, login, browser=browser)
            self.cr.flush()
            self.cr.clear()
            browser.navigate_to(urljoin(self.base_url(), url), wait_stop=False)
            atexit.callback(browser.stop)
            self.assertTrue(browser._wait_ready(ready), f"{name}: the page never showed {ready}")
            for click, shown in clicks:
                browser._websocket_request("Runtime.evaluate", params={"expression": click})
                self.assertTrue(browser._wait_ready(shown), f"{name}: {click} never led to {shown}")
            # A lazy image that is hidden, or below the fold, comes only to who opens it or scrolls there.
            loaded = (
                "[...document.images].every((image) => image.complete || image.loading === 'lazy' &&"
                " (!image.checkVisibility() || image.getBoundingClientRect().top > innerHeight))"
            )
            self.assertTrue(browser._wait_ready(loaded), f"{name}: some images never came")
            return browser.take_screenshot(f"{name}_").result(timeout=20)
