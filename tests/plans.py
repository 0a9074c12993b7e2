"""How does PostgreSQL want to answer a query?"""

from unittest import SkipTest

from odoo.tools import SQL


def plan_of(env, query):
    """Return the plan (str) of ``query``, where PostgreSQL reads whole tables only if it finds no index.

    :raises SkipTest: an older transaction of the server is still open: until it ends, new indexes are not used
    """
    tables = [table for table in ("crm_lead", "res_partner") if table in query.code]
    [[waiting]] = env.execute_query(
        SQL(
            "SELECT count(*) FROM pg_index JOIN pg_class ON pg_class.oid = indrelid"
            " WHERE relname = ANY(%s) AND indcheckxmin"
            " AND pg_index.xmin::text::bigint >= txid_snapshot_xmin(txid_current_snapshot()) & 4294967295",
            tables,
        )
    )
    if waiting:
        raise SkipTest("A transaction of the server is older than the indexes.")
    env.cr.execute("SET LOCAL enable_seqscan = off")
    return "\n".join(line for (line,) in env.execute_query(SQL("EXPLAIN %s", query)))
