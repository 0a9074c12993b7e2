"""Identity of two records: whether shared keys and names prove that they are one person.

A personal e-mail address, a Zalo account and a tax code are proof. A phone may be a company's landline or a family's
mobile, and an address such as info@ a shared mailbox: with names that contradict each other they are only a hint.
Source: ``data/role_mailboxes.csv``, usual names of shared mailboxes.

>>> an, ha = (Profile(name, "", frozenset({("phone", "+842838221234")})) for name in ("Nguyễn Văn An", "Trần Thị Hà"))
>>> relation(an, an._replace(contact="Anh An")), relation(an, ha), relation(an, Profile("An", "", frozenset()))
('same', 'maybe', 'different')
>>> names_agree(an, Profile("", "Công ty Sao Mai", frozenset()))
True
>>> [is_shared_mailbox(f"{local}@saomai.vn") for local in ("sales.hn", "ketoan2", "an.sales")]
[True, True, False]
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from ..facts import facts
from ..name import company_name, person_name
from ..text import fold
from ..value import email_address

# Kind (vat, phone, zalo, email …) and value of what a record is known by.
Key = tuple[str, str]
Words = tuple[str, ...]
# What :func:`name_key` compares.
Names = tuple[Words, Words, bool]

_WORD = re.compile(r"[^\W\d_]+")
_APOSTROPHES = re.compile(r"['’ʼ`]")
# Lý and Lí, Quý and Quí are spellings of one name; Tây and Tài are different names.
_Y = re.compile(r"(?<=[bcdghklmnpqrstuvx])y(?![aeiou])")
_VOWELS = frozenset("aeiouy")
_PARTS = re.compile(r"[._+\-0-9]+")
_ROLES = frozenset(row["local"] for row in facts("role_mailboxes"))
_PERSONAL_CODE = 12
# Texts in the place of a name that are a department or a kind of customer.
_NO_NAMES = (
    *("lễ tân", "le tan", "phòng ", "bộ phận", "bo phan", "văn phòng", "van phong", "quầy ", "hotline", "tổng đài"),
    *("khách quen", "khach quen", "khách cũ", "khách mới", "khách vip", "khách sỉ"),
)


class Profile(NamedTuple):
    """``contact``: name of the person, or '' · ``company``: name of the company, or '' · ``keys``: pairs of kind (vat,
    phone, zalo, email) and value by which the record matches others · ``is_company``: whether the record is the company
    itself, not a person who works there"""

    contact: str
    company: str
    keys: frozenset[Key]
    is_company: bool = False


def relation(one: Profile, other: Profile, person_only: bool = False) -> str:
    """Return whether two profiles are one person: ``same``, ``maybe`` or ``different``.

    :param person_only: the same company is no proof: neither its tax code nor, if ``other`` is the company, its phone
    :return: ``same`` if they share a proof, or a key and compatible names; ``maybe`` if they share a key only;
        ``different`` if they share none
    """
    shared = one.keys & other.keys or _numbers(one) & _numbers(other)
    if not shared:
        return "different"
    if any(is_proof(key, person_only) for key in shared):
        return "same"
    if names_agree(one, other):
        return "same"
    is_colleague = _is_person_of_company(one, other) and same_company(one.company, other.company)
    return "same" if is_colleague and not person_only else "maybe"


def is_proof(key: Key, person_only: bool = False) -> bool:
    """Return whether a shared ``key`` proves, without regard to names, that two records are one person.

    :param key: (kind, value)
    :param person_only: the tax code of a company is no proof


    >>> is_proof(("email", "an@saomai.vn")), is_proof(("email", "info@saomai.vn")), is_proof(("phone", "+84912345678"))
    (True, False, False)
    >>> is_proof(("vat", "0100109106")), is_proof(("vat", "0100109106"), person_only=True)
    (True, False)
    """
    kind, value = key
    if kind == "vat":
        return not person_only or len(value) == _PERSONAL_CODE
    return kind in ("zalo", "customer") or kind == "email" and not is_shared_mailbox(value)


def names_agree(one: Profile, other: Profile) -> bool:
    """Return whether the names of two profiles may be one person's; a missing name agrees with every name.

    Companies are compared if neither has the name of a person, and if one of the profiles is a company.
    """
    mine, theirs = _words(one.contact), _words(other.contact)
    if mine and theirs:
        return _agree(mine, theirs)
    if _is_person_of_company(one, other):
        person, company = (mine, other) if mine else (theirs, one)
        # A sole trader: Hộ kinh doanh Lê Hà. One word is not enough: An need not be the owner of An Phát.
        return len(person) > 1 and set(person) <= set(_company_words(company.company))
    if not mine and not theirs:
        companies = _company_words(_company(one)), _company_words(_company(other))
        return not all(companies) or _agree(*companies)
    return True


def name_key(profile: Profile) -> Names:
    """Return the words that :func:`names_agree` compares; profiles with equal keys give equal answers."""
    return _words(profile.contact), _company_words(_company(profile)), profile.is_company


def is_shared_mailbox(address: str) -> bool:
    """Return whether an address (normalised) is a shared mailbox: info@, ketoan2@, sales.hn@."""
    local = address.partition("@")[0]
    parts = [part for part in _PARTS.split(local) if part]
    return bool(parts) and (parts[0] in _ROLES or "".join(parts) in _ROLES)


def email_value(address: str) -> str:
    """Return the value of the key ``email`` of an address (normalised): one mailbox has one, however it is spelled.

    A shared mailbox stays as written, because its dots tell its parts.

    >>> email_value('le.duc@gmail.com'), email_value('leduc+mua@gmail.com'), email_value('sales.hn@gmail.com')
    ('leduc@gmail.com', 'leduc@gmail.com', 'sales.hn@gmail.com')
    """
    if not email_address.has_spellings(address) or is_shared_mailbox(address):
        return address
    return email_address.identity(address)


def split_by_certainty(
    profile: Profile, ids: Iterable[int], profiles: Mapping[int, Profile], person_only: bool = False
) -> tuple[list[int], list[int]]:
    """Split ``ids`` into those that are certainly the person of ``profile``, and those that may be.

    If the shared keys match several people who cannot be one, none of them is certain.

    :param ids: record ids, best first
    :param profiles: record id → :class:`Profile`
    :param person_only: as for :func:`relation`
    :return: two lists of ids, best first
    """
    proved: list[int] = []
    agreeing: list[int] = []
    doubtful: list[int] = []
    for id_ in ids:
        other = profiles[id_]
        if any(is_proof(key, person_only) for key in profile.keys & other.keys):
            proved.append(id_)
            continue
        kind = relation(profile, other, person_only)
        # Found by an older spelling of a key, which the profile does not have: only the names decide.
        is_one = names_agree(profile, other) if kind == "different" else kind == "same"
        (agreeing if is_one else doubtful).append(id_)
    if not proved and len(agreeing) > 1 and not _are_one([profiles[id_] for id_ in agreeing]):
        return [], [*agreeing, *doubtful]
    return [*proved, *agreeing], doubtful


def _numbers(profile: Profile) -> set[Key]:
    """Return the phone numbers of ``profile``, those of Zalo accounts too."""
    return {("phone", value) for kind, value in profile.keys if kind in ("phone", "zalo") and value[:1] == "+"}


def _are_one(profiles: Iterable[Profile]) -> bool:
    kinds = list({name_key(profile): profile for profile in profiles}.values())
    return all(names_agree(one, other) for place, one in enumerate(kinds) for other in kinds[:place])


def _is_person_of_company(one: Profile, other: Profile) -> bool:
    """Return whether one profile is a person and the other one a company."""
    return one.is_company != other.is_company and bool(_words((other if one.is_company else one).contact))


def same_company(one: str | None, other: str | None) -> bool:
    """Return whether two names may be one company's; False if one of them is missing.

    >>> same_company("Cty TNHH Sao Mai", "Công ty CP Sao Mai Việt Nam"), same_company("Sao Mai", "Hoa Sen")
    (True, False)
    """
    words = _company_words(one or ""), _company_words(other or "")
    return all(words) and _agree(*words)


def _company(profile: Profile) -> str:
    """Return the name of the company of ``profile``, also if it is in the field of the person."""
    return profile.company or (profile.contact if company_name.is_company(profile.contact) else "")


@lru_cache(maxsize=10_000)
def _words(name: str) -> Words:
    """Return the folded words of a person's name; none if ``name`` is not one."""
    if not name or name.lower().startswith(_NO_NAMES) or not person_name.is_person(name):
        return ()
    text = _Y.sub("i", fold(_APOSTROPHES.sub("", person_name.parse(name).name)))
    return tuple(_WORD.findall(text))


@lru_cache(maxsize=10_000)
def _company_words(name: str) -> Words:
    # Digits distinguish companies: Công ty Xây dựng số 1.
    return tuple(_Y.sub("i", company_name.weak_key(name)).split()) if name else ()


def _agree(one: Words, other: Words) -> bool:
    """Return whether one name is a form or a part of the other; the order of words does not count."""
    if set(one) <= set(other) or set(other) <= set(one) or "".join(one) == "".join(other):
        return True
    shorter, longer = sorted((one, other), key=len)
    left = list(longer)
    for word in sorted(shorter, key=len, reverse=True):
        found = next((there for there in left if word == there or _abbreviates(word, there)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _abbreviates(one: str, other: str) -> bool:
    """Return whether one word is an initial of the other, or its first consonants: T. and Thị, Ng. and Nguyễn."""
    short, full = sorted((one, other), key=len)
    return full.startswith(short) and (len(short) == 1 or _VOWELS.isdisjoint(short))
