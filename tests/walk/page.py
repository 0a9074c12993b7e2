"""One browser whose page goes from screen to screen, changes its size, and keeps what the console complains of."""

import base64
import contextlib
import json
import threading
import time

from odoo.tests.common import ChromeBrowser, ChromeBrowserException

PHONE, HEIGHTS = 375, {375: 812}
# Keys by the numbers that the browser knows them by; letters have those of their capitals.
KEYS = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}

# Nothing of the page has changed for some milliseconds.
_SETTLE = """
    await (async (pause) => new Promise((done) => {
        const quiet = () => { observer.disconnect(); clearTimeout(latest); done(); };
        let timer = setTimeout(quiet, pause);
        const latest = setTimeout(quiet, 4000);
        const observer = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(quiet, pause); });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    }))
"""
# The web client stays and loads the screen of another address, as a click on a link does.
_FOLLOW = """
    (async (url) => {
        const { env } = odoo.__WOWL_DEBUG__.root;
        env.services.dialog.closeAll();
        document.querySelectorAll(".o_action_manager > *").forEach((old) => (old.dataset.left = "1"));
        const link = Object.assign(document.createElement("a"), { href: url });
        document.body.append(link);
        link.click();
        link.remove();
    })
"""
_FRESH = ".o_action_manager > :not([data-left])"


class Page(ChromeBrowser):
    """A browser on one page; ``complaints``: errors of its console since the last :meth:`take_complaints`."""

    def __init__(self, case):
        self.complaints = []
        self.client = None  # login and smallness of the web client that is loaded
        super().__init__(case)
        self.throttling_factor = 2  # A busy machine answers late.

    def _handle_console(self, type, args=None, **more):  # noqa: A002 - the protocol's own name
        if type == "error":
            self.complaints.append(" ".join(str(self._from_remoteobject(arg)) for arg in args or [])[:500])

    def _handle_exception(self, exceptionDetails, timestamp):  # noqa: N803 - the protocol's own names
        error = exceptionDetails.get("exception", {})
        self.complaints.append(f"{exceptionDetails['text']} {error.get('description', '')}"[:500])

    def take_complaints(self):
        """Return the errors (list of str) since the last call."""
        taken, self.complaints = self.complaints, []
        return taken

    def run(self, code):
        """Run the body of an async JavaScript function; return what it returns, as Python data."""
        answer = self._websocket_request(
            "Runtime.evaluate",
            params={"expression": f"(async () => {{ {code} }})()", "awaitPromise": True, "returnByValue": True},
            timeout=60,
        )
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"]["exception"].get("description", str(answer)))
        return answer["result"].get("value")

    def wait_for(self, selector, seconds=15):
        """Wait until ``selector`` finds something; return whether it did."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(ChromeBrowserException):  # the page was left meanwhile
                if self.run(f"return Boolean(document.querySelector({json.dumps(selector)}))"):
                    return True
            time.sleep(0.05)
        return False

    def settle(self, pause=200):
        """Wait until nothing has changed for ``pause`` milliseconds."""
        self.run(f"{_SETTLE.rstrip()}({pause});")

    def resize(self, width):
        """Give the page another width, in pixels, without loading it again."""
        size = {"width": width, "height": HEIGHTS.get(width, 900), "deviceScaleFactor": 1, "mobile": False}
        self._websocket_request("Emulation.setDeviceMetricsOverride", params=size)
        self._websocket_request("Emulation.setTouchEmulationEnabled", params={"enabled": width == PHONE})
        self.settle(100)

    def open(self, url, login):
        """Show ``url`` to the user that has logged in as ``login``; return whether the screen came."""
        small = self.run("return innerWidth < 768")
        if self.client == (login, small) and self.run("return Boolean(odoo.__WOWL_DEBUG__?.root)"):
            self.run(f"await {_FOLLOW}({json.dumps(url)})")
        else:
            self.client = None
            self.navigate_to(url)
        came = self.wait_for(_FRESH)
        self.client = (login, small) if came else None
        return came

    def press(self, key, times=1, shift=False):
        """Press a key as a keyboard does: the browser itself moves the focus and clicks."""
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else None)
        event = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS.get(key) or ord(key.upper())}
        event |= {"modifiers": 8 if shift else 0}
        for _time in range(times):
            down = {"type": "keyDown", **event, **({"text": text} if text else {})}
            self._websocket_request("Input.dispatchKeyEvent", params=down)
            self._websocket_request("Input.dispatchKeyEvent", params={"type": "keyUp", **event})

    def choose_file_with(self, key, seconds=10):
        """Press a key on a button; return whether the browser asks for a file."""
        asked = threading.Event()
        self._handlers["Page.fileChooserOpened"] = lambda **_params: asked.set()
        self._websocket_request("Page.setInterceptFileChooserDialog", params={"enabled": True})
        self.press(key)
        return asked.wait(seconds)

    def picture(self):
        """Return what is seen as a PNG (bytes)."""
        return base64.b64decode(self._websocket_request("Page.captureScreenshot", timeout=20)["data"])
