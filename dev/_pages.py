"""First page of a running Odoo: opened once as a browser does, so that a person does not wait for its compilation."""

import http.cookiejar
import json
import re
import urllib.request

_ASSET = re.compile(r'(?:src|href)="(/web/assets/[^"]+)"')


def compile_pages(address, database, login="admin"):
    """Log in and fetch the back office with the styles and scripts that it names; Odoo keeps what it compiles."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    call = {"jsonrpc": "2.0", "method": "call", "params": {"db": database, "login": login, "password": login}}
    body, head = json.dumps(call).encode(), {"Content-Type": "application/json"}
    browser.open(urllib.request.Request(f"{address}/web/session/authenticate", body, head), timeout=60).close()
    with browser.open(f"{address}/odoo", timeout=120) as page:
        names = _ASSET.findall(page.read().decode())
    for name in dict.fromkeys(names):
        with browser.open(f"{address}{name}", timeout=300) as asset:
            asset.read()
