"""Company names: legal forms, the core without them, match keys, capitals.

"Công ty TNHH X" and "Công ty CP X" may be two companies: an equal key needs a second proof (tax code, or province with
phone or mail domain). Source: ``data/company_words.csv``, legal forms and usual abbreviations of Vietnamese companies.

>>> core('CTY TNHH MTV Bao bì Hạt Sen'), core('Hoa Sen Co., Ltd')
('Bao bì Hạt Sen', 'Hoa Sen')
>>> compact('Cty TNHH TM & DV Sao Mai') == compact('CÔNG TY CỔ PHẦN THƯƠNG MẠI DỊCH VỤ SAO MAI')
True
>>> weak_key('Công ty TNHH Sao Mai Việt Nam')
'sao mai'
"""

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from .. import filler
from ..facts import facts
from ..text import clean, fold, strip_accents
from . import capitals, honorific, legal_form, person_name

Words = tuple[str, ...]
Forms = dict[Words, str]

# Longer texts are no company names: only this many characters are read.
LONGEST = 400

_REMARK = re.compile(r"\s*[(,;|]|\s[-–]\s")
_TOKEN = re.compile(r"\w+")
_NUMBER = re.compile(r"\s*[:(+]*\s*[0-9]")
_EDGES = " \t.,;:-–—_/\\|\"'“”‘’«»*&+()[]"
_DROPPED = {"va", "and", "the"}
_BRANCHES = [
    tuple(words.split())
    for words in ("chi nhanh", "van phong dai dien", "cn", "vpdd", "dia diem kinh doanh", "nha may", "xi nghiep")
]
# TP is thực phẩm (food) except before the name of a city.
_CITIES = {"hcm", "ho", "hn", "ha", "da", "can", "hai", "hue", "vinh", "thu", "sai"}


def _forms() -> tuple[Forms, Forms]:
    both: Forms = {}
    ends: Forms = {}
    for row in facts("company_words"):
        if row["kind"] == "form":
            words = tuple(row["key"].split())
            ends[words] = row["words"]
            if row["place"] == "both":
                both[words] = row["words"]
    ends.update((tuple(form.split()), "") for form in legal_form.any_spelling())
    return both, ends


_AT_START, _AT_END = _forms()
_ANYWHERE = {words for words in _AT_START if words[0] in ("tnhh", "ctcp", "trach")}
_LONGEST = max(map(len, _AT_END))
_FIRST_WORDS, _LAST_WORDS = {words[0] for words in _AT_START}, {words[-1] for words in _AT_END}
_LINE_WORDS = {
    tuple(row["key"].split()): fold(row["words"]).split() for row in facts("company_words") if row["kind"] == "word"
}
# A key without these words has no legal form and no abbreviation left.
_SHORTENED = _FIRST_WORDS | _LAST_WORDS | {words[0] for words in [*_LINE_WORDS, *_BRANCHES]} | _DROPPED
_ORGANISATION_ENDS = {row["key"] for row in facts("company_words") if row["kind"] == "organisation_end"}
_ORGANISATIONS = {tuple(row["key"].split()) for row in facts("company_words") if row["kind"] == "organisation"}


def core(text: str | None) -> str:
    """Return ``text`` without its legal form, spelled as in ``text``; the whole text if it is nothing but a form."""
    return _core(clean((text or "")[:LONGEST]))


@lru_cache(maxsize=10_000)
def _core(text: str) -> str:
    while True:
        shorter = _without_form(text).strip(_EDGES)
        if not shorter or shorter == text:
            return shorter or text
        text = shorter


def _without_form(text: str) -> str:
    """Remove one legal form at the start, at the end, or behind the words of a branch."""
    form = _form(words := _words(text))
    if not form:
        return text
    spans = _spans(text)
    before = text[: spans[form.start][0]]
    after = text[spans[form.stop - 1][1] :] if form.stop < len(words) else ""
    return f"{before.rstrip()} {after.lstrip(_EDGES)}" if before.strip() else after


def _form(words: Words) -> slice | None:
    """Return the slice of the folded ``words`` that is a legal form, None if there is none."""
    for first in _places(words):
        length = _match(words, first, _ANYWHERE if first and not _after_branch(words, first) else _AT_START)
        if length:
            return slice(first, first + length)
    if words and words[-1] in _LAST_WORDS:
        for length in range(min(_LONGEST, len(words)), 0, -1):
            if words[-length:] in _AT_END:
                return slice(len(words) - length, len(words))
    return None


def _words(text: str) -> Words:
    """Return the folded words of ``text``."""
    plain = strip_accents(text).lower()
    return tuple(_TOKEN.findall(plain) if len(plain) == len(text) else map(fold, _TOKEN.findall(text)))


def _spans(text: str) -> list[tuple[int, int]]:
    """Return ``(start, end)`` of each of the :func:`_words` of ``text``."""
    plain = strip_accents(text).lower()
    return [match.span() for match in _TOKEN.finditer(plain if len(plain) == len(text) else text)]


def _places(words: Words) -> Sequence[int]:
    return range(len(words)) if "tnhh" in words or "ctcp" in words or "trach" in words else [0, *_branch_ends(words)]


def _branch_ends(words: Words) -> list[int]:
    return [len(branch) for branch in _BRANCHES if words[: len(branch)] == branch and len(words) > len(branch)]


def is_branch(text: str | None) -> bool:
    """Return whether ``text`` begins with the words of a branch: chi nhánh, CN, VPĐD.

    >>> is_branch('CN Hà Nội'), is_branch('Lê Hà')
    (True, False)
    """
    return bool(_branch_ends(_words(clean((text or "")[:LONGEST]))))


def _after_branch(words: Words, index: int) -> bool:
    return index in _branch_ends(words)


def _match(words: Words, first: int, forms: Container[Words]) -> int:
    """Return how many words from ``first`` on are the longest legal form, 0 when there is none."""
    if words[first : first + 1] and words[first] in _FIRST_WORDS:
        for length in range(min(_LONGEST, len(words) - first), 0, -1):
            if words[first : first + length] in forms:
                return length
    return 0


def compact(text: str | None) -> str:
    """Return the match key of a company name (str): core, abbreviations expanded, folded; '' for placeholders.

    >>> compact('CTCP SX-TM-DV & XNK Núi Ngọc')
    'san xuat thuong mai dich vu xuat nhap khau nui ngoc'
    """
    return _compact(text[:LONGEST]) if text else ""


# Of a text as it is written: the key of a lead and its search text both need it.
@lru_cache(maxsize=10_000)
def _compact(text: str) -> str:
    text = clean(text)
    if filler.is_empty(text, "company"):
        return ""
    words = tuple(_TOKEN.findall(fold(text).replace("_", " ")))
    while True:
        kept = tuple(word for word in _expand(_core_words(words)) if word not in _DROPPED)
        if kept == words or _SHORTENED.isdisjoint(kept):
            return " ".join(kept)
        words = kept


def _core_words(words: Words) -> Words:
    while (form := _form(words)) and (rest := words[: form.start] + words[form.stop :]):
        words = rest
    return words


def _expand(words: Words) -> Iterator[str]:
    index = 0
    if words[:1] == ("cn",):
        yield from ("chi", "nhanh")
        index = 1
    while index < len(words):
        for length in (2, 1):
            found = _LINE_WORDS.get(words[index : index + length])
            if found and not (words[index] == "tp" and words[index + 1 : index + 2] and words[index + 1] in _CITIES):
                yield from found
                index += length
                break
        else:
            yield words[index]
            index += 1


def written_out(text: str) -> tuple[str, ...]:
    """Return the folded words that the abbreviations in ``text`` (folded) stand for, () if one of it is none.

    >>> written_out('tm-dv'), written_out('tm sao mai')
    (('thuong', 'mai', 'dich', 'vu'), ())
    """
    tokens = _TOKEN.findall(text)
    if not all((token,) in _LINE_WORDS for token in tokens):
        return ()
    return tuple(word for token in tokens for word in _LINE_WORDS[token,])


def weak_key(text: str | None) -> str:
    """Return the match key of ``text`` without "Việt Nam"; weaker evidence than an equal :func:`compact`."""
    key = compact(text)
    return " ".join(f" {key} ".replace(" viet nam ", " ").split()) or key


def format(text: str | None) -> str:
    """Return ``text`` on one line, with the capitals restored that a legacy font lost; '' for placeholders.

    >>> format('DOANH NGHIệP Tư NHÂN TRĂNG KHUYếT'), format('cty tnhh sao mai'), format('Cty CP Sao Mai')
    ('DOANH NGHIỆP TƯ NHÂN TRĂNG KHUYẾT', 'Cty TNHH Sao Mai', 'Cty CP Sao Mai')
    """
    text = clean((text or "")[:LONGEST]).strip(" *;,")
    if len(text) > 1 and text[0] in "\"'“" and text[-1] in "\"'”":
        text = text[1:-1].strip()
    if filler.is_empty(text, "company"):
        return ""
    if _lost_capitals(text):
        return text.upper()
    return _capitalise(text) if text.islower() else " ".join(capitals.raise_lost(text.split(" ")))


def _lost_capitals(text: str) -> bool:
    """Return whether all letters are capitals except those that have no capital in legacy fonts."""
    small = filter(str.islower, text)
    return capitals.has_lost_word(text) and all(map(capitals.has_no_old_capital, small))


def _capitalise(text: str) -> str:
    end = len(text) - len(_core(text)) if text.endswith(_core(text)) else 0
    form = text[:end]
    form = " ".join(w.upper() if fold(w) in _SHORT_FORMS else w for w in form.split())
    form = form[:1].upper() + form[1:]
    name = " ".join(word[:1].upper() + word[1:] for word in text[end:].split())
    return f"{form} {name}".strip()


_SHORT_FORMS = {"tnhh", "mtv", "cp", "ctcp", "dntn", "hkd", "htx", "1tv", "2tv"}


def is_company(text: str | None) -> bool:
    """Return whether ``text`` is the name of a company, a shop or another organisation.

    >>> is_company('Hợp tác xã Chân Mây'), is_company('Nguyễn Văn A'), is_company('Sở Y tế Hà Nội')
    (True, False, True)
    >>> is_company('CN Huế - Cty CP Chân Mây'), is_company('CN Lê Hà'), is_company('Cô Phan Thị Lan')
    (True, False, False)
    """
    text = clean((text or "")[:LONGEST])
    words = tuple(_TOKEN.findall(text.lower()))
    if any(words[:length] in _ORGANISATIONS for length in (1, 2, 3)):
        return True
    folded = _words(text)
    if _match(folded, 0, _AT_START) or len(_core(text)) < len(text.strip(_EDGES)):
        return not _is_addressed(text)
    is_organisation = len(folded) > 1 and folded[-1] in _ORGANISATION_ENDS and legal_form.has_name(folded)
    if is_organisation or legal_form.is_foreign(text):
        return not (person_name.is_certain(text) or honorific.strip(text)[1] or honorific.position(text)[0])
    return bool(_branch_ends(folded)) and any(_match(folded, first, _AT_START) for first in range(1, len(folded)))


def _is_addressed(text: str) -> bool:
    """Return whether ``text`` is a title and a person: Cô Phan is not "cổ phần"."""
    name, titles = honorific.strip(text)
    name = _REMARK.split(_NUMBER.split(name, maxsplit=1)[0], maxsplit=1)[0].strip(_EDGES)
    if not titles or not name:
        return False
    begins = person_name.is_surname(name.split(" ")[0]) and name.istitle()
    return name.isalpha() or begins and name.replace(" ", "").isalpha() or person_name.is_certain(name)
