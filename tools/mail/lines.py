"""Visible lines of a mail in plain text or HTML.

Rows of a table become ``label<tab>value``, quoted text gets ``>`` in front, and ``QUOTE`` marks the beginning of an
older mail that only the markup shows.

>>> html_lines('<p>Chào <b>anh</b></p><blockquote>cũ</blockquote><tr><td>SĐT</td><td>0912</td></tr>').lines
['Chào anh', '> cũ', 'SĐT\\t0912']
"""

import re
from typing import NamedTuple

from lxml import etree

from ..text import nfc

# Limits of the lines that are read; the mail itself is kept whole.
_MOST_LINES = 3000
_LONGEST_LINE = 5000
_MOST_CELLS = 12
_LONGEST_LABEL = 80

QUOTE = "\ue000"  # private use: no mail holds it
_TAG = re.compile(r"<[^<>]{0,2000}>[\s<>]*")
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u200b-\u200d\u2060\ufeff]+")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_UNREAD = {"script", "style", "head", "title", "noscript", "template", "svg", "map", "object"}
_BLOCKS = {
    "p", "div", "tr", "table", "ul", "ol", "li", "dl", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "body",
    "section", "article", "header", "footer", "center", "form", "fieldset", "address", "pre", "blockquote", "tbody",
}  # fmt: skip
_QUOTE_MARKS = re.compile(
    r"(?:^|\s)(?:yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra|OutlookMessageHeader|"
    r"x?_?divRplyFwdMsg|x?_?appendonsend|ms-outlook-mobile-reference-message|hs_reply)(?:\s|$)"
)
_SIGNATURE_MARKS = re.compile(
    r"(?:^|\s)(?:gmail_signature|moz-signature|x?_?Signature|ms-outlook-mobile-signature)(?:\s|$)"
)


class Shown(NamedTuple):
    """What a mail shows: ``lines`` · ``links``: the URLs of its links, in order"""

    lines: list[str]
    links: list[str]


def text_lines(text: str) -> Shown:
    """Return the :class:`Shown` of a plain text (str)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", _MOST_LINES)[:_MOST_LINES]
    return Shown([nfc(line[:_LONGEST_LINE]).replace("\u00a0", " ").rstrip() for line in lines], [])


def unflowed(text: str, without_blank: bool = False) -> str:
    """Return a plain ``text`` (str) with its folded paragraphs joined (``format=flowed``, RFC 3676).

    :param without_blank: ``delsp=yes``, the blank that marks a fold is removed

    >>> unflowed('gọi 0912 \\r\\n345 678\\r\\n-- \\r\\nLan').split('\\n')
    ['gọi 0912 345 678', '-- ', 'Lan']
    """
    paragraphs: list[list[str]] = []
    depth: int | None = None
    for line in text.replace("\r\n", "\n").split("\n"):
        quoted = len(line) - len(line.lstrip(">"))
        content = line[quoted:].removeprefix(" ")
        if quoted == depth and content != "-- ":
            paragraphs[-1].append(content)
        else:
            paragraphs.append([f"{line[:quoted]} " if quoted else "", content])
        folded = content.endswith(" ") and content != "-- "
        depth = quoted if folded else None
        if folded and without_blank:
            paragraphs[-1][-1] = content[:-1]
    return "\n".join(map("".join, paragraphs))


def html_lines(text: str) -> Shown:
    """Return the :class:`Shown` of HTML (str); broken markup is read as a browser would."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        return text_lines(text)
    writer = _Writer()
    writer.write_all(root)
    if not writer.lines and not writer.links:  # nested deeper than the parser goes
        return text_lines(_TAG.sub("\n", text).strip())
    return Shown(writer.lines, writer.links)


class _Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.links: list[str] = []
        self._pieces: list[str] = []
        self._depth = 0

    def write_all(self, root: etree._Element) -> None:
        """Write the tree below ``root``, without recursion: mails nest tables hundreds deep."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, node in walk:
            if len(self.lines) >= _MOST_LINES:
                break
            if event == "start":
                if not self._start(node):
                    walk.skip_subtree()
            else:
                self._end(node)
        self._break()

    def _start(self, node: etree._Element) -> bool:
        """Write what precedes the children of ``node``; return whether to read them."""
        tag = node.tag
        if tag in _UNREAD or _HIDDEN.search(node.get("style", "")):
            return False
        if tag in _BLOCKS or tag == "br":
            self._break(empty=tag == "br")
        marks = f"{node.get('class', '')} {node.get('id', '')}"
        if marks != " " and _QUOTE_MARKS.search(marks):
            self.lines.append(QUOTE)
        elif marks != " " and _SIGNATURE_MARKS.search(marks):
            self.lines.append("--")
        if tag == "blockquote" and "margin" not in node.get("style", "")[:8]:
            self._depth += 1
        elif tag == "a" and node.get("href"):
            self.links.append(node.get("href")[:_LONGEST_LINE])
        if tag == "tr" and self._row(node):
            return False
        self._write(node.text)
        return True

    def _end(self, node: etree._Element) -> None:
        tag = node.tag
        if tag in _BLOCKS:
            self._break(empty=tag in ("p", "table"))
        elif tag in ("td", "th", "dt") and self._pieces:
            self._pieces.append("\t")
        if tag == "blockquote" and self._depth:
            self._depth -= 1
        self._write(node.tail)

    def _row(self, node: etree._Element) -> bool:
        """Write a row of short cells as one line; return False for a row that only lays out the page."""
        cells = [cell for cell in node if cell.tag in ("td", "th")]
        if not 2 <= len(cells) <= _MOST_CELLS or node.find(".//table") is not None:
            return False
        first, *others = [_cell_lines(cell) for cell in cells]
        if not first or len(first) > 1 or len(first[0]) > _LONGEST_LABEL:
            return False
        self.links += [link.get("href")[:_LONGEST_LINE] for link in node.iter("a") if link.get("href")]
        values = [" ".join(lines) if len(others) > 1 else (lines or [""])[0] for lines in others]
        self._pieces.append("\t".join([*first, *values]))
        self._break()
        if len(others) == 1:
            for line in others[0][1:]:
                self._pieces.append(line)
                self._break()
        return True

    def _write(self, text: str | None) -> None:
        if text:
            self._pieces.append(_SPACES.sub(" ", text))

    def _break(self, empty: bool = False) -> None:
        line = nfc("".join(self._pieces)).strip(" ").rstrip("\t")[:_LONGEST_LINE]
        self._pieces.clear()
        if line.strip():
            self.lines.append("> " * min(self._depth, 3) + line)
        elif empty and self.lines and self.lines[-1]:
            self.lines.append("")


def _cell_lines(cell: etree._Element) -> list[str]:
    lines: list[str] = []
    pieces: list[str] = []
    for node in cell.iter():
        if node.tag in _BLOCKS or node.tag == "br":
            lines.append("".join(pieces))
            pieces.clear()
        pieces.append(node.text or "")
        if node is not cell and node.tail and len(node) == 0:
            pieces.append(node.tail)
    lines.append("".join(pieces))
    return [line for line in (nfc(_SPACES.sub(" ", line)).strip() for line in lines) if line]
