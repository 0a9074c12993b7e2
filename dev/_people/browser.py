"""A person's browser: a login session, calls as the web client sends them, and what kind of error came back."""

import http.client
import http.cookiejar
import json
import re
import urllib.error
import urllib.request
import uuid

# Errors that the web client shows as a sentence; all others open a dialog with a traceback.
IN_WORDS = {
    f"odoo.exceptions.{name}"
    for name in ("AccessDenied", "AccessError", "MissingError", "UserError", "ValidationError", "RedirectWarning")
} | {"odoo.http.SessionExpiredException", "odoo.addons.l10n_vn_crm.models.api_error.ApiError"}
_LONGEST = 1800
_TOKEN = re.compile(r'csrf_token: "([^"]+)"')


class Refused(Exception):
    """A call that failed: ``kind`` names the error, ``is_raw`` says that the person sees no sentence."""

    def __init__(self, kind, text, is_raw):
        super().__init__(f"{kind}: {text}")
        self.kind, self.is_raw = kind, is_raw


class Browser:
    """A session of the user ``login``, whose password is the login.

    ``user_id`` and ``context`` are those of the session, as the web client sends them with each call.
    """

    def __init__(self, address, database, login):
        self.address, self.login, self.number = address, login, 0
        jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        session = self.post(
            "/web/session/authenticate", {"db": database, "login": login, "password": login}, context=False
        )
        self.user_id = session["uid"]
        companies = session["user_companies"]["current_company"]
        self.context = {**session["user_context"], "allowed_company_ids": [companies]}

    def post(self, route, params, context=True):
        """Return the result of a JSON route.

        :param bool context: add the context of the session to ``params["kwargs"]``, as for calls of models
        :raise Refused: where there is no result
        """
        if context and "kwargs" in params:
            kwargs = params["kwargs"]
            params = {**params, "kwargs": {**kwargs, "context": {**self.context, **kwargs.get("context", {})}}}
        self.number += 1
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "id": self.number, "params": params}).encode()
        content = self._send(route, body, {"Content-Type": "application/json"})
        try:
            answer = json.loads(content)
        except ValueError:
            raise Refused("no JSON", content[:200].decode(errors="replace"), True) from None
        if "error" in answer:
            error = answer["error"].get("data") or {}
            name = error.get("name", "unknown")
            shown = name in IN_WORDS or (error.get("context") or {}).get("exception_class") in IN_WORDS
            raise Refused(name.removeprefix("odoo.exceptions."), error.get("message", ""), not shown)
        return answer.get("result")

    def call(self, model, method, *args, **kwargs):
        """Return what a public method of ``model`` returns, called as the web client does."""
        params = {"model": model, "method": method, "args": list(args), "kwargs": kwargs}
        return self.post(f"/web/dataset/call_kw/{model}/{method}", params)

    def press(self, model, method, ids, **context):
        """Return the action of a button."""
        params = {"model": model, "method": method, "args": [ids], "kwargs": {"context": context}}
        return self.post(f"/web/dataset/call_button/{model}/{method}", params)

    def upload(self, route, content, name, kind, **values):
        """Send a file as a form does; return the JSON that comes back."""
        with self._opener.open(f"{self.address}/odoo", timeout=_LONGEST) as page:
            values["csrf_token"] = _TOKEN.search(page.read().decode()).group(1)
        edge = uuid.uuid4().hex
        begin = f"--{edge}\r\nContent-Disposition: form-data; name="
        parts = [f'{begin}"{key}"\r\n\r\n{value}\r\n' for key, value in values.items()]
        head = f'{begin}"ufile"; filename="{name}"\r\nContent-Type: {kind}'
        body = "".join(parts).encode() + f"{head}\r\n\r\n".encode() + content + f"\r\n--{edge}--\r\n".encode()
        return json.loads(self._send(route, body, {"Content-Type": f"multipart/form-data; boundary={edge}"}))

    def _send(self, route, body, headers):
        request = urllib.request.Request(f"{self.address}{route}", body, headers)
        try:
            with self._opener.open(request, timeout=_LONGEST) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            text = error.read()[:200].decode(errors="replace")
            raise Refused(f"HTTP {error.code}", text, True) from error
        except (OSError, http.client.HTTPException) as error:
            raise Refused("no answer", repr(error), True) from error
