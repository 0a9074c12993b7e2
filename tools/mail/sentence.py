"""Names, companies and budgets in the sentences of a mail."""

import re

from ..text import fold
from ..value import province
from . import words as mail_words

_WORD = re.compile(r"[^\W_][\w'’.\-]*")
_COMPANY_START = re.compile(
    r"(?i)\b(?:tổng công ty|tập đoàn|công ty|cong ty|cty|c\.ty|ctcp|dntn|doanh nghiệp tư nhân|htx|hợp tác xã|"
    r"hộ kinh doanh|hkd|chi nhánh công ty|trường (?:đại học|cao đẳng|thpt|thcs|tiểu học|mầm non)|bệnh viện|"
    r"khách sạn|nhà hàng|nhà máy|xí nghiệp|ngân hàng|cửa hàng|siêu thị|nhà thuốc|phòng khám|nha khoa|nhà xuất bản|"
    r"homestay|resort|spa|showroom|trang trại|trung tâm)\b"
)
# Lower-case words of companies' names, and words that follow a name in a sentence.
_SMALL, _AFTER_NAMES = mail_words.words("small_in_name"), mail_words.words("after_name")
_SMALL_TAIL = re.compile(r"([^\W\d_]{2,7})\s*(?=[,.;:()\n]|$)")
_BUDGET = re.compile(r"\b(?:{})\b".format("|".join(sorted(mail_words.words("budget"), key=len, reverse=True))))
_VERBS = {"cần", "muốn", "đang", "xin", "hỏi", "nhờ", "gửi", "là"}
_FEW_WORDS = 7
_BUDGET_END = re.compile(r"[.;!?\n]\s|[.;!?]$|,\s")


def capitalised(text: str) -> str:
    """Return the capitalised words (str) at the beginning of ``text`` (str), five at most."""
    words: list[str] = []
    position = 0
    for match in _WORD.finditer(text[:100]):
        if len(words) == 5 or not match[0][0].isupper() or text[position : match.start()].strip(" "):
            break
        words.append(match[0].rstrip("."))
        position = match.end()
        if match[0].endswith("."):
            break
    return " ".join(words)


def is_spelled_as_name(text: str) -> bool:
    """Return whether ``text`` (str) is capitalised like the name of a company, or in lower case and short.

    >>> is_spelled_as_name('Công ty CP Thực phẩm Quả Thị'), is_spelled_as_name('Shop ơi báo giá mình 8 mắt camera nha')
    (True, False)
    """
    words = _WORD.findall(text)
    if not text.islower() and any(word in _VERBS for word in words[1:]):
        return False
    small = [word for word in words[1:] if word[0].islower() and fold(word) not in _SMALL]
    return len(small) * 2 <= len(words) or (text.islower() and len(words) < _FEW_WORDS)


def company_starts(text: str) -> list[int]:
    """Return the positions (list of int) in ``text`` (str) where the name of a company may begin."""
    return [match.start() for match in _COMPANY_START.finditer(text)]


def company_at(text: str, start: int) -> str:
    """Return the name of the company (str) at position ``start`` of ``text`` (str), '' for "công ty" without a name.

    :param start: one of :func:`company_starts`

    >>> company_at('Bên em là công ty TNHH Mây Trắng cần mua', 10), company_at('công ty em cần mua', 0)
    ('công ty TNHH Mây Trắng', '')
    >>> company_at('nhà máy Long An cần 6 máy', 0), company_at('cửa hàng VLXD Ánh Tuyết ở Việt Trì', 0)
    ('', 'cửa hàng VLXD Ánh Tuyết')
    >>> company_at('Công ty Cổ phần Thực phẩm Quả Thị, Cần Thơ', 0)
    'Công ty Cổ phần Thực phẩm Quả Thị'
    """
    first = _COMPANY_START.match(text, start)
    if not first:
        return ""
    end = last = first.end()
    has_name, small = False, 0
    for match in _WORD.finditer(text[: start + 200], first.end()):
        word = match[0].rstrip(".")
        if text[last : match.start()].strip(" &-–") or small > 2 or _is_at(text, match):
            break
        last = match.end()
        if word[0].isupper() and (fold(word) not in _SMALL or has_name) or word[0].isdigit():
            end, has_name, small = match.start() + len(word), True, 0
        elif fold(word) in _SMALL:
            small = 0
        elif fold(word) in _AFTER_NAMES or not has_name:
            break
        else:  # "Thực phẩm": the second syllable of a word is in lower case
            small += 1
        if match[0].endswith(".") and len(word) > 3:
            break
    following = text[end : end + 30].lstrip(" ")
    tail = _SMALL_TAIL.match(following) if has_name else None
    if tail and fold(tail[1]) not in _AFTER_NAMES:
        end = text.index(following, end) + tail.end(1)
    if not has_name or end - start >= 160 or _names_place(text[first.end() : end]):
        return ""
    return text[start:end].strip(" -–&,")


def _is_at(text: str, match: re.Match[str]) -> bool:
    """Return whether ``match`` is "tại", as in "tại Nam Định"; without accents it may be "tài chính"."""
    return match[0] == "tại" or match[0] == "tai" and text[match.end() : match.end() + 2].strip().isupper()


def _names_place(text: str) -> bool:
    """Return whether ``text`` is a place, no name: "Nhà máy Long An", "cửa hàng Quận 1"."""
    found = province.parse(text.strip(), column=False)
    return found is not None and found.confidence == "sure"


def budget_in(line: str) -> str:
    """Return the budget (str) that is named in ``line`` (str), as written, '' without one."""
    folded = fold(line)
    match = _BUDGET.search(folded)
    if not match or len(folded) != len(line):
        return ""
    amount = line[match.end() : match.end() + 60]
    end = _BUDGET_END.search(amount)
    amount = amount[: end.start()] if end else amount
    return amount.strip(" :") if any(char.isdigit() for char in amount) else ""
