r"""Text of a record in which a search box looks, and the ``LIKE`` patterns of what was typed there.

The stored text has three sections with a line break between them: phones and Zalo as :mod:`.phone.search` stores
them; words of the customer; other words. Words are folded: lower case, without accents. Behind a sign inside a word
its rest is stored once more, so that parts of an e-mail address begin words too.

>>> stored(['0168 612 3459'], customer=['Trần Thị Hòa', 'hoa@saomai.vn'], codes=['0301234567-001'], other=['Hỏi giá'])
' +84386123459 01686123459 \n tran thi hoa hoa@saomai.vn saomai.vn vn 0301234567-001 001 0301234567001 \n hoi gia '
>>> wanted('HOÀ trần'), wanted('Cty TNHH Sao Mai')
([[[('% hoa%', '%hoa tran%')]], [[('%tran%',)]]], [[[('% sao%', '%cty tnhh sao mai%')]], [[('% mai%',)]]])
>>> wanted('0168612')
[[[('%0168612%', '%+84168612%', '%+8438612%')]]]
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from .name import company_name
from .phone import search, zalo
from .text import clean, fold

Text = str | Literal[False] | None
# One of the patterns must match.
Patterns = tuple[str, ...]
# One of the lists must match, of a list all.
Word = list[list[Patterns]]

# Of longer texts only the beginning is searched, of what was typed only so many words.
_LONGEST, _LONGEST_TYPED, _MOST_WORDS = 2000, 400, 20
_SECTION = "\n"
# A text with more rests behind signs is no address and no code.
_MOST_RESTS = 12
_BEHIND_SIGN = re.compile(r"(?:(?<=[^\w\s])|(?<=_))[^\W_]")
# Wildcards of LIKE: anything may be at their place.
_WILD, _BETWEEN = re.compile(r"[%_\\]+"), re.compile(r"[\s,;|]+")
_EDGES = "()[]{}<>\"'“”‘’«»!?:*=.-–—/&+#"
_NUMERIC = re.compile(r"[+＋(]*\d[\d.()\-]*")
_TWO_NUMBERS = re.compile(r"(?<=\d{8})/(?=\+?\d{8})")
_NO_DIGIT = re.compile(r"[^0-9]+")
# Fewer digits are part of too many numbers, fewer letters of too many words: those must begin a word.
_FEWEST_DIGITS, _FEWEST_LETTERS = 4, 4
# Tax codes of so many digits may have lost their zero in a spreadsheet.
_WITHOUT_ZERO = (9, 11, 12)


def stored(
    phones: Iterable[Text],
    account: Text = "",
    customer: Iterable[Text] = (),
    companies: Iterable[Text] = (),
    codes: Iterable[Text] = (),
    other: Iterable[Text] = (),
) -> str:
    """Return the text in which a record is searched.

    :param phones: values of the phone fields
    :param account: value of the field of the Zalo account
    :param customer: names and e-mail addresses
    :param companies: names of companies, which are searched with their abbreviations written out, too
    :param codes: tax codes and other numbers of the customer
    :param other: words that are not the customer's, such as the title of a lead
    """
    names = [name for name in companies if name]
    words = [*customer, *names, *map(company_name.compact, names)]
    words += [word for code in codes if code for word in _codes(code)]
    return f"{search.stored(phones, account) or ' '}{_SECTION}{_section(words)}{_SECTION}{_section(other)}"


def _section(texts: Iterable[Text]) -> str:
    section = " "
    for text in texts:
        if not text:
            continue
        folded = fold(text if len(text) <= _LONGEST else text[:_LONGEST])
        if not folded or f" {folded} " in section:
            continue
        section += f"{folded} "
        if not folded.replace(" ", "").isalnum():
            for rest in _rests(folded):
                section += f"{rest} "
    return section


def _rests(folded: str) -> Iterator[str]:
    """Yield what follows each sign in a word of ``folded``, to the end of the word."""
    for count, match in enumerate(_BEHIND_SIGN.finditer(folded)):
        if count == _MOST_RESTS:
            return
        yield folded[match.start() :].split(" ", 1)[0]


def _codes(code: str) -> Iterator[str]:
    yield code
    digits = _NO_DIGIT.sub("", code[:_LONGEST_TYPED])
    if digits:
        yield digits
    if len(digits) in _WITHOUT_ZERO and digits[0] != "0":
        yield "0" + digits


def in_phones(pattern: str) -> str:
    """Return ``pattern``, matching in the section of the phones only."""
    return f"{pattern}{_SECTION}%{_SECTION}%"


def in_customer(pattern: str) -> str:
    """Return ``pattern``, matching in the sections of the phones and the customer only."""
    return f"{pattern}{_SECTION}%"


def wanted(text: str) -> list[Word]:
    """Return the words that a record must have, in any order; none for a text without any.

    What contains the typed text contains all of them, so a search for that finds no more. A legal form may be
    missing; digits are parts of phones and codes in every spelling.
    """
    text = _TWO_NUMBERS.sub(" ", clean(text[:_LONGEST_TYPED]))
    runs, plain = _split(text)
    words = [_numbers(run) for run in runs]
    is_alone = " " not in text
    for index, (piece, is_part) in enumerate(_pieces(plain)):
        word = fold(piece)
        if is_part or is_alone or len(word) >= _FEWEST_LETTERS:
            found = [f"%{word}%"]
        elif index == 0:
            # What precedes it in the record may belong to the same word, if all the rest follows.
            found = [f"% {word}%", f"%{_WILD.sub('%', fold(text))}%"]
        else:
            found = [f"% {word}%"]
        if "zalo.me/" in word:
            found += search.patterns(piece)
        elif "." in word.strip(".") and "@" not in word:  # accounts are stored without their dots
            found.append(f"%{zalo.compact(word)}%")
        alternatives: Word = [[tuple(dict.fromkeys(found))]]
        if parts := company_name.written_out(word):
            alternatives.append([(f"% {part}%",) for part in parts])
        words.append(alternatives)
    return words[:_MOST_WORDS]


def _split(text: str) -> tuple[list[list[str]], str]:
    """Return the runs of numbers in ``text``, as ["0912", "345"], and the text without them."""
    runs: list[list[str]] = []
    plain: list[str] = []
    run: list[str] = []
    for token in [*text.split(), ""]:
        if _NUMERIC.fullmatch(token.rstrip(".,;:")):
            run.append(token.rstrip(".,;:"))
            continue
        if sum(map(_count_digits, run)) >= _FEWEST_DIGITS:
            runs.append(run)
        else:
            plain += run
        run = []
        plain.append(token)
    return runs, " ".join(plain).strip()


def _count_digits(token: str) -> int:
    return sum(map(str.isdigit, token))


def _numbers(run: list[str]) -> Word:
    """Return what finds the numbers of ``run``: one that was typed with blanks, or several."""
    alternatives = [[_number(" ".join(run))]]
    if len(run) > 1 and min(map(_count_digits, run)) >= _FEWEST_DIGITS:
        alternatives.append([_number(token) for token in run])
    return alternatives


def _number(text: str) -> Patterns:
    return tuple(dict.fromkeys([*search.patterns(text), f"%{fold(text)}%"]))


def _pieces(plain: str) -> Iterator[tuple[str, bool]]:
    """Yield the words of ``plain`` without its legal form, each with whether it may be in the middle of a word."""
    found = [
        (piece.strip(_EDGES), piece, place > 0)
        for token in _BETWEEN.split(company_name.core(plain) if plain else "")
        for place, piece in enumerate(_WILD.split(token))
    ]
    words = [(word, is_part) for word, _piece, is_part in found if word]
    yield from words or [(piece, True) for _word, piece, _is_part in found if piece]
