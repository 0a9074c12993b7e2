"""Inventory of a database: its schema and the rows of all its tables, to see what an uninstallation leaves behind."""

import json
import os
import re
import subprocess

from _say import Stop

# Schemas of users: neither PostgreSQL's own nor those of temporary tables.
_OWN = "n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
_NOT_OF_EXTENSION = "NOT EXISTS (SELECT FROM pg_depend WHERE deptype = 'e' AND objid = x.oid)"
_PLACE = "JOIN pg_class c ON c.oid = x.{} JOIN pg_namespace n ON n.oid = c.relnamespace"
# Kind of object -> query of name and definition.
SCHEMA = {
    "schema": f"SELECT n.nspname, '' FROM pg_namespace n WHERE {_OWN}",
    "extension": "SELECT extname, extnamespace::regnamespace::text FROM pg_extension",
    "relation": "SELECT format('%s.%s', n.nspname, x.relname), concat(x.relkind, ' ', x.reloptions::text)"
    f" FROM pg_class x JOIN pg_namespace n ON n.oid = x.relnamespace WHERE {_OWN}",
    "view": f"SELECT format('%s.%s', n.nspname, x.relname), pg_get_viewdef(x.oid) FROM pg_class x"
    f" JOIN pg_namespace n ON n.oid = x.relnamespace WHERE {_OWN} AND x.relkind IN ('v', 'm')",
    "column": "SELECT format('%s.%s', c.relname, x.attname), concat_ws(' ', format_type(x.atttypid, x.atttypmod),"
    " x.attnotnull, x.attgenerated, x.attstattarget, (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef"
    " WHERE adrelid = x.attrelid AND adnum = x.attnum)) FROM pg_attribute x "
    + _PLACE.format("attrelid")
    + f" WHERE {_OWN} AND x.attnum > 0 AND NOT x.attisdropped AND c.relkind <> 'i'",
    "index": "SELECT c.relname, pg_get_indexdef(x.indexrelid) FROM pg_index x "
    + _PLACE.format("indexrelid")
    + f" WHERE {_OWN}",
    "constraint": "SELECT format('%s.%s', c.relname, x.conname), pg_get_constraintdef(x.oid) FROM pg_constraint x "
    + _PLACE.format("conrelid")
    + f" WHERE {_OWN}",
    "trigger": "SELECT format('%s.%s', c.relname, x.tgname), pg_get_triggerdef(x.oid) FROM pg_trigger x "
    + _PLACE.format("tgrelid")
    + f" WHERE {_OWN} AND NOT x.tgisinternal",
    "function": "SELECT x.oid::regprocedure::text, x.prosrc FROM pg_proc x"
    f" JOIN pg_namespace n ON n.oid = x.pronamespace WHERE {_OWN} AND {_NOT_OF_EXTENSION}",
    "type": "SELECT x.typname, x.typtype::text FROM pg_type x JOIN pg_namespace n ON n.oid = x.typnamespace"
    f" WHERE {_OWN} AND x.typtype IN ('e', 'd', 'r') AND {_NOT_OF_EXTENSION}",
    "statistics": "SELECT x.stxname, x.stxkeys::text FROM pg_statistic_ext x JOIN pg_namespace n"
    f" ON n.oid = x.stxnamespace WHERE {_OWN}",
}
_TABLES = (
    "SELECT coalesce(json_agg(json_build_array(c.relname, EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid"
    " AND attname = 'id'))), '[]') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    f" WHERE {_OWN} AND c.relkind = 'r'"
)
# They change with each save.
_STAMPS = "'{write_date,write_uid}'::text[]"


def take(database):
    """Return the inventory of ``database``: {(kind, name): definition}; a row's definition is {column: value}."""
    queries = [
        f"SELECT '{kind}', name, to_json(what) FROM ({query}) AS q (name, what)" for kind, query in SCHEMA.items()
    ]
    for table, has_id in json.loads(_psql(database, _TABLES)):
        name = "id::text" if has_id else "md5(r::text)"
        queries.append(f"SELECT 'row', '{table} ' || {name}, to_jsonb(r) - {_STAMPS} FROM \"{table}\" AS r")
    found = {}
    for line in _psql(database, ";\n".join(queries)).splitlines():
        kind, name, what = line.split("\t", 2)
        found[kind, name] = what
    return found


def compare(before, after, allowed, language=None):
    """Return the differences of two inventories, a line each, without those that ``allowed`` explains.

    :param dict allowed: {regular expression that matches the beginning of the line: reason}
    :param str language: one that was loaded in between, whose translations do not count
    """
    lines = [f"left {' '.join(key)}: {after[key]}" for key in after.keys() - before.keys()]
    lines += [f"gone {' '.join(key)}: {before[key]}" for key in before.keys() - after.keys()]
    for key in before.keys() & after.keys():
        if before[key] != after[key]:
            lines += _changes(*key, before[key], after[key], language)
    explained = re.compile("|".join(f"(?:{pattern})" for pattern in allowed)) if allowed else None
    return sorted(line[:400] for line in lines if not (explained and explained.match(line)))


def _changes(kind, name, before, after, language):
    before, after = json.loads(before), json.loads(after)
    if kind != "row":
        return [f"changed {kind} {name}: {before} → {after}"]
    columns = sorted(before.keys() | after.keys())
    pairs = [(column, *(_without(row.get(column), language) for row in (before, after))) for column in columns]
    table, _space, number = name.partition(" ")
    return [
        f"changed row {table}.{column} {number}: {_difference(old, new)}"
        for column, old, new in pairs
        if old != new and (old or new)
    ]


def _without(value, language):
    return {key: text for key, text in value.items() if key != language} if isinstance(value, dict) else value


def _difference(old, new):
    """Return in a few words how ``new`` differs; of long texts, from where on."""
    old, new = (json.dumps(value, ensure_ascii=False) for value in (old, new))
    at = max(len(os.path.commonprefix([old, new])) - 40, 0)
    return f"{old[at : at + 120]} → {new[at : at + 120]}"


def _psql(database, text):
    words = ["psql", "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", database]
    done = subprocess.run(words, input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(f"PostgreSQL refused: {done.stderr.strip()[-300:]}")
    return done.stdout.strip("\n")
