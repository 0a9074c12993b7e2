"""Zalo accounts: a phone number, a link, or the name at the end of a link.

Links have the form https://zalo.me/<number or name>; links of groups (zalo.me/g/…) are no person's.

>>> compact('https://zalo.me/0912345678?ref=qr'), compact('0912.345.678'), compact('Zalo.me/SaoMai/')
('0912345678', '0912345678', 'saomai')
>>> [identity(text) for text in ('zalo.me/84912345678', 'https://zalo.me/g/abcxyz', 'zalo.me/saomai', 'Lan Anh')]
['+84912345678', '', 'saomai', '']
"""

import re

from . import number as phone

# Also used in SQL, so that stored accounts are compared in the same way.
PATTERN = r"^.*zalo\.me/|[?#].*$|/+$|[\s().-]"
_NOISE = re.compile(PATTERN, re.IGNORECASE)
# Accounts are shorter.
_READ = 200
_NAME = re.compile(r"[a-z0-9_]{4,}")


def compact(text: str | None) -> str:
    """Return the account in ``text`` in lower case, without blanks, signs and the beginning of a link."""
    return _NOISE.sub("", (text or "")[:_READ]).lower()


def identity(text: str | None) -> str:
    """Return the key by which accounts match: an E.164 number or the name in a link, else ''.

    A name without a link is a display name, which many people share.
    """
    account = compact(text)
    number = phone.identity(account) or phone.identity(text or "")
    if number:
        return number
    is_link = "zalo.me/" in (text or "")[:_READ].lower()
    return account if is_link and _NAME.fullmatch(account) else ""
