# Runs inside an Odoo shell, before each work: Vietnamese people and a sales team, the same in every database.
import os
import random
import time
from pathlib import Path

# Rows of an unmeasured first turn.
WARM_UP = 0

SURNAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
]
MIDDLES = ["Thị Minh", "Văn", "Thị Thu", "Quốc", "Hoàng", "Ngọc", "Đức", "Thị Thanh", "Hữu", "Xuân", "Bảo", "Gia"]
GIVEN = [
    "An",
    "Bình",
    "Châu",
    "Dung",
    "Giang",
    "Hà",
    "Hạnh",
    "Hiếu",
    "Hoa",
    "Hùng",
    "Hương",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Phong",
    "Quân",
    "Sơn",
    "Trang",
]
TRADES = ["Xây dựng", "Thương mại", "Vận tải", "Thực phẩm", "Nội thất", "Cơ khí", "Dệt may", "Du lịch"]
BRANDS = ["Sao Mai", "Hoa Sen", "Bình Minh", "Núi Ngọc", "Sông Xanh", "Cánh Buồm", "Mây Trắng", "Trăng Khuyết"]


def people(count, seed=7):
    """Yield ``count`` dicts of clean Vietnamese lead values, the same for the same ``seed``."""
    chance = random.Random(seed)
    for number in range(count):
        name = " ".join(chance.choice(words) for words in (SURNAMES, MIDDLES, GIVEN))
        yield {
            "name": f"{name} hỏi giá {number}",
            "contact_name": name,
            "partner_name": f"Công ty TNHH {chance.choice(TRADES)} {chance.choice(BRANDS)} {number}",
            "email_from": f"khach{seed}.{number}@example.com",
            "phone": f"+84 9{seed % 10}{number // 1000 % 10} {number % 1000:03d} {chance.randrange(1000):03d}",
            "street": f"{chance.randrange(1, 400)} Lê Lợi",
            "city": chance.choice(("Quận 1", "Quận Ba Đình", "Thành phố Vũng Tàu")),
            "description": f"Cần báo giá {chance.randrange(2, 90)} bộ",
        }


def sales_team(env):
    """Return a team with four salespeople, made where it is missing."""
    env = env(context=dict(env.context, no_reset_password=True, mail_create_nosubscribe=True))
    group = env.ref("sales_team.group_sale_salesman_all_leads")
    users = env["res.users"].create(
        [
            {
                "name": f"{name} bán hàng",
                "login": f"ban.hang.{number}",
                "email": f"ban.hang.{number}@example.vn",
                "group_ids": [(4, group.id), (4, env.ref("base.group_user").id)],
            }
            for number, name in enumerate(("Lan", "Hùng", "Mai", "Sơn"))
        ]
    )
    team = env["crm.team"].create({"name": "Kinh doanh miền Nam", "use_leads": True, "use_opportunities": True})
    team.member_ids = users
    return team


def values(records, names):
    """Return the values of ``names`` of each record, relations by name, as lists that JSON can hold."""

    def plain(value):
        return value.mapped("display_name") if hasattr(value, "mapped") else str(value)

    return [[plain(record[name]) for name in names] for record in records]


def repeat_rows(env, table, times, numbered=()):
    """Copy every row of ``table`` ``times`` times; the texts of the columns ``numbered`` get a number each."""
    names = [name for name in sorted(column_names(env, table)) if name != "id"]
    values = [f"copy || '.' || {name}" if name in numbered else name for name in names]
    env.cr.execute(
        f"INSERT INTO {table} ({', '.join(names)})"  # pylint: disable=E8103
        f" SELECT {', '.join(values)} FROM {table}, generate_series(1, %s) AS copy",
        [times],
    )
    env.cr.execute(f"ANALYZE {table}")  # pylint: disable=E8103


def copy_row(env, table, id_, numbers, own, **values):
    """Copy the row ``id_`` by SQL, once for each ``number`` of the query ``numbers``; indexes are built afterwards.

    :param dict own: {column: expression over ``number``}; other columns keep their value
    :param values: parameters of the expressions
    """
    names = [name for name in sorted(column_names(env, table)) if name != "id"]
    env.cr.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexname NOT IN"
        " (SELECT conname FROM pg_constraint)",
        [table],
    )
    indexes = env.cr.fetchall()
    for name, _definition in indexes:
        env.cr.execute(f'DROP INDEX "{name}"')  # pylint: disable=E8103
    env.cr.execute(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(own.get(name, name) for name in names)}"  # pylint: disable=E8103
        f" FROM {table}, ({numbers}) AS numbers WHERE {table}.id = %(id)s",
        {"id": id_, **values},
    )
    for _name, definition in indexes:
        env.cr.execute(definition)
    env.cr.execute(f"ANALYZE {table}")  # pylint: disable=E8103


def column_names(env, table):
    env.cr.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
    return [name for [name] in env.cr.fetchall()]


def processor_time(env):
    """Return the seconds that this process and its PostgreSQL backend have worked, whatever else the machine does."""
    env.cr.execute("SELECT pg_backend_pid()")
    stat = Path(f"/proc/{env.cr.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def floor(env, prepared):
    """Return the processor time that nothing can fall below, None where the work does not know it."""


def figures(env, prepared):
    """Return {name: number} of further figures of a round."""
    return {}
