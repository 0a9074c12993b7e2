"""Spellings of a phone number in records that were not normalised.

Sources: those of :mod:`.numbering_plan`; prefixes of today → those that ended in 2017 and 2018.

>>> national_spellings('+84391234567')[:2]
('0391234567', '01691234567')
>>> '842838221234' in spellings('+842838221234')
True
"""

from functools import cache, lru_cache

from ..facts import facts


@cache
def _former() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Return ``{new prefix: [(old prefix, first digits of the subscriber's number)]}``."""
    former: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for row in facts("phone_prefixes"):
        if row["old_prefix"] and row["new_prefix"]:
            former.setdefault(row["new_prefix"], []).append((row["old_prefix"], tuple(row["subscriber_start"])))
    return former


def national_spellings(e164: str) -> tuple[str, ...]:
    """Return the national spellings of a Vietnamese number in E.164, today's first; () for foreign numbers."""
    if not e164.startswith("+84"):
        return ()
    national = "0" + e164[3:]
    spellings = [national]
    for size in (3, 4, 2):
        subscriber = national[size:]
        spellings += [
            old + subscriber
            for old, starts in _former().get(national[:size], ())
            if not starts or subscriber.startswith(starts)
        ]
    return tuple(dict.fromkeys(spellings))


@lru_cache(maxsize=10_000)
def spellings(e164: str) -> tuple[str, ...]:
    """Return all spellings of a number in E.164, without blanks, dots, dashes and brackets; the E.164 first."""
    ways = [e164, e164[1:], "00" + e164[1:]]
    for national in national_spellings(e164):
        ways += [national, "+84" + national[1:], "84" + national[1:], "+840" + national[1:]]
    return tuple(dict.fromkeys(ways))
