"""Numbers that are no phones: dates and times, amounts, coordinates, decimals; those labelled as a fax or a code.

They are ruled out here, for all readers of phones, before a text is searched for numbers. In running text (a mail, a
note, a card) sizes, web addresses and codes with letters are ruled out, too; the cell of a phone column is read as a
phone more readily.

>>> _shown(mask('09/08/2025 10:20 gọi 0912345678')), _shown(mask('12-15/09/2025')), _shown(mask('350.000.000đ'))
('##/##/#### ##:## gọi 0912345678', '##-##/##/####', '###.###.###đ')
>>> _shown(mask('Mã vận đơn 0912345678, SĐT 0987654321')), _shown(mask('Fax: 028 3822 1234'))
('Mã vận đơn ##########, SĐT 0987654321', 'Fax: ### #### ####')
"""

import re
from collections.abc import Callable

from ..syllable import is_valid as is_syllable
from . import label
from .layouts import LAYOUTS, LAYOUTS_IN_TEXT

# In the place of a digit that belongs to no phone. Private use: no text holds it.
MARK = "\ue002"
_DIGIT = re.compile(r"[0-9]")

# Most cells; nothing shows that such a number is no phone.
_PLAIN = re.compile(r"\+?[0-9 ]*")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>]{1,2000}")
_LINKS_WITH_PHONE = ("zalo.me/", "wa.me/", "viber")
# One number as written. A whole mobile behind a blank or a dash is another one.
_NUMBER = re.compile(
    r"[0-9]+(?:(?:\)[ .\-]?|[ .\-]?\(|[ .·_–\-])(?!0[0-9]{9}(?![0-9]))[0-9]+)*"
)  # fmt: skip
# Shorter numbers are no phones.
_SHORTEST = 6
_ONE_OF_SEVERAL = re.compile(r"\s*(?:[,&/+]|và|hoặc)\s*")
_ONE_OF_FAXES = re.compile(r"\s*(?:[,;&/+\-–]|và|hoặc)\s*\(?\+?")
_MOBILE = re.compile(r"(?:0|84|0084|840)[35789][0-9]{8}")
_NOT_DIGIT = re.compile(r"[^0-9]+")
_CODE_LETTERS = re.compile(r"(?<![^\W_])[A-ZĐ]{2,10}[-_]?(?=[0-9])")
_LETTERS_BEHIND = re.compile(r"[0-9]{6,30}(?=([A-Z]{2,5})(?![^\W_]))")


def mask(text: str, is_running: bool = False) -> str:
    """Return ``text`` with a :data:`MARK` for each digit that belongs to no phone; of the same length.

    :param text: clean, on one line
    :param is_running: whether ``text`` is running text, not the cell of a phone column
    """
    if _PLAIN.fullmatch(text) and not is_running:
        return text
    masked = text.lower()
    if len(masked) != len(text):  # a letter such as İ
        masked = text
    has_letters = any(map(str.isalpha, text))
    masked = _LINK.sub(_without_link, masked) if is_running else masked
    for signs, patterns in (*LAYOUTS_IN_TEXT, *LAYOUTS) if is_running else LAYOUTS:
        if has_letters if not signs else any(sign in masked for sign in signs):
            for pattern in patterns:
                masked = pattern.sub(_blank, masked)
    if has_letters:
        masked = _without_labelled(masked)
        masked = _without_codes(text, masked) if is_running else masked
    if MARK not in masked:
        return text
    return "".join(MARK if sign == MARK else char for sign, char in zip(masked, text, strict=True))


def _shown(masked: str) -> str:
    return masked.replace(MARK, "#")


def _blank(match: re.Match[str]) -> str:
    return _DIGIT.sub(MARK, match[0])


def _without_link(match: re.Match[str]) -> str:
    return match[0] if any(site in match[0] for site in _LINKS_WITH_PHONE) else _blank(match)


def _without_labelled(text: str) -> str:
    """Return ``text`` without the numbers that have the label of a fax, a code, an account or an amount."""
    pieces, position = [], 0
    kind, before = "", ""
    for match in _NUMBER.finditer(text):
        number = match[0]
        if len(number) < _SHORTEST:
            continue
        is_next = kind and _is_one_more(kind, before, number, text[position : match.start()])
        kind = kind if is_next else label.kind_before(text, match.start())
        is_other = kind in label.OTHER_KINDS and not _is_exception(kind, text, match)
        is_other = is_other and not (is_next and label.kind_behind(text, match.end()) == "phone")
        pieces += [text[position : match.start()], _blank(match) if is_other else number]
        position, before = match.end(), number
        kind = kind if is_other else ""
    return "".join([*pieces, text[position:]])


def _is_exception(kind: str, text: str, match: re.Match[str]) -> bool:
    """Return whether a number is a phone in spite of its label: "Hỏi giá 0912345678", "Block F 0912345678"."""
    if kind == "amount":
        return match[0][0] == "0" or "+" in text[max(0, match.start() - 2) : match.start()] or _is_mobile(match[0])
    return kind == "letter_fax" and _is_mobile(match[0])


def _is_one_more(kind: str, before: str, number: str, between: str) -> bool:
    """Return whether ``number`` is of the ``kind`` of the one ``before``: "Mã vận đơn 0912345678, 0987654321"."""
    if kind in ("fax", "letter_fax"):
        return bool(_ONE_OF_FAXES.fullmatch(between)) and not _is_mobile(number)
    return bool(_ONE_OF_SEVERAL.fullmatch(between)) and len(before) == len(number)


def _is_mobile(number: str) -> bool:
    return bool(_MOBILE.fullmatch(_NOT_DIGIT.sub("", number)))


def _without_codes(text: str, masked: str) -> str:
    """Return ``masked`` without the numbers that are one word with capitals: SPXVN0912345678, INV-0912345678."""
    masked = _sub(_CODE_LETTERS, text, masked, lambda match: _blanked_number(masked, match))
    return _sub(
        _LETTERS_BEHIND, text, masked, lambda match: (match.start(), match.end()) if _is_code(match[1]) else None
    )


def _blanked_number(masked: str, match: re.Match[str]) -> tuple[int, int] | None:
    number = _NUMBER.match(masked, match.end())
    return number.span() if number and _is_code(match[0].strip("-_")) else None


def _sub(
    pattern: re.Pattern[str], text: str, masked: str, span_of: Callable[[re.Match[str]], tuple[int, int] | None]
) -> str:
    for span in filter(None, map(span_of, pattern.finditer(text))):
        masked = masked[: span[0]] + _DIGIT.sub(MARK, masked[span[0] : span[1]]) + masked[span[1] :]
    return masked


def _is_code(letters: str) -> bool:
    """Return whether capitals beside a number make it a code; "SĐT0912345678", "LAN0912345678" are none."""
    return label.kind_of(letters) not in ("phone", "fax") and not is_syllable(letters.lower())
