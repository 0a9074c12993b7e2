"""Copies of database rows that differ from their originals in a few columns, written by SQL."""

from collections import defaultdict

from odoo.tools import SQL
from odoo.tools.misc import split_every

from ..sql_array import sql_array

CHUNK = 5000


def reserve_ids(model, count):
    """Take ``count`` ids, rising, from the sequence of ``model``."""
    query = SQL("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", model._table, count)
    return sorted(id_ for (id_,) in model.env.execute_query(query))


def copy_rows(model, new_ids, old_ids, changed, without=()):
    """Copy stored rows, with their many2many links, past the ORM.

    What the ORM would have done for a row must have been done by whoever created the old one: the caller has flushed,
    and invalidates afterwards.

    :param list new_ids: of the copies, from :func:`reserve_ids`
    :param list old_ids: of the rows to copy, one for each new id
    :param dict changed: {field name: list of column values, one for each new id}
    :param without: names of many2many fields to leave empty
    """
    columns = {"id": new_ids, **changed}
    for positions in split_every(CHUNK, range(len(new_ids))):
        part = slice(positions[0], positions[-1] + 1)
        _copy_columns(model, {name: values[part] for name, values in columns.items()}, old_ids[part])
        _copy_links(model, new_ids[part], old_ids[part], without)


def _copy_columns(model, columns, old_ids):
    kept = [name for name, field in model._fields.items() if field.store and field.column_type and name not in columns]
    model.env.cr.execute(
        SQL(
            "INSERT INTO %(table)s (%(names)s) SELECT %(values)s FROM unnest(%(arrays)s) AS new (%(new)s, old_id)"
            " JOIN %(table)s AS old ON old.id = new.old_id ORDER BY new.id",
            table=SQL.identifier(model._table),
            names=SQL(", ").join(SQL.identifier(name) for name in (*columns, *kept)),
            values=SQL(", ").join(
                [SQL.identifier("new", name) for name in columns] + [SQL.identifier("old", name) for name in kept]
            ),
            arrays=SQL(", ").join(
                [sql_array(values, model._fields[name].column_type[0]) for name, values in columns.items()]
                + [sql_array(old_ids, "int4")]
            ),
            new=SQL(", ").join(SQL.identifier(name) for name in columns),
        )
    )


def _copy_links(model, new_ids, old_ids, without):
    for field in link_fields(model):
        if field.name in without:
            continue
        others = defaultdict(list)
        linked = SQL(
            "SELECT %s, %s FROM %s WHERE %s = ANY(%s)",
            SQL.identifier(field.column1),
            SQL.identifier(field.column2),
            SQL.identifier(field.relation),
            SQL.identifier(field.column1),
            list(set(old_ids)),
        )
        for old_id, other in model.env.execute_query(linked):
            others[old_id].append(other)
        pairs = [(new_id, other) for new_id, old_id in zip(new_ids, old_ids, strict=True) for other in others[old_id]]
        insert_links(model, field.name, pairs)


def link_fields(model):
    """Return the many2many fields of ``model`` that have a table of their own, each table once."""
    tables = {of_model._table for of_model in model.env.registry.values()}
    fields = [field for field in model._fields.values() if field.type == "many2many" and field.store]
    return {(field.relation, field.column1): field for field in fields if field.relation not in tables}.values()


def insert_links(model, name, pairs):
    """Link records of ``model`` by its many2many field ``name``: ``pairs`` of ids, not linked before."""
    field = model._fields[name]
    if pairs:
        mine, others = map(list, zip(*pairs, strict=True))
        model.env.cr.execute(
            SQL(
                "INSERT INTO %s (%s, %s) SELECT * FROM unnest(%s, %s) ON CONFLICT DO NOTHING",
                SQL.identifier(field.relation),
                SQL.identifier(field.column1),
                SQL.identifier(field.column2),
                sql_array(mine, "int4"),
                sql_array(others, "int4"),
            )
        )
