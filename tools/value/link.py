"""Links in a text: where they end.

>>> find('Xem (https://x.vn/a?utm_campaign=tet), <https://y.vn>. Hay “www.z.vn/b”!')
['https://x.vn/a?utm_campaign=tet', 'https://y.vn', 'www.z.vn/b']
>>> find('https://vi.wikipedia.org/wiki/Huế_(thành_phố).'), trim('https://x.vn/a?b=1).')
(['https://vi.wikipedia.org/wiki/Huế_(thành_phố)'], 'https://x.vn/a?b=1')
"""

import re

# Quotes, brackets and commas end a link; a dot or a closing bracket only where nothing of it follows.
_LINK = re.compile(r"(?i)(?<![@\w.])(?:https?://|www\.)[^\s<>\"'`“”„‘’«»,|\[\]{}\\]{3,3000}")
_CLOSING = ".;:!?…*,\"'>”’»"
_MOST = 200


def find(text: str) -> list[str]:
    """Return the links (list of str) in ``text`` (str), the first 200."""
    found: list[str] = []
    for match in _LINK.finditer(text):
        if len(found) == _MOST:
            break
        if link := trim(match[0]):
            found.append(link)
    return found


def remove(text: str) -> str:
    """Return ``text`` (str) with a blank for each of its links (str): digits in them are no phones."""
    return _LINK.sub(" ", text)


def of_cell(cell: str) -> str:
    """Return the link (str) of a ``cell`` (str) that holds one, perhaps among words.

    >>> of_cell('(https://x.vn/a,b.html)'), of_cell('Trang: https://x.vn, mục 2'), of_cell('x.vn')
    ('https://x.vn/a,b.html', 'https://x.vn', 'x.vn')
    """
    bare = cell.strip()
    if " " not in bare and "\n" not in bare:
        return trim(bare[1:] if bare[:1] in "(<" else bare)
    return next(iter(find(bare)), cell)


def trim(link: str) -> str:
    """Return ``link`` (str) without the punctuation of the sentence behind it (str)."""
    link = link.strip(" \t\n<>\"'`“”„‘’«»,")
    opened, closed, end = link.count("("), link.count(")"), len(link)
    while end and (link[end - 1] in _CLOSING or link[end - 1] == ")" and closed > opened):
        closed -= link[end - 1] == ")"
        end -= 1
    return link[:end]
