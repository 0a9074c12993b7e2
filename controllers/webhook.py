"""Route of web hooks: one address for each, which answers 200 where the lead, or the payload, is stored.

Odoo commits before it sends the answer of a route: an error at the commit is an error of the request.
"""

from odoo.http import Controller, Response, request, route

from ..models.webhook.webhook import ADDRESS

# Statuses of payloads that a program of the company's own has sent: it should see that they made no lead. Platforms get
# 200 for what is kept: they would send it again for hours, and some then turn the web hook off.
_UNREADABLE = 422


class WebhookController(Controller):
    @route(
        f"{ADDRESS}<string:code>",
        type="http",
        auth="l10n_vn_webhook",
        methods=["GET", "POST"],
        csrf=False,
        save_session=False,
    )
    def intake(self, code: str, **_parameters: object) -> Response:
        """Take in what a program posts, or answer the handshake of its platform."""
        http = request.httprequest
        webhooks = request.env["crm.lead.webhook"]
        if http.method in ("GET", "HEAD"):
            challenge = webhooks._answer_handshake(code, http.args)
            if not challenge:
                return _answer("refused", "wrong_token", 403)
            return request.make_response(challenge, [("Content-Type", "text/plain; charset=utf-8")])
        body = http.get_data(cache=True)
        webhook, is_authentic = webhooks._find_for_request(code, body, http.headers, http.args)
        if not is_authentic:
            if webhook:
                self._count(webhook, "refused")
            return _answer("refused", "unauthorized", 401, [("WWW-Authenticate", "Bearer")])
        if not self._count(webhook, "received"):
            self._count(webhook, "refused")
            return _answer("refused", "too_many_requests", 429, [("Retry-After", "60")])
        # Odoo's templates of notifications read the environment of the request, not that of the records.
        request.update_env(user=webhook.user_id)
        answer = webhook._receive(body, http.content_type or "", http.headers)
        if answer["status"] != "ignored":
            self._count(webhook, answer["status"])
        status = _UNREADABLE if answer["status"] == "kept" and webhook.platform == "generic" else 200
        return request.make_json_response(answer, status=status)

    def _count(self, webhook, name):
        """Count the request once, also where Odoo repeats it; return whether it is within the rate."""
        counted = request.httprequest.environ.setdefault("l10n_vn_crm.counted", {})
        if name not in counted:
            counted[name] = webhook._is_within_rate() if name == "received" else bool(webhook._count_use(name))
        return counted[name]


def _answer(status, code, http_status, headers=()):
    answer = {"status": status, "code": code, "rows": []}
    return request.make_json_response(answer, headers=list(headers), status=http_status)
