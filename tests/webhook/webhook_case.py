"""Web hooks of a Vietnamese company, and the payloads of platforms as files."""

import base64
import hmac
import json
from hashlib import sha256
from pathlib import Path

from ..common import ALL, MANAGER, LeadCase, person

PAYLOADS = Path(__file__).parents[1] / "api" / "payloads"
SECRET = "bí mật của sàn"
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def payload(name):
    """Return the body (bytes) of a file of payloads."""
    return (PAYLOADS / name).read_bytes().strip()


def changed(name, **values):
    """Return the body of a payload whose first level has other values."""
    return json.dumps({**json.loads(payload(name)), **values}).encode()


def hex_signature(body, secret=SECRET):
    return "sha256=" + hmac.digest(secret.encode(), body, sha256).hex()


def base64_signature(body, secret=SECRET):
    return base64.b64encode(hmac.digest(secret.encode(), body, sha256)).decode()


def zalo_signature(body, secret=SECRET):
    event = json.loads(body)
    return "mac=" + sha256(f"{event['app_id']}{body.decode()}{event['timestamp']}{secret}".encode()).hexdigest()


class WebhookCase(LeadCase):
    USERS = {
        "hoa": person("Trần Thị Hoa"),
        "lan": person("Phạm Thị Lan", ALL),
        "manager": person("Nguyễn Thị Mai", MANAGER, login="mai"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.vn")
        cls.team = cls.new_team(cls.hoa, cls.lan)

    @classmethod
    def new_webhook(cls, platform="generic", **values):
        """Create a web hook as the manager does."""
        vals = {"name": f"Nguồn {platform}", "platform": platform, "team_id": cls.team.id, **values}
        return cls.env["crm.lead.webhook"].with_user(cls.manager).create(vals)

    def key_of(self, webhook):
        """Return a new key of the web hook, as the dialog shows it."""
        return webhook.action_make_key()["context"]["default_key"]

    def leads_of(self, webhook):
        return self.env["crm.lead"].search([("l10n_vn_import_id.source", "=", webhook.l10n_vn_code)])

    def payloads_of(self, webhook):
        return self.env["crm.lead.webhook.payload"].search([("webhook_id", "=", webhook.id)])
