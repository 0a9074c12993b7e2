"""Values of leads from business cards: vCard 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350), MECARD and BIZCARD.

What cannot be read of a broken card stays in the lead's description.

>>> [card] = parse('''BEGIN:VCARD
... VERSION:3.0
... N:Võ;Quý;Hoàng Minh;Mr.;
... FN:Minh Quý Võ Hoàng
... ORG:Công ty TNHH Hải Âu Giấy;Phòng Kỹ thuật
... TEL;TYPE=WORK,FAX:(0236) 3822 178
... TEL;TYPE=CELL:+84 917 220 314
... ADR;TYPE=WORK:;;12 Bạch Đằng;;Đà Nẵng;550000;Việt Nam
... END:VCARD''')
>>> card['contact_name'], card['partner_name'], card['phone'], card['fax']
('Võ Hoàng Minh Quý', 'Công ty TNHH Hải Âu Giấy', '+84 917 220 314', '(0236) 3822 178')
>>> card['street'], card['state_id'], card['department']
('12 Bạch Đằng', 'Đà Nẵng', 'Phòng Kỹ thuật')
>>> parse('MECARD:N:Lê,An;TEL:0912345678;;')
[{'contact_name': 'Lê An', 'phone': '0912345678'}]
>>> parse('Chào anh')
[]
"""

import re
from collections.abc import Iterable
from typing import Any, TypeAlias

from .. import phone, vocabulary
from ..name import company_name, person_name
from ..text import clean, clean_lines, fold
from ..value import email_address, province
from .vcard_lines import Card, Property, cards, components, count, plain

__all__ = ["CardColumns", "count", "parse"]

# {column of the vocabulary: str}, the column "photo": bytes
CardColumns: TypeAlias = dict[str, Any]
# By name of the property.
Properties: TypeAlias = dict[str, list[Property]]
# Folded label by group.
Labels: TypeAlias = dict[str, str]

_IGNORED = {
    "VERSION", "REV", "PRODID", "UID", "SOURCE", "KIND", "PROFILE", "MAILER", "CLASS", "SORT-STRING", "TZ", "GEO",
    "KEY", "SOUND", "X-SOUND", "LANG", "GENDER", "CLIENTPIDMAP", "LOGO", "NAME", "X-ABLABEL", "X-ABADR",
    "X-ABUID", "X-ABSHOWAS", "X-ABORDER", "X-IMAGEHASH", "X-IMAGETYPE", "X-SHARED-PHOTO-DISPLAY-PREF",
    "X-PHONETIC-LAST-NAME", "X-PHONETIC-FIRST-NAME", "X-PHONETIC-MIDDLE-NAME", "X-ACTIVITY-ALIAS", "BEGIN", "END",
}  # fmt: skip
_NO_VOICE = {"FAX", "PAGER", "MODEM", "BBS", "TELEX"}
_SCHEME = re.compile(r"(?i)^(?:tel|sms|mailto|zalo|https?://(?:www\.)?zalo\.me/)\s*:?")
_LABEL_SIGNS = re.compile(r"[_$!<>]+")
# Columns that are read from labelled lines of a note.
_IN_NOTES = {"vat", "zalo"}
_LONGEST_NOTE = 1000


def parse(data: bytes | str) -> list[CardColumns]:
    """Return the cards in ``data`` as a list of :data:`CardColumns`, one per card.

    :param data: bytes of a ``.vcf`` file in any encoding, or str, such as the text of a QR code
    :return: ``{column: text}``; columns are fields of ``crm.lead`` and names of the vocabulary (``contact_name``,
        ``partner_name``, ``phone``, ``phone_secondary``, ``fax``, ``state_id`` …) as the import of leads takes them;
        ``photo`` is bytes of an image. An empty list for text without a card. Never raises.
    """
    data = data.encode("utf-8", "replace") if isinstance(data, str) else data
    return [found for found in map(_read, cards(data)) if found]


def _read(card: Card) -> CardColumns:
    by_name: Properties = {}
    for found in card.properties:
        by_name.setdefault(found.name, []).append(found)
    labels = {found.group: fold(_LABEL_SIGNS.sub(" ", plain(found.value))) for found in by_name.get("X-ABLABEL", ())}
    values: CardColumns = {}
    notes: list[str] = []
    for agent in [*card.agents, *_agents(by_name)]:
        person = {field: value for field, value in _read(agent._replace(agents=())).items() if isinstance(value, str)}
        notes.append(f"AGENT: {', '.join(person.values())}" if person else "")
    for read in (_name, _company, _phones, _emails, _addresses, _web, _photo):
        read(by_name, labels, values, notes)
    notes = [*_read_notes(by_name.pop("NOTE", ()), values), *notes, *_others(by_name), *map(clean, card.unread)]
    values["description"] = "\n".join(filter(None, dict.fromkeys(notes)))
    return {field: value for field, value in values.items() if value}


def _agents(by_name: Properties) -> list[Card]:
    """Return the cards within AGENT properties of version 3.0, whose line breaks are escaped."""
    texts = [plain(found.value) for found in by_name.pop("AGENT", ())]
    inner = [card for text in texts[:_MOST_AGENTS] for card in cards(text.encode("utf-8", "replace"))]
    return [Card([found for found in card.properties if found.name != "AGENT"], card.unread) for card in inner]


_MOST_AGENTS = 3


def _name(by_name: Properties, _labels: Labels, values: CardColumns, notes: list[str]) -> None:
    """Read the name: FN, or the parts of N where these show that FN has the family name last."""
    family, given, middle, prefix, suffix = _parts(by_name.pop("N", ()), 5)
    family = family or _first(by_name.pop("X", ()))
    given = given or _first(by_name.pop("GIVEN", ()))
    shown = _first(by_name.pop("FN", ()))
    joined = person_name.family_first(f"{family} {middle}".strip(), given) if given else f"{family} {middle}".strip()
    first = "".join(fold(family).split()[:1])
    is_alike = sorted(fold(joined).split()) == sorted(fold(shown).split())
    is_turned = is_alike and given and first in person_name.SURNAME_KEYS and fold(shown).split()[0] != first
    name = joined if is_turned or not shown else shown
    if name and company_name.is_company(name) and not person_name.is_certain(name):
        values["partner_name"] = name
    else:
        values["contact_name"] = name
    if prefix and fold(prefix) not in fold(name):
        values["title_honorific"] = prefix
    if suffix and fold(suffix) not in fold(name):
        notes.append(suffix)


def _parts(found: Iterable[Property], count: int) -> list[str]:
    parts = next((parts for parts in (_cleaned(found.value) for found in found) if any(parts)), [])
    return (parts + [""] * count)[:count]


def _cleaned(value: str) -> list[str]:
    return [clean(part) for part in components(value)]


def _first(found: Iterable[Property]) -> str:
    return next(filter(None, (clean(plain(found.value)) for found in found)), "")


def _company(by_name: Properties, _labels: Labels, values: CardColumns, notes: list[str]) -> None:
    for found in by_name.pop("ORG", ()):
        company, *units = _cleaned(found.value)
        if company and values.setdefault("partner_name", company) != company:
            notes.append(company)
        if any(units):
            values["department"] = ", ".join(filter(None, [values.get("department"), *units]))
    titles = [clean(plain(found.value)) for name in ("TITLE", "ROLE") for found in by_name.pop(name, ())]
    titles = list(dict.fromkeys(filter(None, titles)))
    values["function"] = titles[0] if titles else ""
    notes.extend(titles[1:])
    values["birthdate"] = _first(by_name.pop("BDAY", ()))


def _phones(by_name: Properties, labels: Labels, values: CardColumns, notes: list[str]) -> None:
    """Read the phones: mobiles before landlines; a fax has a column of its own."""
    phones: list[tuple[bool, bool, str]] = []
    for found in by_name.pop("TEL", ()):
        number, label = clean(_SCHEME.sub("", plain(found.value))), labels.get(found.group, "")
        if not number:
            continue
        if "zalo" in label or "ZALO" in found.types or "X-ZALO" in found.types:
            values.setdefault("zalo", number)
        elif "FAX" in found.types or "fax" in label:
            values["fax"] = ", ".join(filter(None, [values.get("fax"), number]))
        elif found.types & _NO_VOICE:
            notes.append(f"{min(found.types & _NO_VOICE)}: {number}")
        else:
            is_mobile = found.types & {"CELL", "IPHONE"} or phone.is_mobile(phone.compact(number))
            phones.append((not is_mobile, "PREF" not in found.types, number))
    numbers = list(dict.fromkeys(number for *_rank, number in sorted(phones, key=lambda ranked: ranked[:2])))
    values["phone"] = numbers[0] if numbers else ""
    values["phone_secondary"] = "; ".join(numbers[1:])


def _emails(by_name: Properties, _labels: Labels, values: CardColumns, _notes: list[str]) -> None:
    found = sorted(by_name.pop("EMAIL", ()), key=lambda found: "PREF" not in found.types and "PREF" not in found.params)
    emails = list(dict.fromkeys(filter(None, (clean(_SCHEME.sub("", plain(found.value))) for found in found))))
    emails.sort(key=lambda email: not email_address.is_valid(email))
    values["email_from"] = emails[0] if emails else ""
    values["email_cc"] = ", ".join(emails[1:])


def _addresses(by_name: Properties, _labels: Labels, values: CardColumns, notes: list[str]) -> None:
    """Read the work address into columns, others into the notes."""
    found = sorted(by_name.pop("ADR", ()), key=lambda found: "WORK" not in found.types)
    labels = [clean(plain(found.value)) for found in by_name.pop("LABEL", ())]
    addresses = [_cleaned(found.value) for found in found]
    labels += [clean(found.params["LABEL"]) for found in found if found.params.get("LABEL")]
    addresses = [parts for parts in addresses if any(parts)] or [["", "", label] for label in labels[:1]]
    if addresses:
        values.update(_address(*(addresses[0] + [""] * 7)[:7]))
    notes.extend(", ".join(filter(None, parts)) for parts in addresses[1:])


def _address(box: str, extended: str, street: str, city: str, region: str, code: str, country: str) -> dict[str, str]:
    street = ", ".join(filter(None, [street, extended, box]))
    if not region and province.parse(city):
        city, region = "", city
    if region and not province.parse(region):
        city, region = ", ".join(filter(None, [city, region])), ""
    if street and not region:
        street, town, state = province.from_address(", ".join(filter(None, [street, city])))
        city, region = town or ("" if city in street else city), state.name if state else ""
    return {"street": street, "city": city, "state_id": region, "zip": code, "country_id": country}


def _web(by_name: Properties, labels: Labels, values: CardColumns, notes: list[str]) -> None:
    """Read URLs: the website, or the profile on Facebook or Zalo."""
    for name in [name for name in by_name if name in ("URL", "IMPP") or name.startswith(("X-", "SOCIALPROFILE"))]:
        if name in _IGNORED:
            continue
        for found in by_name.pop(name):
            value = clean(plain(found.value))
            kinds = [name, *found.types, found.params.get("X-SERVICE-TYPE", ""), found.params.get("SERVICE-TYPE", "")]
            where = fold(" ".join([*kinds, labels.get(found.group, ""), value[:200]]))
            field = "zalo" if "zalo" in where else "facebook" if "facebook" in where else ""
            field = field or ("website" if name == "URL" else "")
            text = _SCHEME.sub("", value) if field == "zalo" else value
            if field and values.setdefault(field, text) == text or not value:
                continue
            notes.append(value if name == "URL" else f"{' '.join(filter(None, kinds))}: {value}")


def _photo(by_name: Properties, _labels: Labels, values: CardColumns, notes: list[str]) -> None:
    for found in by_name.pop("PHOTO", ()):
        if found.data:
            values.setdefault("photo", found.data)
        elif found.value:
            notes.append(f"PHOTO: {clean(found.value)[:_LONGEST_NOTE]}")


def _read_notes(found: Iterable[Property], values: CardColumns) -> list[str]:
    """Return the lines of the notes; a labelled tax code or Zalo number among them becomes a column."""
    lines = [clean_lines(plain(found.value)) for found in found]
    for field, value in vocabulary.read_pairs("\n".join(lines).split("\n")):
        if field in _IN_NOTES:
            values.setdefault(field, value)
    return lines


def _others(by_name: Properties) -> list[str]:
    return [
        f"{name}: {text}"
        for name, found in by_name.items()
        if name not in _IGNORED
        for text in (clean(" ".join(components(found.value)))[:_LONGEST_NOTE] for found in found)
        if text
    ]
