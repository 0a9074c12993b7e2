"""Receiving: the body of a request becomes rows of the intake, once; what makes no lead is kept."""

import logging
from hashlib import sha256

import psycopg2
from markupsafe import Markup
from odoo import fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ...tools.webhook import body as bodies
from ...tools.webhook import rows as readings

_logger = logging.getLogger(__name__)

# Headers by which senders name one event that they send several times.
_EVENT_HEADERS = ("Webhook-Id", "Idempotency-Key")
# Errors of the moment: Odoo repeats the request, or it is answered with an error and sent again.
_MOMENTARY = (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, psycopg2.OperationalError, ConcurrencyError)
_IGNORED = {"status": "ignored", "code": "", "rows": []}
_CUSTOMER = ("contact_name", "partner_name", "phone", "email_from", "l10n_vn_zalo")


class NoCustomer(UserError):
    """Rows that name nobody: their leads are taken back."""


class CrmLeadWebhook(models.Model):
    _inherit = "crm.lead.webhook"

    def _receive(self, body, content_type, headers):
        """Take in the ``body`` (bytes) of a request; return its answer (dict) with ``status``, ``code``, ``rows``.

        ``status``: ``accepted``, ``kept`` or ``ignored``. What was sent before gets the first answer again.
        """
        self.ensure_one()
        if self._read(body, content_type, headers).kind == "ignored":
            return _IGNORED
        digest = sha256(body).hexdigest()
        event = next((headers[name] for name in _EVENT_HEADERS if headers.get(name)), "")
        # Some platforms give no id: the same body on one day is one event, on another day a customer may ask again.
        event = sha256(event.encode()).hexdigest() if event else f"{digest}-{fields.Date.today()}"
        leads = self._in_rights_of_user().env["crm.lead"]

        def take_in():
            answer, _lead = self._take_in(body, content_type, headers, digest)
            return answer

        return leads._l10n_vn_once("webhook", f"{self.id}-{event}", {}, take_in)

    def _read(self, body, content_type, headers):
        """Return the ``Reading`` of a body; its kind is a reason to keep the body where it cannot be read."""
        try:
            return readings.read(self.platform, bodies.read(body, content_type), headers)
        except bodies.UnreadableBody as error:
            return readings.Reading(error.code)
        except Exception:
            _logger.exception("Web hook %s: a payload is kept", self.id)
            return readings.Reading("error")

    def _take_in(self, body, content_type, headers, digest):
        """Return the answer to a body, and the first lead that it has made or updated."""
        leads, reading = self.env["crm.lead"], self._read(body, content_type, headers)
        if reading.kind == "ignored":
            return _IGNORED, leads
        if reading.kind != "rows":
            answer = {}
            for external_id in [row["external_id"] for row in reading.rows] or [""]:
                # One for each lead that is still to come, as each is closed by its own answers.
                name = f"{digest}-{external_id}" if external_id else digest
                answer = self._keep(body, content_type, headers, name, reading.kind, external_id=external_id)
            return answer, leads
        try:
            with self.env.cr.savepoint():
                answers, lead = self._bring_in(reading)
        except _MOMENTARY:
            raise
        except NoCustomer:
            return self._keep(body, content_type, headers, digest, "empty"), leads
        except UserError as error:
            return self._keep(body, content_type, headers, digest, "refused", str(error)), leads
        except Exception:
            # Whatever goes wrong with one payload, it must not be lost, nor be sent for ever.
            _logger.exception("Web hook %s: a payload is kept", self.id)
            return self._keep(body, content_type, headers, digest, "error"), leads
        failed = [answer["error"] for answer in answers if answer["outcome"] == "failed"]
        rows = [
            {"index": answer["index"], "outcome": "failed" if answer["outcome"] == "failed" else "accepted"}
            for answer in answers
        ]
        if failed:
            message = "\n".join(error["message"] for error in failed)
            return {**self._keep(body, content_type, headers, digest, "refused", message), "rows": rows}, lead
        self.env["crm.lead.webhook.payload"]._close_incomplete(self, reading.rows, lead)
        return {"status": "accepted", "code": "", "rows": rows}, lead

    def _bring_in(self, reading):
        """Return the answers of the intake to the rows of ``reading``, and the first lead among them.

        :raise NoCustomer: where none of them names a customer
        """
        leads = self._in_rights_of_user().env["crm.lead"]
        answers = leads.l10n_vn_intake(reading.rows, policy=self.policy, source=self.l10n_vn_code)
        found = leads.browse(answer["lead_id"] for answer in answers if answer["lead_id"])
        created = leads.browse(answer["lead_id"] for answer in answers if answer["outcome"] == "created")
        if len(created) == len(answers) and not any(lead[name] for lead in created for name in _CUSTOMER):
            raise NoCustomer("")
        remarks = {
            answer["lead_id"]: Markup("<br/>").join([leads.env._("Sent with the customer's data:"), *lines])
            for answer, lines in zip(answers, reading.remarks, strict=True)
            if lines and answer["lead_id"]
        }
        if remarks:
            leads.browse(remarks)._message_log_batch(bodies=remarks)
        return answers, found[:1]

    def _keep(self, body, content_type, headers, digest, reason, message="", external_id=""):
        """Keep a payload; return the answer."""
        self.env["crm.lead.webhook.payload"]._keep(
            self, body, content_type, headers, digest, reason, message, external_id
        )
        return {"status": "kept", "code": reason, "rows": []}
