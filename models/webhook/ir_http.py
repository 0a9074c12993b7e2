"""Authentication of the route of web hooks: as nobody, with the body at hand that a signature needs.

Fields of requests that are called as a parameter of Python are no error of the server.
"""

from odoo import models
from odoo.http import request
from werkzeug.exceptions import LengthRequired, RequestEntityTooLarge

from ...tools.webhook.body import LARGEST


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _auth_method_l10n_vn_webhook(cls):
        """Let the request in as the public user; refuse a body that is too large before it is read or parsed.

        The controller asks for key or signature.
        """
        cls._auth_method_public()
        http = request.httprequest
        if http.method == "POST":
            if http.content_length is None:
                raise LengthRequired(response=_refuse("length_required", 411))
            if http.content_length > LARGEST:
                raise RequestEntityTooLarge(response=_refuse("too_large", 413))
            http.max_content_length = LARGEST
            # Before Odoo parses a form: what is parsed is not there as bytes any more.
            http.get_data(cache=True)

    @classmethod
    def _dispatch(cls, endpoint):
        """Call ``endpoint`` without parameters that Python would take for others.

        Odoo passes the fields of a form as arguments beside the controller, which is ``self``. A web hook reads its
        request itself; the web site's form writes a field that is no field of leads, whatever its name, in the notes.
        """
        if endpoint.routing.get("auth") == "l10n_vn_webhook":
            request.params = {name: value for name, value in request.params.items() if name == "code"}
        elif "self" in request.params and endpoint.routing.get("type") == "http":
            request.params["Self"] = request.params.pop("self")
        return super()._dispatch(endpoint)


def _refuse(code, status):
    return request.make_json_response({"status": "refused", "code": code, "rows": []}, status=status)
