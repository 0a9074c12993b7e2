"""Mapping of headings and labels to lead fields.

Vietnamese lead files have hundreds of names for a field, listed in ``data/column_names.csv``. A heading with two
meanings is decided by the values of its column; one that stays ambiguous gets no field, since a wrong one costs more.

>>> field_of('SĐT (Zalo)*')
Suggestion(field='phone', confidence='high')
>>> field_of('Tình trạng').field, field_of('Tháng trước').field
('stage_id', None)
>>> field_of('Tên khách hàng', ['Công ty TNHH Gió Mới', 'Cty CP Lá Phong']).field
'partner_name'
>>> map_headings(['STT', 'Họ đệm', 'Tên', 'ĐT'], [])
{0: 'ignore', 1: 'contact_last_name', 2: 'contact_first_name', 3: 'phone'}
"""

from collections.abc import Iterable, Sequence, Set

from ..text import clean
from . import sniff
from .ambiguous import decide
from .evidence import by_values, checked, guess
from .heading import NOTHING, OTHER, SECOND, Suggestion, is_choice, is_multiple_choice, look_up, read_question
from .kinds import students, weaker_roles
from .words import key_of

_RANK = {"high": 3, "medium": 2, "low": 1, "none": 0}
_PLACES = {"street", "street2", "city", "state_id", "zip", "country_id"}
# Several columns may map to these fields; to others only the best column does.
COLLECTING = {
    "description", "tag_ids", "ad_info", "ignore", "phone_secondary", "email_cc", "next_activity_date",
    "next_activity_summary", OTHER,
}  # fmt: skip


def field_of(heading: object, values: Iterable[str] = ()) -> Suggestion:
    """Return the :class:`Suggestion` for one column.

    :param heading: cell of the header row
    :param values: some cells of the column, which decide about an ambiguous heading
    """
    heading = heading if isinstance(heading, str) else str(heading or "")
    values = list(values)
    found = _decide(heading, values, set())
    return found if found.field else by_values(heading, values, set())


def label_of(text: str) -> str | None:
    """Return the field of a label in running text, None if it has none; without guesses.

    >>> label_of('Số điện thoại'), label_of('Kính gửi')
    ('phone', None)
    """
    return look_up(text).field


def is_heading(text: str) -> bool:
    """Return whether ``text`` may be the heading of a column: a name or a question of the vocabulary."""
    return bool(look_up(text).field or read_question(text).field)


def _decide(heading: str, values: Sequence[str], others: Set[str]) -> Suggestion:
    found = look_up(heading) if heading.strip() else NOTHING
    if not found.field and heading.strip():
        found = guess(heading, values, others)
    if found.field in (None, "description") and (
        is_multiple_choice(heading) or is_choice(heading) and sniff.are_choices(values)
    ):
        return Suggestion("tag_ids", "medium")
    if found.confidence == "ambiguous" and found.field:
        found = decide(key_of(heading), found.field, values, others)
    return checked(found, heading, values, others)


def map_headings(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> dict[int, str]:
    """Return ``{column index: field}`` for a sheet, without the columns whose meaning is not certain.

    :param headings: the header row
    :param rows: the rows below (the first 200 are read)
    """
    cells = [[row[index] for row in rows[:200] if index < len(row)] for index in range(len(headings))]
    columns = [[clean(value) for value in column if isinstance(value, str) and value.strip()] for column in cells]
    # A column without a value takes no field from one that has some.
    blank = {index for index, column in enumerate(cells) if not any(column)} if any(map(any, cells)) else set()
    known = [NOTHING if index in blank else look_up(heading) for index, heading in enumerate(headings)]
    sure = {field for field, confidence in known if field and confidence in ("high", "medium")}
    found = [_decide(heading, values, sure) for heading, values in zip(headings, columns, strict=True)]
    # Without those that their values have denied, such as callers that are numbers.
    kept = {field for (field, _confidence), suggestion in zip(known, found, strict=True) if suggestion.field == field}
    if sure - kept:
        sure &= kept
        found = [_decide(heading, values, sure) for heading, values in zip(headings, columns, strict=True)]
    others = {suggestion.field for suggestion in found if suggestion.field}
    for index, (heading, values) in enumerate(zip(headings, columns, strict=True)):
        if not found[index].field:
            found[index] = by_values(heading, values, others)
            others |= {found[index].field or ""}
    people = [heading if found[index].field and index not in blank else "" for index, heading in enumerate(headings)]
    return _one_column_a_field(found, weaker_roles(people), students(people), blank)


def _one_column_a_field(
    found: Sequence[Suggestion], weaker: Set[int], later: Set[int], blank: Set[int]
) -> dict[int, str]:
    """Return ``{column index: field}``; a second column of a field gets its second field, unless it is in ``weaker``.

    :param weaker: columns of a weaker role, such as the recipient's beside the buyer's
    :param later: columns that get a field only where no other one has it, else its second field
    :param blank: columns without a value
    """

    def rank(index: int) -> tuple[bool, bool, bool, int, int]:
        return index in blank, index in weaker, index in later, -_RANK[found[index].confidence], index

    order = sorted(range(len(found)), key=rank)
    firm = {suggestion.field for index, suggestion in enumerate(found) if index not in weaker}
    mapping: dict[int, str] = {}
    for index in order:
        field = found[index].field
        if index in weaker and field in _PLACES and _PLACES & firm:
            field = None  # not the street of one with the province of another
        if field in mapping.values() and field not in COLLECTING:
            field = None if index in weaker else SECOND.get(field or "")
        if field:
            mapping[index] = field
    return dict(sorted(mapping.items()))
