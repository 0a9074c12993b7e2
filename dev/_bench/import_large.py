# A very large list in the background: how much memory does it take, and how long?
import csv
import io

SIZES = (100_000,)
KINDS = ("addon",)
ROUNDS = 1
COLUMNS = ["name", "contact_name", "partner_name", "email_from", "phone", "street", "city", "description"]


def prepare(env, size):
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(COLUMNS)
    for number, row in enumerate(people(size, seed=16)):
        row["phone"] = f"09{60_000_000 + number}"
        lines.writerow([row[column] for column in COLUMNS])
    screen = {"res_model": "crm.lead", "file": out.getvalue().encode(), "file_name": "rất dài.csv"}
    return env["base_import.import"].create(dict(screen, file_type="text/csv"))


def work(env, screen):
    options = {"has_headers": True, "separator": ",", "quoting": '"', "encoding": "utf-8", "limit": 2000}
    options |= {"l10n_vn_policy": "skip", "l10n_vn_background": "auto"}
    found = screen.with_context(default_type="lead").execute_import(COLUMNS, COLUMNS, options)
    assert not found["messages"], found["messages"][:3]
    env["crm.lead.import"]._cron_import()


def result(env, screen):
    record = env["crm.lead.import"].search([], limit=1)
    assert (record.state, record.created_count) == ("done", record.row_count), (record.state, record.created_count)
    return []
