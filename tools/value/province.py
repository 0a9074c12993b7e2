"""Provinces of Viet Nam (the 34 of today) in cells and addresses.

By old and new names, abbreviations, misspellings, and districts of one province only. Sources: Resolution 202/2025/QH15
(63 provinces became 34 on 2025-07-01), the list of districts up to that day, the list of wards from that day on
(Decision 19/2025/QĐ-TTg), Odoo's ``res.country.state``.

>>> parse('TP.HCM').name, parse('B.Dương').name, parse('Quận Cầu Giấy').name
('TP Hồ Chí Minh', 'TP Hồ Chí Minh', 'Hà Nội')
>>> parse('ĐN') is None, [province.name for province in candidates('ĐN')]
(True, ['TP Đà Nẵng', 'Đồng Nai'])
>>> from_address('12 Lê Lợi, P. Hưng Bình, TP Vinh, Nghệ An')[:2]
('12 Lê Lợi, P. Hưng Bình', 'TP Vinh')
"""

import re
from functools import lru_cache
from typing import NamedTuple

from .. import filler
from ..facts import facts
from ..text import clean, fold
from .street import is_alley as is_alley
from .street import is_open

# The province is at the end of an address; only this many characters are read.
_READ = 300
_SHORT = 4

_NOT_KEY = re.compile(r"[^a-z0-9]+")
_SEPARATORS = re.compile(r"[,;|\n\\]+|\s+[-–—/>]+\s+|\.\s*(?=$)|\)\s*|\s*\(")
_COLUMN_SEPARATORS = re.compile(r"[,;|\n\\/()]+|\s*[-–—>]+\s*")
_LISTED = re.compile(r"[/;|+&]|\s(?:và|va|hoặc)\s", re.IGNORECASE)
_HOUSE = re.compile(r"(?i)^[a-z]{1,2}[0-9]{1,4}[a-z]?/[0-9]")
_WARD = re.compile(r"^(?:phuong|xa|dac khu|thi tran|[px](?=[.\s])|tt(?=[.\s]))[.\s]*(?=\S)")
_BA_RIA = re.compile(r"(?i)(b[àa]\s*r[ịi]a)\s*[-–—,&]\s*(v[ũu]ng\s*t[àa]u)")
_COUNTRY = re.compile(r"(?i)^(?:vi[eệ]t\s*nam|vn|v\.n|việt nam)\.?$|^[0-9]{5,6}$")
_POSTCODE = re.compile(r"(?:\s+[0-9]{5,6}|\s*(?<!\w)(?:vi[eệ]t\s*nam|vn)\.?)+$", re.IGNORECASE)
_FORMER = re.compile(r"(?i)\b(?:cũ|mới|trước đây)\s*$")
_PROVINCE_WORD = re.compile(r"^(?:tinh|thanh pho|t\.?\s?p|thu do|city of|province of|khu vuc|kv|o|tai)\b[\s.:]*")
_PROVINCE_END = re.compile(r"\s*\b(?:city|province|prov|tinh)\.?$")
_DISTRICT_WORD = re.compile(r"^(quan|huyen|dac khu|thi xa|thanh pho|district|dist|q|h|tx|tp|t\.p)(?:\.\s*|\s+|(?=\d))")
_UNIT_START = re.compile(
    r"^(?:quận|huyện|thị xã|thành phố|phường|xã|thị trấn|đặc khu|tp|tx|tt|quan|huyen|phuong|thi xa|thi tran|"
    r"thanh pho|ward|district|[qhpxf](?=\s*[.0-9]))(?:\b|(?=[0-9]))",
    re.IGNORECASE,
)
_UNIT_INSIDE = re.compile(
    r"\s+(?=(?:quận|huyện|thị xã|thành phố|phường|xã|thị trấn|tỉnh|tp\.|tp\s|tx\.|tx\s)\s*\S|"
    r"[qhpt]\.\s?\w|[qp][0-9])",
    re.IGNORECASE,
)
_TYPES = {
    "q": "Quận", "quan": "Quận", "district": "", "dist": "", "h": "Huyện", "huyen": "Huyện",
    "dac khu": "", "tx": "Thị xã", "thi xa": "Thị xã", "tp": "Thành phố", "t.p": "Thành phố", "thanh pho": "Thành phố",
}  # fmt: skip


class Province(NamedTuple):
    """A record of ``res.country.state``: ``xmlid``, ``code``, ``name`` · ``confidence``: ``sure`` or ``likely``"""

    xmlid: str
    code: str
    name: str
    confidence: str = "sure"


_PROVINCES = {row["xmlid"]: Province(row["xmlid"], row["code"], row["name"]) for row in facts("provinces")}
_ALIASES = {
    row["key"]: (tuple(filter(None, row["xmlid"].split(";"))), row["confidence"]) for row in facts("province_aliases")
}


def _districts() -> tuple[dict[tuple[str, str], dict[str, bool]], dict[str, dict[str, bool]]]:
    by_type: dict[tuple[str, str], dict[str, bool]] = {}
    by_name: dict[str, dict[str, bool]] = {}
    for row in facts("districts"):
        by_type.setdefault((row["type"], row["key"]), {})[row["xmlid"]] = True
        by_name.setdefault(row["key"], {})[row["xmlid"]] = True
    return by_type, by_name


_DISTRICTS_BY_TYPE, _DISTRICTS = _districts()
_WARDS = {row["key"]: frozenset(row["xmlid"].split(";")) for row in facts("wards")}


def _misspellings() -> dict[str, str]:
    """Return names with one letter left out → the province; a name with one wrong letter has such a form too."""
    slips: dict[str, set[str]] = {}
    for name, (xmlids, confidence) in _ALIASES.items():
        typed = any(name[len(prefix) :] in _ALIASES for prefix in ("t", "tp", "tinh") if name.startswith(prefix))
        if confidence == "sure" and len(name) >= 6 and name.isalpha() and not typed:
            for shorter in _one_left_out(name):
                slips.setdefault(shorter, set()).update(xmlids)
    return {shorter: next(iter(xmlids)) for shorter, xmlids in slips.items() if len(xmlids) == 1}


def _one_left_out(name: str) -> set[str]:
    return {name, *(name[:index] + name[index + 1 :] for index in range(len(name)))}


def parse(text: str | None, column: bool = True) -> Province | None:
    """Return the :class:`Province` of ``text``, None if it is none or ambiguous.

    :param text: a cell, or a part of an address
    :param column: whether it is a cell of a province column, where abbreviations of two letters and misspellings count
    """
    found = candidates(text, column)
    return found[0] if len(found) == 1 else None


def candidates(text: str | None, column: bool = True) -> tuple[Province, ...]:
    """Return every :class:`Province` that ``text`` may be; arguments as for :func:`parse`."""
    return _candidates(text or "", bool(column))


@lru_cache(maxsize=10_000)
def _candidates(text: str, column: bool) -> tuple[Province, ...]:
    text = _POSTCODE.sub("", _BA_RIA.sub(r"\1 \2", clean(text[-_READ:])))
    if not text or filler.is_empty(text) and text.lower() not in _ALIASES:
        return ()
    found = _whole(text, column) or _by_parts(text, column)
    return found or (_short_for(text) or _by_words(text) or _misspelled(text) if column else ())


def is_province(text: str | None) -> bool:
    """Return whether ``text`` is the name of a province, with no other place.

    >>> is_province('Hà Nam'), is_province('tỉnh Nghệ An'), is_province('Cầu Giấy'), is_province('Nguyễn Huệ')
    (True, True, False, False)
    """
    text = clean((text or "")[:_READ])
    found = _province_name(fold(text))
    return found is not None and not _is_other_word(text, found)


def key(text: str) -> str:
    """Return ``text`` folded, letters and digits only: the key by which names are compared.

    >>> key('TP. Hồ Chí Minh')
    'tphochiminh'
    """
    return _NOT_KEY.sub("", fold(text))


def _whole(text: str, column: bool) -> tuple[Province, ...]:
    """Return the provinces whose name, or whose district, is the whole text."""
    text = _FORMER.sub("", text)
    folded = fold(text)
    found = _named(text.lower().strip(". "), column) or _named(_NOT_KEY.sub("", folded), column)
    if found is not None:
        return found
    district = _district(folded)
    bare = _PROVINCE_END.sub("", _PROVINCE_WORD.sub("", folded))
    if not district and bare != folded:
        return _named(_NOT_KEY.sub("", bare), column) or district
    return district


def _named(name_key: str, column: bool) -> tuple[Province, ...] | None:
    """Return the provinces of the alias ``name_key``, None if there is no such alias."""
    entry = _ALIASES.get(name_key)
    if not entry or entry[1] in ("column_only", "ambiguous") and not column:
        return None
    confidence = "sure" if entry[1] == "sure" else "likely"
    return tuple(_PROVINCES[xmlid]._replace(confidence=confidence) for xmlid in entry[0])


def _district(folded: str) -> tuple[Province, ...]:
    match = _DISTRICT_WORD.match(folded)
    name = _NOT_KEY.sub("", folded[match.end() :] if match else folded)
    kind = _TYPES[match[1]] if match else ""
    if name.isdigit():
        name = f"quan{int(name)}" if match and kind in ("Quận", "") else ""
    xmlids = (_DISTRICTS_BY_TYPE.get((kind, name)) if kind else None) or _DISTRICTS.get(name, {})
    confidence = "sure" if match and len(xmlids) == 1 else "likely"
    return tuple(_PROVINCES[xmlid]._replace(confidence=confidence) for xmlid in xmlids)


def _by_parts(text: str, column: bool) -> tuple[Province, ...]:
    """Return the provinces of the last part that names one; an ambiguous part is decided by the parts before it."""
    parts = [part for part in (_COLUMN_SEPARATORS if column else _SEPARATORS).split(text) if part.strip()]
    if len(parts) < 2:
        return ()
    several = {province.xmlid: province for province in map(_province_name, map(fold, parts)) if province}
    if len(several) > 1 and _LISTED.search(text):
        return tuple(several.values())
    doubtful: tuple[Province, ...] = ()
    for part in reversed(parts):
        found = () if _COUNTRY.match(part.strip()) else _whole(part.strip(), column and len(part.strip()) > 2)
        if len(found) == 1:
            return found if not doubtful or found[0].xmlid in {p.xmlid for p in doubtful} else doubtful
        doubtful = doubtful or found
    return doubtful


def _short_for(text: str) -> tuple[Province, ...]:
    """Return the province abbreviated behind a place in it: "Sơn Trà ĐN", "phường Hải Châu ĐN"."""
    place, _blank, short = text.rpartition(" ")
    short = short.strip(".")
    named = _named(short.lower(), True) or _named(key(short), True) if place and len(short) <= _SHORT else ()
    if not named:
        return ()
    ward = _WARD.match(folded := fold(place))
    within = _WARDS.get(key(folded[ward.end() :]), frozenset()) if ward else frozenset()
    within |= {province.xmlid for province in _whole(folded[ward.end() :] if ward else place, True)}
    found = tuple(province for province in named if province.xmlid in within)
    # A ward of before July 2025 is in no list: only an abbreviation of one province is certain behind it.
    return found if len(found) == 1 else named if ward and len(named) == 1 else ()


def _by_words(text: str) -> tuple[Province, ...]:
    """Return the province of the longest run of words, at the end or at the beginning, that is its name."""
    words = text.split()
    for count in range(min(len(words) - 1, 5), 0, -1):
        for some in (words[-count:], words[:count]):
            name = " ".join(some)
            found = _named(key(name), False) if len(name) > 2 or name.isupper() else ()
            if found and len(found) == 1 and not _is_other_word(name, found[0]):
                return found
    return ()


def _misspelled(text: str) -> tuple[Province, ...]:
    name = _NOT_KEY.sub("", _PROVINCE_END.sub("", _PROVINCE_WORD.sub("", fold(text))))
    if not 5 <= len(name) <= 24 or not name.isalpha():
        return ()
    xmlids = {_MISSPELLINGS[shorter] for shorter in _one_left_out(name) if shorter in _MISSPELLINGS}
    return tuple(_PROVINCES[xmlid]._replace(confidence="likely") for xmlid in xmlids) if len(xmlids) == 1 else ()


_MISSPELLINGS = _misspellings()


def from_address(address: str | None) -> tuple[str, str, Province | None]:
    """Return ``(street, city, province)`` of an address, parsed from its end.

    :param address: with or without district, of before or after 2025, with or without commas, a remark in brackets
    :return: street and city in the spelling of the address, '' if missing, and a :class:`Province` or None. The city
        is the district, or the ward if there is no district.
    """
    address = address or ""
    if len(address) > 2 * _READ:
        return address.strip(), "", None
    province, parts = _last_province(_parts(address))
    city = ""
    if parts and _is_unit(parts[-1], province):
        city = parts.pop()
        province = province or parse(city, column=False)
    before = from_address(address.partition("(")[0]) if not province and "(" in address else None
    return before if before and before[2] else (", ".join(parts), city, province)


def _parts(address: str) -> list[str]:
    text = _BA_RIA.sub(r"\1 – \2".replace(" ", "\u2060"), clean(address))
    parts = [part.strip(" .") for part in _SEPARATORS.split(text) if part and part.strip(" .")]
    while parts and _COUNTRY.match(parts[-1]):
        parts.pop()
    if parts:
        parts[-1] = _POSTCODE.sub("", parts[-1]).strip(" .")
        parts[-1:] = [piece for piece in _UNIT_INSIDE.sub(", ", parts[-1]).split(", ") if piece]
    return [part.replace("\u2060", " ") for part in parts]


def _last_province(parts: list[str]) -> tuple[Province | None, list[str]]:
    """Return the province at the end of ``parts``, None if there is none, and the parts before it."""
    if not parts:
        return None, []
    found = _province_name(folded := fold(parts[-1]))
    if found and not _is_other_word(parts[-1], found):
        return found, parts[:-1]
    if found := _main_city(folded):
        return found, parts[:-1]
    words, plain = parts[-1].split(), folded.split()
    for count in range(min(len(words) - 1, 5), 0, -1):
        found = _province_name(" ".join(plain[-count:]))
        before = " ".join(words[:-count])
        if not found and _is_unit_end(before):
            found = _main_city(" ".join(plain[-count:]))
        if found and _is_behind(before, " ".join(words[-count:]), found):
            return found, [*parts[:-1], before]
    *place, short = parts[-1].rsplit(" ", 1)
    rest = parts[:-1] + place
    abbreviated = _short_for(f"{rest[-1]} {short}") if rest else ()
    return (abbreviated[0], rest) if abbreviated else (None, parts)


def _is_behind(before: str, name: str, found: Province) -> bool:
    """Return whether ``name`` is the province ``found`` behind the address ``before``, not a part of its street."""
    return not (is_open(before) or is_alley(before) or _is_other_word(name, found))


def _is_other_word(name: str, found: Province) -> bool:
    """Return whether ``name`` is spelled with other accents than the province: Huệ is no Huế."""
    if " " in name.strip() or name.isascii() or found.xmlid != _PROVINCE_OF_HUE:
        return False
    return key(name) == "hue" and clean(name).lower().strip(". ") != "huế"


def _main_city(folded: str) -> Province | None:
    """Return the province of the city "Sài Gòn", which is written for it; of a ward or street of this name, None."""
    name = _NOT_KEY.sub("", _PROVINCE_WORD.sub("", folded))
    entry = _ALIASES.get(name) if name in _WRITTEN_FOR else None
    return _PROVINCES[entry[0][0]] if entry else None


def _is_unit_end(before: str) -> bool:
    return bool(_UNIT_BEFORE.search(fold(before)))


_PROVINCE_OF_HUE = "base.state_vn_VN-26"
# Cities whose name stands for the whole province at the end of an address.
_WRITTEN_FOR = {"saigon", "tpsaigon", "sg", "sgn", "hochiminhsaigon", "saigonhcm", "hcmsaigon", "saigongiadinh"}
_UNIT_BEFORE = re.compile(r"(?:\b(?:quan|huyen|phuong|q|p)[ .]*[0-9]{1,2}|\b(?:quan|huyen|q\.|h\.) ?[a-z]+ [a-z]+)$")


def _province_name(folded: str) -> Province | None:
    """Return the province of a folded name, abbreviated or not, None if it is none, such as a district."""
    name = _NOT_KEY.sub("", folded)
    if name not in _NAMES and _is_provincial_city(folded):
        return None
    bare = _NOT_KEY.sub("", _PROVINCE_END.sub("", _PROVINCE_WORD.sub("", folded)))
    for candidate in (name, bare):
        if candidate in _NAMES:
            return _NAMES[candidate]
    return None


def _is_provincial_city(folded: str) -> bool:
    match = _DISTRICT_WORD.match(folded)
    if not match:
        return False
    return (_TYPES[match[1]], _NOT_KEY.sub("", folded[match.end() :])) in _DISTRICTS_BY_TYPE


def _names() -> dict[str, Province]:
    """Return the keys that are certainly provinces, even where a district can be expected."""
    return {
        row["key"]: _PROVINCES[row["xmlid"]]
        for row in facts("province_aliases")
        if row["confidence"] == "sure" and row["kind"] == "province"
    }


_NAMES = _names()


def _is_unit(part: str, province: Province | None) -> bool:
    """Return whether ``part`` is a ward, district or town; a name without its type must be one of ``province``."""
    if _UNIT_START.match(part):
        return not _HOUSE.match(part)
    xmlids = _DISTRICTS.get(key(part), {})
    return bool(xmlids) and (province is None or province.xmlid in xmlids)
