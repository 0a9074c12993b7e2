"""Labels before a number: of a phone, a fax, a code (orders, invoices, documents), a bank account or an amount.

Sources: ``data/number_labels.csv``, and the headings of phones and codes in ``data/column_names.csv``.

>>> [kind_before(text, len(text)) for text in ('SĐT 2: ', 'Mã vận đơn ', 'Fax1: ', 'STK MB Bank: ', 'Tổng ', 'Lan ')]
['phone', 'code', 'fax', 'account', 'amount', '']
>>> kind_before('cần hợp đồng - ', 15), kind_before('hợp đồng số: ', 13), kind_before('Mã giới thiệu bạn bè: ', 22)
('', 'noun', 'code')
"""

import re
from functools import cache

from ..facts import facts
from ..text import fold

# Labels are shorter.
_READ = 60
_MOST_WORDS = 4
_MOST_LINKS = 4
# Words of "Mã giới thiệu của bạn bè:", at most.
_LONGEST_NAME = 7
_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+|[^\w\s]|_")
# "Lầu 3F": a letter behind a digit is no label.
_GLUED = re.compile(r"(?<=[0-9])[^\W\d_]+")
_BEHIND = re.compile(r"\s?\(([^()]{1,24})\)")
_JOINING = set("./&'’")
_SKIPPED = set("./&'’:：#=+*\"([{<>~_-–—")
_DASHES = set("-–—")
_COLONS = set(":：")
# Kinds of labels whose numbers are no phones.
OTHER_KINDS = frozenset(("fax", "letter_fax", "code", "noun", "account", "amount"))
# Headings of lists that are labels of a kind, too.
_OF_FIELD = {
    "phone": "phone", "phone_secondary": "phone", "zalo": "phone", "fax": "fax", "vat": "code", "personal_id": "code",
    "customer_code": "code",
}  # fmt: skip
# Words that make a label one of phones, whatever noun follows: "SĐT người nhận đơn hàng".
_STRONG = {"sdt", "dt", "tel", "hotline", "zalo", "mobile", "dtdd", "viber", "whatsapp"}
_NUMBER, _ENGLISH_NUMBER = "so", {"no", "number", "id", "code", "ref"}
_CODE, _OF = "ma", "cua"
_BETWEEN = ("link", "own", "bank")
# Kinds of words that are no labels.
_NO_LABELS = (*_BETWEEN, "verb")


def _words(text: str) -> str:
    return " ".join(token for token in _TOKEN.findall(fold(text)) if token[0].isalpha())


@cache
def _labels() -> dict[str, str]:
    headings = (row for row in facts("column_names") if row["field"] in _OF_FIELD)
    labels = {_words(row["heading"]): _OF_FIELD[row["field"]] for row in headings}
    # "Số 2" is a heading of phones, "số" in a text a word between a label and its number.
    labels = {words: kind for words, kind in labels.items() if words not in _words_of("link")}
    return labels | {
        _words(row["words"]): row["kind"] for row in facts("number_labels") if row["kind"] not in _NO_LABELS
    }


@cache
def _words_of(kind: str) -> frozenset[str]:
    """Return the words of a kind that is no label.

    Those between a label and its number are ``link``, ``own`` (whose it is) or ``bank``, a ``verb`` is before a noun.
    """
    return frozenset(_words(row["words"]) for row in facts("number_labels") if row["kind"] == kind)


def kind_of(words: str) -> str:
    """Return the kind of a label that is all of ``words``, '' if they are none."""
    return _labels().get(_words(words), "")


def kind_before(text: str, start: int) -> str:
    """Return the kind of the label in ``text`` right before ``start``.

    :return: ``phone``, ``fax``, ``letter_fax`` (F), ``code``, ``noun`` (an order, a contract), ``account``, ``amount``,
        or '' for none
    """
    read = _GLUED.sub("", text[max(0, start - _READ) : start])
    tokens = _tokens(read)
    is_glued = bool(read) and read[-1].isalpha()
    kind = _kind(tokens)
    if not kind and is_glued and tokens:  # "Mã đơn: SPXVN0912345678"
        kind = _kind(tokens[:-1])
        return kind if kind in ("code", "noun", "account") else ""
    return kind


def kind_behind(text: str, end: int) -> str:
    """Return the kind of the label in brackets right behind ``end``, '' if there is none.

    >>> kind_behind('0912345678 (Zalo)', 10), kind_behind('0912345678 (chị Lan)', 10)
    ('phone', '')
    """
    behind = _BEHIND.match(text, end)
    return next(filter(None, map(kind_of, behind[1].split("/"))), "") if behind else ""


def _tokens(text: str) -> list[str]:
    return [folded for token in _TOKEN.findall(text) if (folded := fold(token))]


def is_label(text: str) -> bool:
    """Return whether ``text`` is a label of phones and nothing else."""
    return _kind(_tokens(f"{text[:_READ]}:")) == "phone"


def is_other_label(heading: str) -> bool:
    """Return whether ``heading`` is a label of codes, accounts or amounts, whose numbers are no phones.

    >>> is_other_label('Mã vận đơn'), is_other_label('Số HĐ (eContract)'), is_other_label('SĐT đặt hàng')
    (True, True, False)
    """
    return _kind(_tokens(f"{heading[:_READ]}:")) in OTHER_KINDS


def is_other_heading(heading: str) -> bool:
    """Return whether ``heading`` is such a label, perhaps with more words behind it: "Doanh thu năm"."""
    words = _last_words(_tokens(heading[:_READ]))
    parts = (" ".join(words[start : start + count]) for count in (1, 2) for start in range(len(words)))
    if any(_labels().get(part) == "phone" for part in parts):
        return is_other_label(heading)
    if len(words) > 1 and _is_numbered(words):
        return True
    starts = (" ".join(words[:count]) for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1))
    kind = next((_labels()[start] for start in starts if start in _labels()), "")
    return is_other_label(heading) or kind in ("code", "account", "amount", "fax")


def _is_numbered(words: list[str]) -> bool:
    """Return whether ``words`` are those of a numbered thing: "Số công tơ", "Policy No."; not "Số của bạn"."""
    if words[0] == _NUMBER:
        return words[1] not in _words_of("own")
    return words[-1] in _ENGLISH_NUMBER and words[-2] not in _words_of("own")


def _kind(tokens: list[str]) -> str:
    tokens, signs, inside = _without_signs(tokens)
    if inside and (kind := _labels().get(inside)):
        return kind
    words = _last_words(tokens)
    rest, between = list(words), set[str]()
    found = _label_at_end(rest)
    while not found and len(between) < _MOST_LINKS and (word := _word_between(rest)):
        between.add(word)
        del rest[-1 - word.count(" ") :]
        found = _label_at_end(rest)
    if words and not rest and len(tokens) > len(words):  # "Fax 1 số …", "Order # là …"
        return _kind(tokens[: -len(words)])
    return _checked(found, words, signs, between)


def _word_between(words: list[str]) -> str:
    """Return the one or two words at the end of ``words`` that may stand between a label and its number."""
    ends = (" ".join(words[-count:]) for count in (2, 1) if count <= len(words))
    return next((end for end in ends if any(end in _words_of(kind) for kind in _BETWEEN)), "")


def _label_at_end(words: list[str]) -> str:
    """Return the kind of the longest label at the end of ``words``."""
    ends = (" ".join(words[-count:]) for count in range(min(_MOST_WORDS, len(words)), 0, -1))
    return next((_labels()[end] for end in ends if end in _labels()), "")


def _checked(found: str, words: list[str], signs: set[str], between: set[str]) -> str:
    if found != "account" and between & _words_of("bank"):
        return ""
    if found == "noun":
        if _STRONG & set(words):
            return "phone"
        if _words_of("verb") & set(words) and not (between & _words_of("link") or "#" in signs):
            return ""  # "chốt đơn 0912345678"
        is_loose = between & _words_of("own") and _OF not in between
        is_loose = is_loose or _DASHES & signs and " ".join(words) not in _labels()  # "gửi em hợp đồng - 0912345678"
        return "" if is_loose else found
    if found in ("fax", "letter_fax") and len(words) > 1 and _labels().get(words[-2]) == "phone":
        return "phone"  # "Tel/Fax"
    if found or not _COLONS & signs:
        return found
    if _CODE in words[-_LONGEST_NAME:]:
        return "code"
    return "phone" if _STRONG & set(words) else ""  # "Hotline bán hàng:"


def _without_signs(tokens: list[str]) -> tuple[list[str], set[str], str]:
    """Return ``tokens`` up to the last word, the signs behind it, and the words in brackets behind it.

    Between the label and its number there is at most one short number: "Fax 1: ", "SĐT (2): ".
    """
    end, signs, numbers = len(tokens), set[str](), 0
    inside = ""
    while end and not tokens[end - 1][0].isalpha():
        token = tokens[end - 1]
        if token.isdigit():
            numbers += 1
            if numbers > 1 or len(token) > 2:
                return [], signs, ""
        elif token in ")]":
            start = end - 1
            while start and tokens[start] not in "([" and end - start < 7:
                start -= 1
            if tokens[start] not in "([":
                return [], signs, ""
            words = [word for word in tokens[start + 1 : end - 1] if word[0].isalpha()]
            inside = inside or " ".join(words)
            end = start + 1
        elif token not in _SKIPPED:
            return [], signs, ""
        signs.add(token)
        end -= 1
    return tokens[:end], signs, inside


def _last_words(tokens: list[str]) -> list[str]:
    """Return the words at the end of ``tokens``, up to a sign or number that ends a label."""
    words: list[str] = []
    for token in reversed(tokens):
        if token[0].isalpha():
            words.append(token)
        elif token not in _JOINING:
            break
    return words[::-1]
