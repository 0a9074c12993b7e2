"""Call verbs of leads over JSON-2, and call again where no answer came. The other examples import it.

Set ODOO_URL (https://crm.example.vn), ODOO_DATABASE and ODOO_KEY, the API key of the user who calls.
"""

import http.client
import json
import os
import random
import time
import urllib.error
import urllib.request

TRIES = 6
# Seconds before the second try; each later one waits twice as long.
PAUSE = float(os.environ.get("ODOO_PAUSE", "1"))


class Refused(Exception):
    """The server answered no: the same call would be refused again. ``code`` says why."""

    def __init__(self, code, message):
        super().__init__(f"{message} ({code})")
        self.code = code


class NoAnswer(Exception):
    """No try was answered: keep the call, and send the same again later."""


def call(verb, ids=None, **arguments):
    """Return the answer of ``verb``; ``ids`` are the leads on which it works.

    It sends the same again, so rows must have an ``external_id``, and verbs that work on leads a ``request_key``:
    whatever was done although its answer was lost is then answered again, not done again.
    """
    body = json.dumps(arguments if ids is None else {**arguments, "ids": ids}).encode()
    headers = {"Authorization": f"bearer {os.environ['ODOO_KEY']}", "Content-Type": "application/json"}
    headers["X-Odoo-Database"] = os.environ["ODOO_DATABASE"]
    request = urllib.request.Request(f"{os.environ['ODOO_URL']}/json/2/crm.lead/{verb}", body, headers)
    for number in range(TRIES):
        if number:
            time.sleep(PAUSE * 2 ** (number - 1) * random.uniform(0.5, 1))  # not all programs at the same moment
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            # 409: another user is saving this lead. 429 and 5xx: the server is busy or restarts.
            if error.code < 500 and error.code not in (409, 429):
                raise refusal(error) from None
        except (OSError, http.client.HTTPException, ValueError):
            pass  # no connection, no answer, or half of one
    raise NoAnswer(verb)


def refusal(error):
    try:
        content = json.load(error)
    except ValueError:
        content = {}
    # Odoo's own refusals, such as that of a wrong key, have no code.
    code = content.get("context", {}).get("code") or f"http_{error.code}"
    return Refused(code, content.get("message") or str(error))
