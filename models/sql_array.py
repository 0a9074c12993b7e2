"""Array literals for long lists in SQL: PostgreSQL parses an array of a thousand expressions slowly."""

from collections.abc import Iterable

from odoo.tools import SQL


def sql_array(values: Iterable, column_type: str) -> SQL:
    """Return ``values`` as one literal, an array.

    :param values: texts, numbers, dates or None
    :param column_type: PostgreSQL's name of the type of one of them
    """
    return SQL("%s::%s[]", f"{{{','.join(map(_element, values))}}}", SQL.identifier(column_type))


def _element(value):
    if value is None:
        return "NULL"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
