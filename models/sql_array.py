"""How does a long list reach PostgreSQL, which parses an array of a thousand expressions slowly?"""

from odoo.tools import SQL


def sql_array(values, column_type):
    """Return ``values`` as one literal, an array.

    :param values: text, numbers, dates or None
    :param str column_type: PostgreSQL's name of the type of one of them
    """
    return SQL("%s::%s[]", f"{{{','.join(map(_element, values))}}}", SQL.identifier(column_type))


def _element(value):
    if value is None:
        return "NULL"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
