"""Texts of all stored records that have traces of a person, found by the database and checked by Python."""

import json
from collections.abc import Collection, Iterator
from typing import NamedTuple

import psycopg2
from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.privacy.traces import Traces

_TEXTS = {"char", "text", "html", "json", "properties", "properties_definition"}
# Nothing of people: what modules bring, and what the erasure itself keeps.
_TECHNICAL = (
    *("ir.model", "ir.ui.", "ir.module.", "ir.actions", "ir.rule", "ir.cron", "ir.asset", "ir.sequence", "ir.profile"),
    *("ir.config_parameter", "ir.http", "res.country", "res.currency", "res.lang", "res.groups", "res.city"),
    *("crm.lead.erased", "crm.lead.privacy.place", "base.language", "uom.", "barcode.", "web_tour."),
)
# Names of external ids, made of what a file calls its records.
_NOT_TECHNICAL = {"ir.model.data"}
# Of each kind of record; an erasure goes on until none is left.
_MOST_ROWS = 2000
Hit = tuple[int, dict[str, str]]


class Column(NamedTuple):
    """A stored column of text: ``name``, and whether it is JSON."""

    name: str
    is_json: bool


def is_text(field: fields.Field) -> bool:
    """Return whether ``field`` is a stored text."""
    return bool(field.store and field.column_type and field.type in _TEXTS)


def text_columns(model: models.BaseModel) -> list[Column]:
    """Return the stored columns of text of ``model``."""
    return [
        Column(field.name, field.column_type[0] in ("jsonb", "json"))
        for field in model._fields.values()
        if is_text(field)
    ]


def searched_models(env: api.Environment) -> Iterator[models.BaseModel]:
    """Yield an empty recordset of each model whose table may hold texts of people, each table once."""
    tables = set()
    for name in sorted(env.registry.models):
        model = env[name]
        if not model._auto or model._abstract or model._table in tables or not text_columns(model):
            continue
        if name.startswith(_TECHNICAL) and name not in _NOT_TECHNICAL:
            continue
        tables.add(model._table)
        yield model


def find_texts(
    model: models.BaseModel, traces: Traces, with_names: bool = False, left_out: Collection[int] = ()
) -> list[Hit]:
    """Return ``[(id, {column: text})]`` of the rows with traces, and of those only the columns with them.

    :param model: records to search, all of the model where there are none
    :param with_names: also rows with nothing but the name of the person
    :param left_out: ids of rows that are not searched
    """
    pattern = traces.pattern(with_names)
    if not pattern:
        return []
    columns = text_columns(model)
    texts = SQL(", ").join(SQL("%s::text", SQL.identifier(column.name)) for column in columns)
    rows = model.env.execute_query(
        SQL(
            "SELECT id, ARRAY[%s] FROM %s WHERE %s AND id != ALL(%s) AND concat_ws(chr(10), %s) ~* %s"
            " ORDER BY id LIMIT %s",
            texts,
            SQL.identifier(model._table),
            SQL("id = ANY(%s)", model.ids) if model else SQL("TRUE"),
            list(left_out),
            texts,
            pattern,
            _MOST_ROWS,
        )
    )
    found = []
    for id_, values in rows:
        hits = {column.name: text for column, text in zip(columns, values, strict=True) if text and traces.find(text)}
        # Beside a phone or an address the name is the person's; alone it may be somebody else's.
        if hits and (with_names or any(map(traces.has_key, hits.values()))):
            found.append((id_, hits))
    return found


def blank_texts(model: models.BaseModel, hit: Hit, traces: Traces, mark: str) -> None:
    """Write the columns of ``hit`` (of :func:`find_texts`) with ``mark`` in the place of each trace."""
    id_, texts = hit
    kinds = {column.name: column.is_json for column in text_columns(model)}
    values = {
        name: json.dumps(traces.blank_value(json.loads(text), mark)) if kinds[name] else traces.blank(text, mark)
        for name, text in texts.items()
    }
    try:
        with model.env.cr.savepoint(flush=False):
            _update(model, id_, values, kinds)
    except psycopg2.IntegrityError:
        # A column of different values: the number of the row keeps it so.
        _update(model, id_, {n: v if kinds[n] else f"{v} {id_}" for n, v in values.items()}, kinds)


def _update(model, id_, values, kinds):
    model.env.cr.execute(
        SQL(
            "UPDATE %s SET %s WHERE id = %s",
            SQL.identifier(model._table),
            SQL(", ").join(
                SQL("%s = %s::jsonb", SQL.identifier(name), value)
                if kinds[name]
                else SQL("%s = %s", SQL.identifier(name), value)
                for name, value in values.items()
            ),
            id_,
        ),
        log_exceptions=False,
    )
