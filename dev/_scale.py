"""``dev bench scale``: every filter, group, board and action of leads among a million, beside native Odoo.

The two databases are filled once and kept; what changes their tables makes them anew.
"""

import json

from _database import clone, drop, exists, odoo, rename, script, template
from _place import DEV, KEY, MODULE, cache, digest, fingerprint, locked
from _postgres import server, sql
from _progress import step
from _say import say

SIZE = 1_000_000
USERS = {"manager": "truong.phong", "many leads": "nhan.vien.0", "few leads": "nhan.vien.1"}
COMPANY = "env.company.country_id = env.ref('base.vn')\nenv.user.lang = 'vi_VN'\nenv.cr.commit()\n"
# Of the tables, what a filling depends on.
SCHEMA = (
    "SELECT string_agg(line, chr(10) ORDER BY line) FROM"
    " (SELECT concat_ws(' ', table_name, column_name, data_type) AS line"
    " FROM information_schema.columns WHERE table_name IN ('crm_lead', 'res_partner', 'crm_lead_qualification')"
    " UNION ALL SELECT indexdef FROM pg_indexes WHERE tablename IN ('crm_lead', 'res_partner')) AS lines"
)
FORM = "{:<12}{:<46}{:>9}{:>9}{:>7}{:>9}{:>9}  {}"


def main(options):
    size = max(options.size or [SIZE])
    with server():
        databases = {kind: filled(kind, size, options.profile) for kind in ("native", "addon")}
        for database in databases.values():
            make_indexes_usable(database)
        say(f"{size:,} leads; milliseconds of processor time of Odoo and its PostgreSQL backend, medians.")
        say(FORM.format("user", "asked", "native", "addon", "ratio", "found", "queries", "index"))
        slow = [line for name, login in USERS.items() for line in measured(databases, name, login, options.case)]
    return 1 if any(slow) and options.case is None else 0


def filled(kind, size, profile):
    """Return the name of the filled database, made where it is missing or has other tables than the addon now."""
    source = template(profile, demo=False)
    base = f"{MODULE}_{KEY}_scale_{profile}_{kind}_{size}"
    mark, state = cache("checkouts", f"{base}.filled"), cache("checkouts", f"{base}.addon")
    with locked(base):
        code = fingerprint() if kind == "addon" else ""
        schema = schema_of(kind, source, base, code)
        wanted = digest(source, schema, *((DEV / f"_bench/{name}.py").read_text() for name in ("data", "scale_fill")))
        if exists(base) and mark.exists() and mark.read_text() == wanted:
            if kind == "addon" and (not state.exists() or state.read_text() != code):
                odoo(base, "-u", MODULE)
                state.write_text(code)
            return base
        with step(f"{size:,} leads, {kind}", about=size // 4000):
            half = f"{base}_half"
            clone(source, half)
            if kind == "addon":
                odoo(half, "-i", MODULE)
            script(half, COMPANY)
            script(half, bench_source("data", "search", "scale_fill", FILL_COUNT=size))
            sql("VACUUM (ANALYZE)", half)
            drop(base)
            rename(half, base)
        mark.write_text(wanted)
        state.write_text(code)
    return base


def make_indexes_usable(database):
    """Let PostgreSQL use indexes that were built after updates of the same transaction.

    It does not while a transaction is open, in any database of the server, that is older than the index: what other
    people do at the same time would decide the plans. The rows are vacuumed, and nobody reads older ones.
    """
    sql("UPDATE pg_index SET indcheckxmin = FALSE WHERE indcheckxmin", database)


def schema_of(kind, source, base, code):
    """Return the tables and indexes that the addon of this checkout makes, from a database without leads."""
    if kind == "native":
        return ""
    kept = cache("checkouts", f"{base}.schema")
    if kept.exists() and kept.read_text().startswith(code + "\n"):
        return kept.read_text().partition("\n")[2]
    empty = f"{base}_empty"
    clone(source, empty)
    odoo(empty, "-i", MODULE)
    schema = sql(SCHEMA, empty)
    drop(empty)
    kept.write_text(f"{code}\n{schema}")
    return schema


def bench_source(*names, **values):
    """Return the source of files of ``_bench``, with constants before it."""
    constants = "".join(f"{name} = {value!r}\n" for name, value in values.items())
    return constants + "".join((DEV / f"_bench/{name}.py").read_text() for name in names)


def measured(databases, name, login, chosen):
    """Print a line for each thing that one user asks; return whether each is slower than natively."""
    runs = {}
    for kind in ("addon", "native"):
        items = runs["addon"]["items"] if runs else None
        text = bench_source("data", "search", "scale_views", LOGIN=login, ITEMS=items, CHOSEN=chosen or "")
        line = next(line for line in script(databases[kind], text).splitlines() if "MEASURED" in line)
        runs[kind] = json.loads(line.partition("MEASURED")[2])
    items = [
        item for item in runs["addon"]["items"] if (chosen or "") in f"{item['what']} {item['of']} {item['title']}"
    ]
    for item, ours, native in zip(items, runs["addon"]["found"], runs["native"]["found"], strict=True):
        if not ours:
            continue
        ratio = native[0] / ours[0] if native and ours[0] > 0 else None
        say(
            FORM.format(
                name,
                f"{item['what']} {item['of']} {item['title']}"[:45],
                native[0] if native else "-",
                ours[0],
                f"{ratio:.1f}x" if ratio else "-",
                ours[1],
                "/".join(str(run[3]) for run in (native, ours) if run),
                ours[2],
            )
        )
        yield ratio is not None and ratio < 0.9
