"""Markup of XLSX files in the form in which spreadsheets write it, read without a parser of XML.

What is not written in that form raises :class:`NotPlain`, and openpyxl reads it: comments, CDATA, entities of its own,
another encoding or namespace, control characters.

>>> plain_text('Lê Hà\\r\\n'.encode()), text_of('Lê &amp; H&#224;')
('Lê Hà\\n', 'Lê & Hà')
"""

import re
from collections.abc import Iterator
from typing import IO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CHUNK = 1 << 20
# What is read in one piece: a row, a text, what is around the rows. openpyxl reads larger ones, less at once.
_LONGEST = 8 << 20
_START = (
    rb'(?:\xef\xbb\xbf)?(?:<\?xml version="1\.0"(?: encoding="(?i:utf-8)")?(?: standalone="(?:yes|no)")? ?\?>\s*)?'
    rb'<%b((?: [\w:.]+="[^"<>&]*")*)>'
)
_CONTROLS = bytes(set(range(32)) - {9, 10, 13})
# No XML contains the last three; "<" begins neither comments nor CDATA nor instructions.
_NOT_PLAIN = ("<!", "<?", "]]>", "\ufffe", "\uffff")
_ENTITY = re.compile("&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));")
_ANY_ENTITY = re.compile("&[^;]{0,9};?")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_MOST_LETTERS = 10_000


class NotPlain(ValueError):
    """Markup that is left to openpyxl."""


class Part:
    """A part of an XLSX file that is read in pieces: the rows of a sheet, or the shared texts.

    ``attributes``: those of its root element (bytes) · ``around``: after the last piece, all but the pieces (bytes)

    :param stream: a binary stream of the part
    :param root: name of its root element, which declares the namespace of all names without a prefix
    :param inner: start tag of the element that holds the rows, where it is not the root
    :param end: end tag behind which a piece may end
    :param last: end tag behind the last piece
    :raise NotPlain: it begins in another way
    """

    def __init__(self, stream: IO[bytes], root: bytes, end: bytes, last: bytes, inner: bytes = b"") -> None:
        self._stream, self._end, self._last = stream, end, last
        data = stream.read(CHUNK)
        start = re.match(_START % root, data)
        at = data.find(inner, start.end()) if start else -1
        if not start or at < 0:
            raise NotPlain("start")
        head, self._data = data[: at + len(inner)], data[at + len(inner) :]
        self.attributes: bytes = start[1]
        if f' xmlns="{MAIN}"'.encode() not in start[1] or head.count(b"xmlns=") != 1 or b"<!" in head:
            raise NotPlain("namespace")
        self.around = head

    def pieces(self) -> Iterator[str]:
        """Yield the markup of the pieces.

        :raise NotPlain: it is not plain, one piece is too long, or the part does not end
        """
        data = self._data
        while (at := data.find(self._last)) < 0:
            if (cut := data.rfind(self._end)) >= 0:
                cut += len(self._end)
                yield plain_text(data[:cut])
                data = data[cut:]
            more = self._stream.read(CHUNK)
            if not more or len(data) > _LONGEST:
                raise NotPlain("end")
            data += more
        yield plain_text(data[:at])
        end = data[at:] + self._stream.read(_LONGEST)
        if len(end) > _LONGEST:
            raise NotPlain("length")
        self.around += end


def plain_text(data: bytes) -> str:
    """Return the markup ``data`` as text, with the line ends that XML makes of all others.

    :raise NotPlain: it is no text of XML, or a parser of XML is needed to tell its elements
    """
    if len(data.translate(None, _CONTROLS)) != len(data):
        raise NotPlain("control character")
    text = data.decode()
    if any(sign in text for sign in _NOT_PLAIN):
        raise NotPlain("sign")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def text_of(markup: str) -> str:
    """Return the text of ``markup``, which has no elements.

    :raise NotPlain: it has an entity that is not one of XML's own
    """
    return _ANY_ENTITY.sub(lambda match: _letters[match[0]], markup) if "&" in markup else markup


class _Letters(dict[str, str]):
    """The letters of entities, those met already and others."""

    def __missing__(self, entity: str) -> str:
        if not (match := _ENTITY.fullmatch(entity)):
            raise NotPlain(entity)
        letter = _NAMED.get(match[3] or "") or chr(int(match[1], 16) if match[1] else int(match[2]))
        if not (letter in "\t\n\r" or " " <= letter < "\ud800" or "\ue000" <= letter < "\ufffe" or letter > "\uffff"):
            raise NotPlain(entity)
        if len(self) < _MOST_LETTERS:
            self[entity] = letter
        return letter


_letters = _Letters()
