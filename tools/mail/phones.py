"""Phones in the lines of a mail, each line with the label or the heading of the table that is above it.

>>> texts = with_labels(['Mã vận đơn:', '0912345678', 'Mã đơn | SĐT', '0912345679 | 0987654321'])
>>> texts[1], texts[3]
('Mã vận đơn: 0912345678', 'Mã đơn: 0912345679 | SĐT: 0987654321')
>>> read(texts)
[InText(number='+84987654321', extension='', is_labelled=True)]
"""

import re
from collections.abc import Sequence

from .. import phone

_LONGEST_LABEL = 40
_LONGEST = 1000
_MOST_CELLS = 12
_CELLS = re.compile(r"\s*[\t|]\s*")
_NO_LABEL = re.compile(r"[0-9@.!?,;]\s*$|https?:")


def with_labels(lines: Sequence[str]) -> list[str]:
    """Return ``lines``, those below a label or a row of labels with it in front."""
    texts: list[str] = []
    above, headings = "", [""]
    for line in lines:
        line = line[:_LONGEST]
        cells = _CELLS.split(line.strip(" \t|"))
        has_digits = any(map(str.isdigit, line))
        if not line.strip():
            headings = [""] if not above else headings
        elif 1 < len(cells) <= _MOST_CELLS and not has_digits and any(map(_is_label, cells)):
            headings = cells
        elif has_digits and len(cells) == len(headings) > 1:
            line = " | ".join(f"{heading.rstrip(' :')}: {cell}" for heading, cell in zip(headings, cells, strict=True))
        elif has_digits and above:
            line = f"{above.rstrip(' :')}: {line.strip()}"
        texts.append(line)
        if line.strip():
            above = line.strip() if len(cells) == 1 and not has_digits and _is_label(line) else ""
    return texts


def _is_label(text: str) -> bool:
    text = text.strip(" *•-")
    if not text or len(text) > _LONGEST_LABEL or _NO_LABEL.search(text):
        return False
    return phone.is_label(text) or phone.is_other_label(text)


def read(texts: Sequence[str]) -> list[phone.InText]:
    """Return the phones in ``texts``, each once and without hotlines, the best first."""
    found: dict[str, phone.InText] = {}
    for text in texts:
        for number in phone.find(text):
            known = found.get(number.number)
            if not phone.is_service(number.number) and (not known or number.is_labelled > known.is_labelled):
                found[number.number] = number
    return phone.best_first(found.values())
