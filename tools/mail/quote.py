"""Quoted and forwarded mails, separated from the sender's own lines.

>>> parts = split(['Chào em', '', 'Vào T.5, 12 thg 6, 2025 lúc 08:05 Mẫu <a@mau.vn> đã viết:', '> Kính gửi anh'])
>>> parts.own, parts.older.sender[1], parts.older.lines
(['Chào em', ''], 'a@mau.vn', ['Kính gửi anh'])
>>> older = split(['FYI', '---- Forwarded message ----', 'Từ: Lan <lan@x.vn>', 'Tiêu đề: Hỏi giá', '', 'Chào']).older
>>> older.sender, older.subject, older.lines, older.is_forward
(('Lan', 'lan@x.vn'), 'Hỏi giá', ['Chào'], True)
"""

import re
from typing import NamedTuple, TypeAlias

from ..text import fold
from . import words
from .lines import QUOTE
from .result import Mailbox

_READ = 500
_SENDER = re.compile(
    r"^[\s\"'*]*(.{0,200}?)[\s\"'*]*[<\[(]?\s*(?:mailto:)?([^\s<>\[\]()\"']{1,100}@[^\s<>\[\]()\"';,]{1,150})"
)
_WROTE = re.compile(
    r"^[\s>*-]*(?:(?:on|vao|luc|le|am|el|em|op|ngay|thu)\b.{4,400}\b"
    r"(?:wrote|da viet|viet|a ecrit|schrieb|escribio|escreveu)"
    r"\s*(?::|-+)?\s*|[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}\b.{0,200}<[^<>\s]{3,200}>\s*:|"
    r".{0,200}<[^<>\s]{3,200}>\s*(?:wrote|da viet)\b.{0,80}:)\s*$"
)
_RUN = re.compile(r"\s*-{3,}[^-:<>]{4,60}-{3,}\s*[^\W\d_][\w ]{1,20}:")
_RUN_ON = re.compile(
    r"(?<=-)\s+(?=[^\W\d_][\w ]{1,20}:)|"
    r"(?<=[>\w])\s?(?=(?:To|Tới|Đến|Cc|Sent|Date|Đã gửi|Ngày|Subject|Chủ đề|Tiêu đề):\s)"
)
# An address of the mail server alone: "Hà </O=MAU/CN=HA>"
_BEHIND_NAME = re.compile(r"[<\[]")
_LONGEST_HEADERS = 2000
_DIGIT_OR_ADDRESS = re.compile(r"[0-9@]")
_LABEL = re.compile(r"^[\s>*_]*([^\W\d_][\w \-]{0,20}?)[\s*_]*[:：]\s*(.*)$")
_RULE = re.compile(r"^[\s>]*[-_=—*\u2500]{5,}\s*$")
_QUOTED = re.compile(r"^\s*(?:>|\|\s)")
# The date before the name behind the last comma: "2025 vào lúc 11:02 Lan <lan@x.vn>"
_WHEN = re.compile(
    r"(?i)^[\s>]*(?:[0-9]{4}\b\s*)?(?:(?:vào )?lúc\s+|at\s+)?"
    r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s*(?:[ap]m|sa|ch)?\b\s*)?"
)
_QUOTE_MARK = re.compile(r"^\s*[>|] ?")
_UNQUOTED = re.compile(r"^(?:\s?>)+\s?")
_LOOK_AHEAD = 10


class Older(NamedTuple):
    """An older mail inside a mail.

    ``sender``: name and address, blank where unknown · ``subject`` · ``lines`` · ``is_forward``: forwarded, not quoted
    in a reply
    """

    sender: Mailbox
    subject: str
    lines: list[str]
    is_forward: bool


class Parts(NamedTuple):
    """A mail in two parts: ``own``: lines of the sender · ``older``: the first mail below them, or None"""

    own: list[str]
    older: Older | None


# {kind of header: value}, index of the line behind them
_Headers: TypeAlias = tuple[dict[str, str], int]


def split(lines: list[str]) -> Parts:
    """Return the :class:`Parts` of ``lines`` (list of str), the lines of a mail."""
    own: list[str] = []
    older: Older | None = None
    index = 0
    lines = [piece for line in lines for piece in _on_lines(line)]
    while index < len(lines):
        line = lines[index]
        if marked := _older_at(lines, index):
            return Parts(own, older or marked)
        length = _wrote_at(lines, index)
        if length:
            rest = lines[index + length :]
            sender = _sender(_WHEN.sub("", " ".join(lines[index : index + length]).rpartition(",")[2] or line))
            if not _QUOTED.match(next((text for text in rest if text.strip()), "")):
                return Parts(own, older or Older(sender, "", rest, False))
            older = older or Older(sender, "", _unquoted(rest), False)
            index += length
            continue
        if not _QUOTED.match(line):
            own.append(line)
        index += 1
    return Parts(own, older)


def _unquoted(lines: list[str]) -> list[str]:
    """Return the quoted ``lines`` without one level of >: deeper ones may be of another mail."""
    return [_QUOTE_MARK.sub("", line) for line in lines if _QUOTED.match(line)]


def _on_lines(line: str) -> list[str]:
    """Split the headers of a forwarded mail that are on one line: "----- Từ: Lan <lan@x.vn>Tới: …"."""
    if len(line) > _LONGEST_HEADERS or "<" not in line or not _RUN.match(line):
        return [line]
    return [piece for piece in _RUN_ON.split(line) if piece.strip()]


def _older_at(lines: list[str], index: int) -> Older | None:
    """Return the :class:`Older` mail that begins at ``index`` by a mark or a block of headers, else None."""
    line = lines[index]
    if line == QUOTE:
        return _after_mark(lines, index + 1, False)
    if "-" in line or "=" in line or ":" in line or "*" in line:
        bare = line.strip("> *")
        if len(bare) < 120 and words.contains("forward_mark", bare) and _is_mark(bare, "forward_mark"):
            return _after_mark(lines, index + 1, True)
        if len(bare) < 120 and bare[:1] in "-=_—" and words.contains("reply_mark", bare):
            return _after_mark(lines, index + 1, False)
    if _RULE.match(line):
        block = _headers_at(lines, index + 1)
        return _older(lines, block, False) if block else None
    if ":" in line or "：" in line:
        block = _headers_at(lines, index)
        if block:
            return _older(lines, block, False)
    return None


def _is_mark(bare: str, kind: str) -> bool:
    return bare[:1] in "-=_—" or words.begins_with(kind, bare)


def _after_mark(lines: list[str], index: int, is_forward: bool) -> Older:
    rest = [_UNQUOTED.sub("", text) for text in lines[index:]] if is_forward else lines[index:]
    block = _headers_at(rest, 0, is_forward)
    return _older(rest, block, is_forward) if block else Older(("", ""), "", rest, is_forward)


def _older(lines: list[str], block: _Headers, is_forward: bool) -> Older:
    headers, end = block
    return Older(_sender(headers.get("head_from", "")), headers.get("head_subject", ""), lines[end:], is_forward)


def _headers_at(lines: list[str], index: int, is_marked: bool = False) -> _Headers | None:
    """Return the block of From, Date, To, Subject that begins at ``index``, or None.

    :param is_marked: a mark of a forwarded mail is above it, so that a name alone is enough
    """
    found: dict[str, str] = {}
    seen, last = 0, ""
    while index < len(lines) and seen < _LOOK_AHEAD:
        line = lines[index][:_READ].replace("\t", " ")
        if not line.strip() or line == QUOTE or _RULE.match(line):
            if len(found) >= 2:
                break
            if found:
                seen += 1
            elif seen >= 2:
                return None
            seen += 1
            index += 1
            continue
        match = _LABEL.match(line)
        kind = _head(match[1]) if match else None
        if not kind and not (last and not found.get(last)):
            break
        if match and kind:
            if not found and kind not in ("head_from", "head_date", "head_subject"):
                return None
            found.setdefault(kind, match[2].strip(" *_"))
            last = kind
        else:
            found[last] = line.strip()
        seen += 1
        index += 1
    certain = is_marked or len(found) >= 2 and (len(found) > 2 or "@" in found.get("head_from", ""))
    return (found, _skip_blank(lines, index)) if "head_from" in found and certain else None


def _skip_blank(lines: list[str], index: int) -> int:
    while index < len(lines) and not lines[index].strip():
        index += 1
    return index


def _head(label: str) -> str | None:
    spelled = words.words_of(label)
    kinds = ("head_from", "head_date", "head_to", "head_subject", "head_reply")
    return next((kind for kind in kinds if spelled in words.words(kind)), None)


def _sender(text: str) -> Mailbox:
    match = _SENDER.match(text[:_READ])
    if match:
        return match[1].strip(" \"'<[(*:-"), match[2].strip(".,;>").lower()
    return _BEHIND_NAME.split(text[:_READ], maxsplit=1)[0].strip(" \"'*"), ""


def _wrote_at(lines: list[str], index: int) -> int:
    """Return the number of lines (int) of "… wrote:" from ``index`` on, 0 where there is none."""
    first = fold(lines[index][:60]).lstrip(" >*-")
    if not first or not (first[0].isdigit() or "<" in lines[index] or first.split(" ")[0].strip(",.:") in _OPENERS):
        return 0
    for length in (1, 2, 3):
        if _wrote(lines[index : index + length]):
            begins_below = any(_wrote(lines[index + below : index + length]) for below in range(1, length))
            return 0 if begins_below else length
    return 0


def _wrote(lines: list[str]) -> bool:
    """Return whether ``lines`` are "On 12 May … wrote:"; without date or address they are a sentence."""
    joined = " ".join(line.lstrip("> ") for line in lines)
    if QUOTE in joined or len(joined) >= _READ or not _DIGIT_OR_ADDRESS.search(joined):
        return False
    return bool(_WROTE.match(fold(joined)))


_OPENERS = {"on", "vao", "luc", "le", "am", "el", "em", "op", "ngay", "thu"}
