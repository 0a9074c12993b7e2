"""Phones in the lines of a text, each line with the label or the heading of the table that is above it.

>>> texts = with_labels(['Mã vận đơn:', '0912345678', 'Mã đơn | SĐT', '0912345679 | 0987654321'])
>>> texts[1], texts[3]
('Mã vận đơn: 0912345678', 'Mã đơn: 0912345679 | SĐT: 0987654321')
>>> find_in_lines(['Mã đơn | SĐT', '0912345679 | 0987654321'])
[InText(number='+84987654321', extension='', is_labelled=True)]
"""

import re
from collections.abc import Sequence

from .label import is_label, is_other_label
from .number import is_service
from .running_text import InText, best_first, find

_LONGEST_LABEL = 40
_LONGEST = 1000
_MOST_CELLS = 12
_CELLS = re.compile(r"\s*[\t|]\s*")
_VALUE = re.compile(r"[*#(+\s]{0,4}[0-9]")
_NO_LABEL = re.compile(r"(?i)[0-9@!?,;]\s*$|(?<!\bno)\.\s*$|https?:")


def with_labels(lines: Sequence[str]) -> list[str]:
    """Return ``lines``, those below a label or a row of labels with it in front."""
    texts: list[str] = []
    above, headings, digits = "", [""], 0
    for line in lines:
        line = line[:_LONGEST].strip()
        cells = _CELLS.split(line.strip(" \t|"))
        count = sum(map(str.isdigit, line))
        if not count and 1 < len(cells) <= _MOST_CELLS and any(map(_is_label, cells)):
            headings = cells
        elif count and len(cells) == len(headings) > 1:
            texts.append(
                " | ".join(f"{heading.rstrip(' :')}: {cell}" for heading, cell in zip(headings, cells, strict=True))
            )
            continue
        elif not line:
            headings = [""]
        # The codes of a list have a line each, and a length.
        if above and _VALUE.match(line) and digits in (0, count):
            texts.append(f"{above.rstrip(' :')}: {line}")
            digits = count
            continue
        texts.append(line)
        if line:
            above, digits = line if not count and len(cells) == 1 and _is_label(line) else "", 0
    return texts


def _is_label(text: str) -> bool:
    text = text.strip(" *•-")
    if not text or len(text) > _LONGEST_LABEL or _NO_LABEL.search(text):
        return False
    return is_label(text) or is_other_label(text)


def find_in_lines(lines: Sequence[str]) -> list[InText]:
    """Return the phones in ``lines``, each once and without hotlines such as 1900 1234, the best first."""
    found: dict[str, InText] = {}
    for text in with_labels(lines):
        for number in find(text):
            known = found.get(number.number)
            if not is_service(number.number) and (not known or number.is_labelled > known.is_labelled):
                found[number.number] = number
    return best_first(found.values())
