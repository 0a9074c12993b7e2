"""Who has sent a request: by a key that is stored as its hash, or by the signature of the platform."""

import hmac
import re
import secrets
from hashlib import sha256

from odoo import api, fields, models
from odoo.fields import NO_ACCESS

from ...tools.webhook import signature
from ..argument_checks import ONE, public

_PREFIX = "lvn_"
_BEARER = re.compile(r"bearer\s+(\S{1,200})\s*", re.IGNORECASE)
# Platforms that ask for an address with GET before they post to it.
_WITH_HANDSHAKE = ("facebook", "haravan")
_CODE = re.compile(r"[a-z0-9_]{1,200}")
_CHALLENGE = re.compile(r"[\w.-]{1,200}")


class CrmLeadWebhook(models.Model):
    _inherit = "crm.lead.webhook"

    key_hash = fields.Char(groups=NO_ACCESS, copy=False, export_string_translation=False)
    key_made_on = fields.Datetime("Key Stored On", groups=NO_ACCESS, copy=False, export_string_translation=False)
    key_date = fields.Datetime("Key Made On", compute="_compute_key_date")
    is_key_in_address = fields.Boolean(
        "Key in the Address",
        help="For programs that send nothing but a form: the key stands at the end of the address, as the guide shows. "
        "Logs of servers then hold the key: replace it now and then.",
    )
    signing_secret = fields.Char("Stored Secret", groups=NO_ACCESS, copy=False, export_string_translation=False)
    has_signing_secret = fields.Boolean("Signature Is Verified", compute="_compute_has_signing_secret")
    new_signing_secret = fields.Char(
        "Signing Secret",
        compute="_compute_new_signing_secret",
        inverse="_inverse_new_signing_secret",
        help="With which the platform signs: App Secret of Facebook, OA Secret Key of Zalo, Secret of the web hook of "
        "Haravan, KiotViet or Sapo. It is stored and never shown again.",
    )

    @api.depends("key_made_on")
    def _compute_key_date(self):
        # sudo: when the key was made is no secret, and is written with the key alone
        for webhook, with_key in zip(self, self.sudo(), strict=True):
            webhook.key_date = with_key.key_made_on

    @api.depends("signing_secret")
    def _compute_has_signing_secret(self):
        # sudo: whether there is a secret is no secret
        for webhook, with_secret in zip(self, self.sudo(), strict=True):
            webhook.has_signing_secret = bool(with_secret.signing_secret)

    def _compute_new_signing_secret(self):
        """Show no secret: it can be replaced only."""
        self.new_signing_secret = False

    def _inverse_new_signing_secret(self):
        for webhook in self:
            if webhook.new_signing_secret:
                webhook._check_own_rights()
                # sudo: who may write the web hook may set the secret, and nobody may read it
                webhook.sudo().signing_secret = webhook.new_signing_secret.strip()

    @public(ONE)
    def action_make_key(self) -> dict:
        """Make a key, in place of the one before.

        :return: action of the dialog that shows the key, once
        :raise AccessError: where the user may not change web hooks, or it works in the rights of somebody else
        """
        self.check_access("write")
        self._check_own_rights()
        key = _PREFIX + secrets.token_urlsafe(32)
        # sudo: nobody may read the hash; the user's right to change the web hook was checked
        self.sudo().write({"key_hash": _hash(key), "key_made_on": fields.Datetime.now()})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Key of “%s”", self.name),
            "res_model": "res.users.apikeys.show",
            "views": [(self.env.ref("l10n_vn_crm.res_users_apikeys_show_view_form_webhook").id, "form")],
            "target": "new",
            "context": {"default_key": key},
        }

    @public(ONE)
    def action_revoke_key(self) -> bool:
        """Revoke the key: requests with it are refused from now on.

        :return: True
        :raise AccessError: where the user may not change web hooks
        """
        self.check_access("write")
        self.sudo().write({"key_hash": False, "key_made_on": False})  # sudo: as in action_make_key
        return True

    @public(ONE)
    def action_forget_secret(self) -> bool:
        """Delete the signing secret: signatures are not verified any more, and only the key is taken.

        :return: True
        :raise AccessError: where the user may not change web hooks
        """
        self.check_access("write")
        self.sudo().signing_secret = False  # sudo: as in action_make_key
        return True

    @api.model
    def _find_for_request(self, code, body, headers, parameters):
        """Return (web hook of the address, whether the request proves that it comes from its program).

        :param str code: of the address
        :param bytes body: as it was sent
        :param headers: of the request
        :param parameters: of the address
        """
        webhook = self._find_by_code(code)
        return webhook, bool(webhook) and webhook._is_authentic(body, headers, parameters)

    def _find_by_code(self, code):
        # sudo: the request has no user yet; its key or signature decides
        webhooks = self.sudo()
        if not _CODE.fullmatch(code):
            return webhooks
        return webhooks.search([("l10n_vn_code", "=", code), ("user_id.active", "=", True)], limit=1)

    def _is_authentic(self, body, headers, parameters):
        """Return whether key or signature is right; a signature that is sent must be, whatever the key."""
        secret, header = self.signing_secret, signature.header_of(self.platform)
        if secret and header and headers.get(header):
            return signature.is_signed(self.platform, secret, body, headers)
        bearer = _BEARER.fullmatch(headers.get("Authorization") or "")
        keys = [bearer and bearer[1], headers.get("X-Api-Key")]
        if self.is_key_in_address:
            keys.append(parameters.get("key"))
        return any(self._is_key(key) for key in keys if key)

    def _is_key(self, key):
        return bool(self.key_hash) and hmac.compare_digest(_hash(key), self.key_hash)

    @api.model
    def _answer_handshake(self, code, parameters):
        """Return the challenge (str) of a platform that sends the key as its verify token; '' where it does not."""
        webhook = self._find_by_code(code)
        challenge = parameters.get("hub.challenge") or ""
        if (
            webhook.platform in _WITH_HANDSHAKE
            and webhook._is_key(parameters.get("hub.verify_token") or "")
            and _CHALLENGE.fullmatch(challenge)
        ):
            return challenge
        return ""


def _hash(key):
    """Return the hash of a key: one round is enough for 256 random bits."""
    return sha256(key.encode()).hexdigest()
