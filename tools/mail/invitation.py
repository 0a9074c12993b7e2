"""Invitations of calendars (iCalendar, RFC 5545): their text, who invites, and whether they are answers.

>>> text = 'BEGIN:VCALENDAR\\nMETHOD:REQUEST\\nBEGIN:VEVENT\\nORGANIZER;CN="Lê An":mailto:An@x.vn\\nSUMMARY:Demo'
>>> found = read(text + '\\\\, 5 m\\n áy\\nDTSTART;TZID=Asia/Ho_Chi_Minh:20251120T140000\\nEND:VEVENT\\nEND:VCALENDAR')
>>> found.method, found.lines, found.people
('REQUEST', ['Demo, 5 máy', '20/11/2025 lúc 14:00'], [('Lê An', 'an@x.vn')])
"""

import re
from dataclasses import dataclass, field

from ..text import clean, nfc
from .result import Mailbox

_LONGEST = 200_000
_MOST_LINES = 400
_MOST_PEOPLE = 50
_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPED = re.compile(r"\\([nN,;\\])")
_NAME = re.compile(r'(?i);CN=(?:"([^"]{0,200})"|([^;:"]{0,200}))')
_START = re.compile(r"^([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})[0-9]{0,2}(Z?))?")
# Answers to our own invitations, and invitations that are off.
_ANSWERS = {"REPLY", "CANCEL", "COUNTER", "DECLINECOUNTER", "REFRESH"}


@dataclass
class Invitation:
    """``method``: REQUEST, REPLY, CANCEL … in capitals, '' without one · ``lines``: title, time, place, description ·
    ``people``: who invites, then who is invited"""

    method: str = ""
    lines: list[str] = field(default_factory=list)
    people: list[Mailbox] = field(default_factory=list)

    @property
    def is_answer(self) -> bool:
        """Return whether it answers or calls off an invitation."""
        return self.method in _ANSWERS


def read(text: str, method: str = "") -> Invitation:
    """Return the :class:`Invitation` in ``text``, the content of an iCalendar file.

    :param method: that in the content type, which goes before the one in the file
    """
    found = Invitation(method.strip().upper())
    values: dict[str, str] = {}
    event = False
    for line in _FOLD.sub("", text[:_LONGEST]).splitlines():
        head, colon, value = line.partition(":") if '"' not in line[:300] else _quoted(line)
        name = head.partition(";")[0].strip().upper()
        if not colon:
            continue
        if name == "METHOD" and not found.method:
            found.method = value.strip().upper()
        elif name in ("BEGIN", "END"):
            event = name == "BEGIN" and value.strip().upper() == "VEVENT"
        elif event and name in ("ORGANIZER", "ATTENDEE") and len(found.people) < _MOST_PEOPLE:
            address = value.strip().lower().removeprefix("mailto:")
            named = _NAME.search(head)
            person = clean((named[1] or named[2] or "") if named else ""), address
            if "@" in address:
                found.people.insert(0 if name == "ORGANIZER" else len(found.people), person)
        elif event and name in ("SUMMARY", "DTSTART", "LOCATION", "DESCRIPTION"):
            values.setdefault(name, _when(value) if name == "DTSTART" else _plain(value))
    for name in ("SUMMARY", "DTSTART", "LOCATION", "DESCRIPTION"):
        found.lines += [nfc(line).strip() for line in values.get(name, "").split("\n")[:_MOST_LINES]]
    while found.lines and not found.lines[-1]:
        found.lines.pop()
    return found


def _quoted(line: str) -> tuple[str, str, str]:
    """Split ``line`` at the first colon outside of quotes."""
    inside = False
    for index, char in enumerate(line):
        if char == '"':
            inside = not inside
        elif char == ":" and not inside:
            return line[:index], ":", line[index + 1 :]
    return line, "", ""


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value).strip()


def _when(value: str) -> str:
    """Return the time as people in Viet Nam write it; that of another zone keeps its mark."""
    match = _START.match(value.strip())
    if not match:
        return ""
    time = f" lúc {match[4]}:{match[5]}{' UTC' if match[6] else ''}" if match[4] else ""
    return f"{match[3]}/{match[2]}/{match[1]}{time}"
