"""Signatures of web hooks, as each platform documents its own.

==========  =============================  ==================================================================
Facebook    ``X-Hub-Signature-256``        ``sha256=`` and HMAC-SHA256 of the body, hexadecimal; key: App Secret
Zalo        ``X-ZEvent-Signature``         ``mac=`` and SHA-256 of app id, body, timestamp and OA Secret Key
Haravan     ``X-Haravan-Hmacsha256``       HMAC-SHA256 of the body in base64; key: secret of the web hook
Sapo        ``X-Sapo-Hmac-SHA256``         HMAC-SHA256 of the body in base64; key: secret of the app
KiotViet    ``X-Hub-Signature``            ``sha256=`` and HMAC-SHA256 of the body, hexadecimal; key: Secret of the hook
==========  =============================  ==================================================================

LadiPage and the form plugins of WordPress do not sign.

>>> header_of("haravan"), header_of("ladipage")
('X-Haravan-Hmacsha256', '')
>>> is_signed("kiotviet", "khoa", b"{}", {"X-Hub-Signature": "sha256=" + _hex("khoa", b"{}")})
True
>>> is_signed("kiotviet", "khoa", b"{} ", {"X-Hub-Signature": "sha256=" + _hex("khoa", b"{}")})
False
"""

import base64
import contextlib
import hmac
from collections.abc import Mapping
from hashlib import sha256

from . import body as bodies
from .paths import first

_HEADERS = {
    "facebook": "X-Hub-Signature-256",
    "zalo": "X-ZEvent-Signature",
    "haravan": "X-Haravan-Hmacsha256",
    "sapo": "X-Sapo-Hmac-SHA256",
    "kiotviet": "X-Hub-Signature",
}
PLATFORMS = frozenset(_HEADERS)


def header_of(platform: str) -> str:
    """Return the name of the header in which ``platform`` signs, '' where it does not sign."""
    return _HEADERS.get(platform, "")


def is_signed(platform: str, secret: str, body: bytes, headers: Mapping[str, str]) -> bool:
    """Return whether ``platform`` has signed ``body`` with ``secret``; compares in constant time."""
    signature = headers.get(header_of(platform) or "-") or ""
    if not secret or not signature or len(signature) > 200:
        return False
    if platform == "zalo":
        expected = _zalo(secret, body)
    elif platform in ("haravan", "sapo"):
        expected = base64.b64encode(hmac.digest(secret.encode(), body, sha256)).decode()
    else:
        expected = _hex(secret, body)
    return hmac.compare_digest(_bare(platform, signature).encode(), expected.encode())


def _bare(platform: str, signature: str) -> str:
    """Return the signature without the name of its method; hexadecimal digits are small letters."""
    signature = signature.strip()
    if platform in ("haravan", "sapo"):
        return signature
    prefix = "mac=" if platform == "zalo" else "sha256="
    return signature.lower().removeprefix(prefix)


def _hex(secret: str, body: bytes) -> str:
    return hmac.digest(secret.encode(), body, sha256).hex()


def _zalo(secret: str, body: bytes) -> str:
    event: bodies.Payload = {}
    with contextlib.suppress(bodies.UnreadableBody):
        event = bodies.read(body)
    app_id, timestamp = (first(event, path) for path in ("app_id", "timestamp"))
    return sha256(b"".join([app_id.encode(), body, timestamp.encode(), secret.encode()])).hexdigest()
