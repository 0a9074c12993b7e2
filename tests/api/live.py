"""Programs that call the live server: in processes of their own, through a door that can lose answers."""

import contextlib
import http.client
import os
import re
import subprocess
import sys
import threading
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from odoo.tests import get_db_name

from ..http_case import CountedHttpCase
from .common import ApiCase

# Not the name of the database.
_VERB = re.compile(rb"l10n_vn_(?!crm)\w+")
EXAMPLES = Path(__file__).parents[2] / "doc" / "examples"


class Door(ThreadingHTTPServer):
    """An address before the server, for programs.

    ``lost`` says whether the answer to a call is lost: a function of the verb and of how often it was called before.
    ``calls`` are the verbs that came. While ``is_open`` is cleared, calls wait; ``passing`` are those beyond the door.
    """

    daemon_threads = True

    def __init__(self, server_url, lost):
        super().__init__(("127.0.0.1", 0), _Call)
        self.server_address_of_odoo = urlsplit(server_url).netloc
        self.lost, self.calls, self.passing, self.is_open = lost, [], set(), threading.Event()
        self.is_open.set()
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_words):
        """Keep the log free of programs that have gone away."""


class _Call(BaseHTTPRequestHandler):
    def _pass_on(self):
        door = self.server
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        named = _VERB.search(self.path.encode() + b" " + body)
        verb = named.group().decode() if named else self.path
        before = door.calls.count(verb)
        door.calls.append(verb)
        door.is_open.wait(60)
        door.passing.add(self)
        connection = http.client.HTTPConnection(door.server_address_of_odoo, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        connection.request(self.command, self.path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        door.passing.discard(self)
        self.close_connection = True
        if door.lost(verb, before):
            return
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("content-length", "transfer-encoding", "connection", "server", "date"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = _pass_on

    def log_message(self, *_words):
        """Write no log."""


def first_answer(_verb, before):
    """The first answer to each verb is lost."""
    return before == 0


def no_answer(_verb, _before):
    """No answer is lost."""
    return False


class LiveCase(ApiCase, CountedHttpCase):
    """Users with API keys, a door to the live server, and programs that run as their users start them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        keys, until = cls.env["res.users.apikeys"], datetime.now() + timedelta(days=1)
        cls.keys = {user: keys.with_user(user)._generate("rpc", "test", until) for user in (cls.hoa, cls.nam, cls.lan)}
        cls.keys[cls.manager] = keys.with_user(cls.manager)._generate("rpc", "test", until)

    @contextlib.contextmanager
    def door(self, lost=no_answer):
        """Yield the :class:`Door`."""
        with Door(self.base_url(), lost) as door:
            threading.Thread(target=door.serve_forever, args=[0.05], daemon=True).start()
            try:
                yield door
            finally:
                door.shutdown()

    @contextlib.contextmanager
    def requests(self):
        """Allow requests of all programs; the test itself must not ask the database meanwhile."""
        self.env.flush_all()
        self.env.cr.clear()
        with self.allow_requests(all_requests=True):
            yield
        self.env.invalidate_all()

    def environment(self, door, user=None):
        """Return the variables by which a program knows the server and its user."""
        user = user or self.hoa
        return {
            **os.environ,
            "ODOO_URL": door.url,
            "ODOO_HOST": "127.0.0.1",
            "ODOO_PORT": str(door.server_port),
            "ODOO_DATABASE": get_db_name(),
            "ODOO_LOGIN": user.login,
            "ODOO_KEY": self.keys[user],
            "ODOO_PAUSE": "0.05",
            "PYTHONIOENCODING": "utf-8",
        }

    def command(self, example, *words):
        return [sys.executable, str(EXAMPLES / f"{example}.py"), *map(str, words)]

    def run_example(self, example, *words, environment, lines="", folder=None):
        """Run an example; return (exit code, lines of its output, its errors)."""
        with self.requests():
            done = subprocess.run(
                self.command(example, *words),
                env=environment,
                input=lines,
                cwd=folder,
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=120,
                check=False,
            )
        return done.returncode, done.stdout.splitlines(), done.stderr
