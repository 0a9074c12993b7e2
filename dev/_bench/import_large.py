# A very large list in the background: memory and time.
import csv
import tempfile
from pathlib import Path

SIZES = (100_000,)
KINDS = ("addon",)
ROUNDS = 1
CASES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
COLUMNS = ["name", "contact_name", "partner_name", "email_from", "phone", "street", "city", "description"]


def prepare(env, size):
    content = {"csv": written_csv, "xlsx": written_xlsx}[CASE](rows(size))
    # As the screen uploads a file.
    screen = env["base_import.import"].create({"res_model": "crm.lead"})
    screen.write({"file": content, "file_name": f"rất dài.{CASE}", "file_type": CASES[CASE]})
    return screen


def rows(size):
    yield COLUMNS
    # What runs in the background is committed: each kind of file has people of its own.
    place = list(CASES).index(CASE)
    for number, row in enumerate(people(size, seed=16 + place)):
        row["phone"] = f"09{60_000_000 + place * 10_000_000 + number}"
        yield [row[column] for column in COLUMNS]


# What writes the file is not measured: it keeps no rows in memory.
def written_csv(rows):
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
        file.flush()
        return Path(file.name).read_bytes()


def written_xlsx(rows):
    import xlsxwriter  # of Odoo's own libraries, which the command that reads this file does without

    with tempfile.NamedTemporaryFile() as file:
        with xlsxwriter.Workbook(file.name, {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
        return file.read()


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
