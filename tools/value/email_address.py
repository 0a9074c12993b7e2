"""E-mail addresses in cells: none, several, spelled out, mistyped.

Certain errors are corrected (full-width signs, "mailto:", blanks around the @, "at … dot"); for possible ones
(gmail.con, a comma for the dot, Vietnamese letters) a correction is only proposed. Source: ``data/mail_domains.csv``,
domains of free mail in Viet Nam, their usual misspellings, services that send mails by themselves, and ``public`` ones:
utilities, banks and authorities, whose people write, too.

>>> parse('mailto:An.Nguyen@Example.vn; lan＠example.com').addresses
('an.nguyen@example.vn', 'lan@example.com')
>>> parse('nguyễnan@gmail.com')[::2], parse('an@gmail.con')[::2]
(((), ('nguyenan@gmail.com',)), (('an@gmail.con',), ('an@gmail.com',)))
>>> parse('an at example dot com').addresses, is_free_mail('an@gmail.com'), is_no_reply('no-reply@example.vn')
(('an@example.com',), True, True)
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from .. import filler
from ..exceptions import InvalidComponent, InvalidFormat
from ..facts import facts
from ..text import clean, strip_accents

# Cells with addresses are shorter; the rest of a longer text is a note.
_READ = 2000

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3002: ".", 0xFE6B: "@"}
_AT_WORD = re.compile(r"\s?[\[({<]\s?(?:at|a\s?còng|@)\s?[\])}>]\s?", re.IGNORECASE)
_DOT_WORD = re.compile(r"\s?[\[({<]\s?(?:dot|chấm|\.)\s?[\])}>]\s?", re.IGNORECASE)
_SPELLED = re.compile(
    r"(?i)(?<![\w.])([\w.+\-]{1,64})\s(?:at|a còng)\s([\w\-]{1,63}(?:\s(?:dot|chấm)\s[\w\-]{1,63}){1,4})(?!\w)"
)
_SPELLED_WHOLE = re.compile(r"(?i)([\w.+\-]{1,64})\s(?:at|a còng)\s((?:[\w\-]{1,63}\.){1,4}[a-z]{2,24})")
_BLANK_AT = re.compile(r"(?<=\w) ?@ ?(?=\w)")
_USUAL = re.compile(r"[A-Za-z0-9]+(?:[._\-+][A-Za-z0-9]+)*@((?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.){1,4}[A-Za-z]{2,10})")
_ADDRESS = re.compile(
    r"(?<![\w.%+\-@])([A-Za-z0-9_][A-Za-z0-9._%+\-']{0,63})@((?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.){1,6}"
    r"[A-Za-z]{2,24})(?![A-Za-z0-9@]|\.[A-Za-z0-9])"
)
_SLIP = re.compile(
    r"(?<![\w.%+\-@])([\w][\w.%+\-]{0,63})@([\w\-]{1,63}(?:\s?[.,;]\s?|\s)[\w\-]{2,63}(?:\s?[.,]\s?[\w\-]{2,24})?)(?![\w@])"
)
_ENDINGS = {"com", "vn", "net", "org", "con", "edu", "gov", "info", "biz", "co", "asia"}
_DOTLESS = re.compile(r"(?<![\w.%+\-@])([\w][\w.%+\-]{0,63})@([a-z]{4,10}?)(com(?:\.?vn)?)(?![\w.@])", re.IGNORECASE)
_QUERY = re.compile(r"(?i)(mailto:[^\s?]{1,200})\?\S*")
_LABEL = re.compile(r"(?i)(?<!\w)(?:e-?mail|mail|thư điện tử|mailto)\s*:\s*")
_NO_REPLY = re.compile(
    r"^(?:no|do-?_?not|donot|dont|khong)[._\-]?(?:reply|response|tra-?loi)|^(?:mailer-daemon|postmaster|bounces?|"
    r"notifications?|notify|auto-?reply|automail|automated)(?:$|[._+\-])|noreply|no-reply"
)
_EDGES = " \t\n,;:|/\\<>()[]{}\"'“”-–.*"


class Emails(NamedTuple):
    """``addresses``: lower case, in the order of the cell, each once · ``note``: the text left over · ``proposals``:
    corrected addresses for a person to confirm"""

    addresses: tuple[str, ...] = ()
    note: str = ""
    proposals: tuple[str, ...] = ()


_FREE = {row["domain"] for row in facts("mail_domains") if row["kind"] == "free"}
_SERVICES = {row["domain"]: row["kind"] for row in facts("mail_domains") if row["kind"] not in ("free", "slip")}
_SLIPS = {row["domain"]: row["meant"] for row in facts("mail_domains") if row["kind"] == "slip"}


def parse(text: str | None) -> Emails:
    """Return the :class:`Emails` of a cell."""
    return _parse(text or "")


@lru_cache(maxsize=10_000)
def _parse(text: str) -> Emails:
    if (usual := _USUAL.fullmatch(text)) and usual[1].lower() not in _SLIPS:
        return Emails((text.lower(),))
    whole = clean(text[:_READ])
    if filler.is_empty(whole, "email"):
        return Emails()
    repaired = _repair(whole)
    found = [match for match in _ADDRESS.finditer(repaired) if _is_address(match[0])]
    addresses = tuple(dict.fromkeys(_lower(match) for match in found))
    rest = _without(repaired, found)
    proposals = [*(_meant(address) for address in addresses), *_guesses(rest)]
    note = clean(_LABEL.sub(" ", rest)).strip(_EDGES) + text[_READ:]
    return Emails(addresses, note, tuple(dict.fromkeys(p for p in proposals if p and p not in addresses)))


def _repair(text: str) -> str:
    if not text.isascii():
        text = text.translate(_WIDE)
    text = _SPELLED_WHOLE.sub(r"\1@\2", text) if _SPELLED_WHOLE.fullmatch(text) else _QUERY.sub(r"\1", text)
    text = _LABEL.sub(" ", _DOT_WORD.sub(".", _AT_WORD.sub("@", text)))
    text = _SPELLED.sub(lambda match: f"{match[1]}@{re.sub(r'(?i) (?:dot|chấm) ', '.', match[2])}", text)
    return _BLANK_AT.sub("@", text)


def _lower(match: re.Match[str]) -> str:
    return f"{match[1].strip(chr(39))}@{match[2]}".lower()


def _without(text: str, matches: Iterable[re.Match[str]]) -> str:
    pieces: list[str] = []
    position = 0
    for match in matches:
        pieces.append(text[position : match.start()].strip(_EDGES))
        position = match.end()
    return " ".join(filter(None, [*pieces, text[position:].strip(_EDGES)]))


def _meant(address: str) -> str:
    """Return ``address`` with a misspelled domain corrected, '' if the domain is no known misspelling."""
    local, _at, domain = address.rpartition("@")
    return f"{local}@{_SLIPS[domain]}" if domain in _SLIPS else ""


def _guesses(text: str) -> list[str]:
    """Return corrections of addresses with accents, with a comma or a blank for the dot, or without a dot."""
    if "@" not in text:
        return []
    plain = strip_accents(text)
    found = [f"{match[1]}@{match[2]}" for match in _ADDRESS.finditer(plain)]
    for match in _SLIP.finditer(plain):
        domain = re.sub(r"[\s.,;]+", ".", match[2])
        if domain.rpartition(".")[2].lower() in _ENDINGS:
            found.append(f"{match[1]}@{domain}")
    found += [f"{match[1]}@{match[2]}.{match[3].replace('comvn', 'com.vn')}" for match in _DOTLESS.finditer(plain)]
    return [_meant(guess.lower()) or guess.lower() for guess in found if _is_address(guess)]


def _is_address(text: str) -> bool:
    return bool(_ADDRESS.fullmatch(text)) and ".." not in text and ".@" not in text


def compact(text: str | None) -> str:
    """Return the first address of ``text``, '' if there is none."""
    addresses = parse(text).addresses
    return addresses[0] if addresses else ""


def validate(text: str | None) -> str:
    """Return the one address in ``text``.

    :raises InvalidFormat: no address, or several
    :raises InvalidComponent: a domain that is a known misspelling
    """
    found = parse(text)
    if len(found.addresses) != 1:
        raise InvalidFormat(text)
    if _meant(found.addresses[0]):
        raise InvalidComponent(text)
    return found.addresses[0]


def is_valid(text: str | None) -> bool:
    """Return whether ``text`` is one address whose domain is no known misspelling."""
    try:
        return bool(validate(text))
    except ValueError:
        return False


def format(text: str | None) -> str:
    """Return the first address of ``text`` for display: the same as :func:`compact`."""
    return compact(text)


def domain(address: str) -> str:
    """Return the domain of ``address``, lower case, '' if there is none."""
    return address.rpartition("@")[2].strip(" >.").lower() if "@" in address else ""


_PLAIN = re.compile(r"[a-z0-9][a-z0-9_+-]*(?:\.[a-z0-9_+-]+)*@[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)*\.[a-z]{2,}")


def is_plain(text: str) -> bool:
    """Return whether ``text`` is certainly one address in normal form. A quick check without parsing.

    >>> is_plain('an.nguyen@example.vn'), is_plain('An@example.vn'), is_plain('an..b@example.vn'), is_plain('')
    (True, False, False, False)
    """
    return bool(text) and bool(_PLAIN.fullmatch(text))


def is_free_mail(address: str) -> bool:
    """Return whether the domain is one of free mail, which identifies no company."""
    return domain(address) in _FREE or domain(address) in _SLIPS


# Services whose mailboxes get what is sent to their name with a tag behind a plus. Gmail ignores dots as well.
DOTLESS = ("gmail.com", "googlemail.com")
TAGGED = ("outlook.com", "hotmail.com", "live.com", "msn.com", "icloud.com", "me.com", "mac.com", "proton.me",
          "protonmail.com", "fastmail.com")  # fmt: skip
_SPELLED_HOSTS = {*DOTLESS, *TAGGED}


def has_spellings(address: str) -> bool:
    """Return whether other spellings of ``address`` (normalised) are the same mailbox, see :func:`identity`."""
    return address.rpartition("@")[2] in _SPELLED_HOSTS


def identity(address: str) -> str:
    """Return the ``address`` (normalised) by which one mailbox is compared; it is not for writing to.

    Elsewhere a plus may be a part of the name: such addresses stay as they are.

    >>> identity('le.duc@gmail.com'), identity('leduc+mua@googlemail.com'), identity('le.duc+mua@outlook.com')
    ('leduc@gmail.com', 'leduc@gmail.com', 'le.duc@outlook.com')
    >>> identity('le.duc+mua@saomai.vn'), identity('+@gmail.com')
    ('le.duc+mua@saomai.vn', '+@gmail.com')
    """
    local, _at, host = address.rpartition("@")
    base = local.partition("+")[0]
    if host in DOTLESS:
        bare = base.replace(".", "")
        return f"{bare}@{DOTLESS[0]}" if bare else address
    return f"{base}@{host}" if host in TAGGED and base else address


def service_of(address: str) -> str:
    """Return what the domain, or one above it, is a service for: ``form`` (forms, shops), ``invoice``, ``system``,
    ``public``.

    >>> service_of('hello@zapier.com'), service_of('x@mail.meinvoice.vn'), service_of('an@x.vn')
    ('form', 'invoice', '')
    """
    labels = domain(address).split(".")
    kinds = (_SERVICES.get(".".join(labels[index:]), "") for index in range(len(labels) - 1))
    return next(filter(None, kinds), "")


def is_no_reply(address: str) -> bool:
    """Return whether ``address`` is one of an automatic sender, whose replies are not read."""
    local = address.rpartition("@")[0].rpartition("<")[2].strip().lower()
    return bool(_NO_REPLY.search(local))
