"""Import of leads, native and ours: equal records first, then rows a second. Runs inside an Odoo shell."""
import os
import time
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

from odoo.tools import SQL

WORDS = {
    "ho": ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ"],
    "ten": ["Anh", "Bình", "Châu", "Dũng", "Giang", "Hà", "Khánh", "Linh", "Minh", "Ngọc", "Phúc", "Quỳnh"],
    "city": ["Thủ Đức", "Biên Hòa", "Cầu Giấy", "Hải Châu", "Ninh Kiều"],
    "source_id": ["Facebook", "Zalo", "Hội chợ", "Giới thiệu"],
    "campaign_id": ["Tết 2026", "Hè 2026", "Khai trương"],
    "tag_ids": ["Bán lẻ", "Sỉ", "Bán lẻ,Sỉ"],
    "user_id": ["Lan Sale", "Hùng Sale", "Mai Sale", "Tú Sale"],
}
EIGHT = ["name", "contact_name", "partner_name", "phone", "email_from", "city", "source_id", "tag_ids"]
SIXTEEN = [*EIGHT, "street", "state_id", "country_id", "website", "function", "user_id", "campaign_id",
           "expected_revenue"]


def prepare(env):
    """Create what the rows name: salespeople, sources, campaigns, tags."""
    for name in WORDS["user_id"]:
        env["res.users"].with_context(no_reset_password=True).create({
            "name": name, "login": name, "email": f"{len(name)}@cty.example.vn",
            "group_ids": [(4, env.ref("sales_team.group_sale_salesman").id)]})
    for field, model in (("source_id", "utm.source"), ("campaign_id", "utm.campaign")):
        env[model].create([{"name": name} for name in WORDS[field]])
    env["crm.tag"].create([{"name": name} for name in ("Bán lẻ", "Sỉ")])
    env.company.country_id = env.ref("base.vn")


def row(number):
    """Return one line of a Vietnamese contact list as {field: text}."""
    ho, ten = WORDS["ho"][number % 12], WORDS["ten"][number // 12 % 12]
    return {
        "name": f"{ho} {ten} hỏi giá lô {number}", "contact_name": f"{ho} {ten}",
        "partner_name": f"Công ty TNHH {ten} {number}", "phone": f"09{number % 90000000 + 10000000:08d}",
        "email_from": f"khach{number}@{'gmail.com' if number % 3 else f'cty{number}.vn'}",
        "street": f"{number} Lê Lợi", "state_id": "Hà Nội (VN)" if number % 2 else "Lâm Đồng (VN)",
        "country_id": "Việt Nam", "website": f"cty{number}.vn", "function": "Giám đốc", "expected_revenue": str(number),
        **{name: WORDS[name][number % len(WORDS[name])] for name in
           ("city", "source_id", "tag_ids", "user_id", "campaign_id")},
    }


def native(env):
    """Return a context in which the addon creates and looks up nothing in its own way."""
    stack = ExitStack()
    converter = type(env["ir.fields.converter"])
    plain = next(vars(cls)["db_id_for"] for cls in reversed(converter.mro()) if "db_id_for" in vars(cls))
    stack.enter_context(patch.object(
        type(env["crm.lead"]), "_l10n_vn_create_rows", lambda self, create, vals_list: create(vals_list)))
    stack.enter_context(patch.object(converter, "db_id_for", plain))
    return stack


def busy(env):
    """Return seconds of processor time used by this process and its PostgreSQL backend: others' load does not count."""
    [(backend,)] = env.execute_query(SQL("SELECT pg_backend_pid()"))
    ticks = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[11:13]
    return time.process_time() + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def load(env, columns, rows):
    """Import and roll back; return (seconds, queries a row)."""
    env.flush_all()
    env.invalidate_all()
    savepoint = env.cr.savepoint()
    start, queries = busy(env), env.cr.sql_log_count
    result = env["crm.lead"].load(columns, rows)
    env.flush_all()
    seconds, queries = busy(env) - start, env.cr.sql_log_count - queries
    assert result["ids"] and len(result["ids"]) == len(rows), result["messages"][:3]
    savepoint.rollback()
    savepoint.close(rollback=False)
    env.cr.precommit.clear()
    env.cr.postcommit.clear()
    env.invalidate_all()
    return seconds, queries / len(rows)


def measure(env, sizes, widths):
    """Return lines of a table."""
    lines = []
    for columns in widths:
        for size in sizes:
            rows = [[row(number)[name] for name in columns] for number in range(size)]
            load(env, columns, rows[:50])
            ours = load(env, columns, rows)
            with native(env):
                theirs = load(env, columns, rows[:1000])
            ratio = (theirs[0] / min(size, 1000)) / (ours[0] / size)
            lines.append(f"{len(columns):>2} columns {size:>6} rows: {size / ours[0]:>6.0f} rows/s"
                         f" against {min(size, 1000) / theirs[0]:>4.0f}: {ratio:.1f} x; queries a row"
                         f" {ours[1]:.2f} against {theirs[1]:.1f}")
    return lines
