"""A landing page: a form that loses no visitor, also while Odoo is restarted.

    python3 landing_page.py 8000 outbox

What a visitor sends is first written to a file of the outbox; only then the page says thank you. The files are sent to
Odoo at once, and again until they are answered. Each form has a number of its own (``external_id``): a visitor who
clicks twice, and a file that is sent twice, make one lead.
"""

import json
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl

from verbs import NoAnswer, Refused, call

FORM = """<!doctype html><meta charset="utf-8"><title>Nhận báo giá</title>
<form method="post"><input type="hidden" name="external_id" value="{number}">
<input name="Họ tên" placeholder="Họ tên"> <input name="SĐT" placeholder="Số điện thoại">
<input name="Nhu cầu" placeholder="Anh chị cần gì?"> <button>Nhận báo giá</button></form>"""
FIELDS = ("external_id", "Họ tên", "SĐT", "Nhu cầu")
LONGEST_FORM = 20_000


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(200, FORM.format(number=uuid.uuid4()))

    def do_POST(self):
        size = int(self.headers.get("Content-Length") or 0)
        sent = dict(parse_qsl(self.rfile.read(min(size, LONGEST_FORM)).decode(errors="replace")))
        row = {name: sent[name] for name in FIELDS if name in sent}
        if not row.get("SĐT"):
            return self.answer(400, "Anh chị cho xin số điện thoại.")
        row.setdefault("external_id", str(uuid.uuid4()))
        keep(row)
        self.answer(200, "Cảm ơn anh chị, chúng tôi sẽ gọi lại ngay.")

    def answer(self, status, text):
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words):
        """Write no log: its lines would have the visitors' addresses."""


def keep(row):
    path = outbox / f"{uuid.uuid4()}.json"
    path.with_suffix(".part").write_text(json.dumps(row), encoding="utf-8")
    path.with_suffix(".part").rename(path)  # a whole file, or none
    arrived.set()


def deliver():
    """Send what waits in the outbox, at most a thousand forms a call, and remove what was answered."""
    files = sorted(outbox.glob("*.json"))[:1000]
    if not files:
        return
    rows = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    for file, answer in zip(files, call("l10n_vn_intake", rows=rows, source="landing-page"), strict=True):
        if answer["outcome"] == "failed":
            print(f"{file.name}: {answer['error']['message']}", file=sys.stderr)
            file.rename(file.with_suffix(".failed"))  # for a person to look at
        else:
            file.unlink()


def deliver_forever():
    while True:
        arrived.wait(timeout=60)
        arrived.clear()
        try:
            deliver()
        except (NoAnswer, Refused) as error:  # the files wait: for the server, or for a key that is valid
            print(f"Not delivered yet: {error}", file=sys.stderr)
            time.sleep(5)
            arrived.set()


if __name__ == "__main__":
    port, outbox, arrived = int(sys.argv[1]), Path(sys.argv[2]), threading.Event()
    outbox.mkdir(exist_ok=True)
    arrived.set()  # what waits since the last time
    server = ThreadingHTTPServer(("127.0.0.1", port), Page)
    threading.Thread(target=deliver_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
