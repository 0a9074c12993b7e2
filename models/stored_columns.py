"""Columns that the addon adds to Odoo's tables, and the SQL that fills them: one UPDATE for all columns of a record.

The ORM would read each record and write it a column at a time. Every new version of a row is written into all indexes
of the table, so that one pass costs as much as all the values in it.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from odoo import models
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column

from .sql_array import sql_array


class Rule(NamedTuple):
    """How some columns are filled.

    ``sources`` are names of columns, those of the customer as ``partner_id.name``; one that the table lacks gives None.
    ``compute`` is called with their values and returns a value for each of ``columns``; None keeps what is there.
    """

    columns: tuple[str, ...]
    sources: tuple[str, ...]
    compute: Callable[..., tuple[Any, ...]]


def add_columns(model: models.BaseModel, names: Iterable[str]) -> list[str]:
    """Add the columns ``names`` of ``model`` that its table lacks, without values; return which they were.

    Odoo computes a stored field for every record, one by one, where it has to add the column itself.
    """
    missing = [name for name in names if not column_exists(model.env.cr, model._table, name)]
    for name in missing:
        create_column(model.env.cr, model._table, name, model._fields[name].column_type[1])
    return missing


def fill(model: models.BaseModel, rules: list[Rule], below: int, limit: int) -> tuple[int, int]:
    """Fill the ``limit`` newest records of ``model`` with an id below ``below``.

    :return: (how many records were looked at, lowest of their ids)
    """
    sources = list(dict.fromkeys(name for rule in rules for name in rule.sources))
    rows = model.env.execute_query(_read(model, sources, below, limit))
    if not rows:
        return 0, below
    places = [[sources.index(name) for name in rule.sources] for rule in rules]
    ids, values = [], []
    for id_, *row in rows:
        computed = [
            value
            for rule, of_rule in zip(rules, places, strict=True)
            for value in rule.compute(*(row[place] for place in of_rule))
        ]
        if any(value is not None for value in computed):
            ids.append(id_)
            values.append(computed)
    if ids:
        columns = [name for rule in rules for name in rule.columns]
        model.env.cr.execute(_write(model, columns, ids, values))
        model.invalidate_model(columns, flush=False)
    return len(rows), rows[-1][0]


def _read(model, sources, below, limit):
    table = SQL.identifier(model._table)
    joined = SQL()
    if any("." in name for name in sources):
        joined = SQL("LEFT JOIN res_partner AS customer ON customer.id = %s.partner_id", table)
    return SQL(
        "SELECT %(columns)s FROM %(table)s %(joined)s WHERE %(id)s < %(below)s ORDER BY %(id)s DESC LIMIT %(limit)s",
        columns=SQL(", ").join([SQL.identifier(model._table, "id"), *(_source(model, name) for name in sources)]),
        table=table,
        joined=joined,
        id=SQL.identifier(model._table, "id"),
        below=below,
        limit=limit,
    )


def _source(model, name):
    table, column = ("res_partner", name.partition(".")[2]) if "." in name else (model._table, name)
    if not column_exists(model.env.cr, table, column):
        return SQL("NULL")
    return SQL.identifier("customer" if "." in name else table, column)


def _write(model, columns, ids, values):
    """Return the UPDATE of the rows ``ids``; a row that has its ``values`` already is not written again."""
    arrays = [
        sql_array(of_column, model._fields[name].column_type[0])
        for name, of_column in zip(columns, zip(*values, strict=True), strict=True)
    ]
    old = [SQL.identifier(model._table, name) for name in columns]
    new = [SQL("coalesce(new.%s, %s)", SQL.identifier(name), was) for name, was in zip(columns, old, strict=True)]
    table = SQL.identifier(model._table)
    return SQL(
        "UPDATE %(table)s SET %(assigned)s FROM unnest(%(arrays)s) AS new (id, %(names)s)"
        " WHERE %(table)s.id = new.id AND (%(old)s) IS DISTINCT FROM (%(new)s)",
        table=table,
        assigned=SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), value) for name, value in zip(columns, new, strict=True)
        ),
        arrays=SQL(", ").join([sql_array(ids, "int4"), *arrays]),
        names=SQL(", ").join(map(SQL.identifier, columns)),
        old=SQL(", ").join(old),
        new=SQL(", ").join(new),
    )
