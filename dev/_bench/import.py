# Lists of leads: through load() as other programs do, and through the import screen with the duplicates policy "skip".
import csv
import io
import re

PLAIN = ["name", "contact_name", "partner_name", "email_from", "phone", "street", "city", "description"]
WIDE = ["country_id", "expected_revenue", "state_id", "source_id", "medium_id", "campaign_id", "team_id", "user_id"]
# Door, columns, and what each row is given more. Those with "orm" are rows that must not be copied.
CASES = {
    "load": ("load", PLAIN),
    "csv": ("csv", PLAIN),
    "xlsx": ("xlsx", PLAIN),
    "load, 16 columns": ("load", PLAIN + WIDE),
    "csv, 16 columns": ("csv", PLAIN + WIDE),
    "xlsx, 16 columns": ("xlsx", PLAIN + WIDE),
    "load, customers": ("load", [*PLAIN, "partner_id"]),
    "load, odds given": ("load", [*PLAIN, "probability"]),
    "csv, external ids": ("csv", ["id", *PLAIN]),
    "again, external ids": ("again", ["id", *PLAIN]),
}
# Rows of a list that a program loads once more.
AGAIN = 500
SIZES = (1000,)
WARM_UP = 30
MORE = [*PLAIN, *WIDE, "phone_sanitized", "email_normalized", "email_state", "phone_state", "type", "stage_id"]
MORE += ["country_id", "company_id", "partner_id", "priority", "active", "probability", "automated_probability"]
MORE += ["prorated_revenue", "email_domain_criterion", "lang_id", "tag_ids", "won_status", "color", "referred"]


def prepare(env, size):
    door, columns = CASES[CASE]
    with_addon = "l10n_vn_phone2" in env["crm.lead"]._fields
    if with_addon:  # leads in stages of their own would not be native's
        for model in ("res.company", "crm.team"):
            env[model].search([]).l10n_vn_lead_stages = False
    named = surroundings(env, columns)
    rows = []
    for number, row in enumerate(people(size, seed=16)):
        row["city"] = f"Khu phố {number % 40}"
        if with_addon:
            spoil(row, number)
        row |= {name: found[number % len(found)] for name, found in named.items()}
        row |= {"id": f"danh_sach.khach_{number}", "probability": str(number % 90), "country_id": "Việt Nam"}
        row["expected_revenue"] = str(1_500_000 * (number % 7))
        rows.append([row[column] for column in columns])
    env.flush_all()
    if door == "again":
        load(env, columns, rows)
    if door in ("load", "again"):
        return columns, rows
    content = written_csv(columns, rows) if door == "csv" else written_xlsx(columns, rows)
    kind = "text/csv" if door == "csv" else "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    screen = {"res_model": "crm.lead", "file": content, "file_name": f"danh sách.{door}", "file_type": kind}
    return columns, env["base_import.import"].create(screen)


def load(env, columns, rows):
    found = env["crm.lead"].with_context(default_type="lead").load(columns, rows)
    assert found["ids"], found["messages"][:3]
    env.flush_all()


def spoil(row, number):
    """Write a row as people do; native Odoo gets it as it is meant."""
    digits = row["phone"].replace("+84", "0").replace(" ", "")
    row["phone"] = (digits, digits[1:], f"{digits[:4]}.{digits[4:7]}.{digits[7:]}", row["phone"])[number % 4]
    row["email_from"] = row["email_from"].upper() if number % 3 == 0 else row["email_from"]
    row["contact_name"] = row["contact_name"].upper() if number % 2 else row["contact_name"]


def surroundings(env, columns):
    """Make the records that rows name; return {column: names}."""
    if "partner_id" in columns:
        partners = env["res.partner"].create([{"name": f"Khách quen {number}"} for number in range(10)])
        return {"partner_id": partners.mapped("name")}
    if "team_id" not in columns:
        return {}
    team = sales_team(env)
    for model in ("utm.source", "utm.medium", "utm.campaign"):
        env[model].create([{"name": f"{model} số {number}"} for number in range(6)])
    states = env["res.country.state"].search([("country_id.code", "=", "VN")], limit=6)
    return {
        "state_id": states.mapped("name"),
        "source_id": [f"utm.source số {number}" for number in range(6)],
        "medium_id": [f"utm.medium số {number}" for number in range(6)],
        "campaign_id": [f"utm.campaign số {number}" for number in range(6)],
        "team_id": [team.name],
        "user_id": team.member_ids.mapped("name"),
    }


def written_csv(columns, rows):
    out = io.StringIO()
    csv.writer(out).writerows([columns, *rows])
    return out.getvalue().encode()


def written_xlsx(columns, rows):
    import xlsxwriter  # of Odoo's own libraries, which the command that reads this file does without

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([columns, *rows]):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
    return out.getvalue()


def work(env, prepared):
    columns, rows = prepared
    door, _columns = CASES[CASE]
    if door in ("load", "again"):
        size = AGAIN if door == "again" else len(rows)
        for start in range(0, len(rows), size):
            load(env, columns, rows[start : start + size])
        return
    # As the screen does: 2,000 rows a call.
    options = {"has_headers": True, "separator": ",", "quoting": '"', "encoding": "utf-8", "limit": 2000, "skip": 0}
    options |= {"l10n_vn_policy": "skip", "float_thousand_separator": ",", "float_decimal_separator": "."}
    while True:
        screen = rows.with_context(default_type="lead")
        found = screen.execute_import(columns, columns, options)
        assert found["ids"], found["messages"][:3]
        if not found["nextrow"]:
            return
        options["skip"] = found["nextrow"]


def imported(env):
    return env["crm.lead"].search([("email_normalized", "=like", "khach16.%")], order="id")


def result(env, prepared):
    leads = imported(env)
    leads.fetch(MORE)
    return [[*row, chatter_of(lead)] for row, lead in zip(values(leads, MORE), leads, strict=True)]


def chatter_of(lead):
    """Return the chatter of ``lead``: messages, notified partners, mails, followers."""
    messages = [
        [
            said(message, lead),
            message.subject,
            message.subtype_id.id,
            message.author_id.display_name,
            message.notification_ids.res_partner_id.mapped("name"),
            len(message.mail_ids),
            len(message.tracking_value_ids),
        ]
        for message in lead.message_ids.sorted("id")
    ]
    followers = [
        [follower.partner_id.display_name, sorted(follower.subtype_ids.ids)] for follower in lead.message_follower_ids
    ]
    return [messages, sorted(followers)]


def said(message, lead):
    """Return the text of ``message``; of the note on a creation, which the addon words anew, what it quotes."""
    body = message.body.replace(f"res_id={lead.id}", "res_id=#")
    return re.findall('["“](.*?)["”]', body) if message.subtype_id == message.env.ref("crm.mt_lead_create") else body


def floor(env, prepared):
    """Copy the same final rows in once more, by nothing but COPY; return how long that took (processor seconds)."""
    leads = imported(env)
    env.cr.execute("SELECT max(id) + 1000000 FROM mail_message")
    [shift] = env.cr.fetchone()
    links = "mail_followers_mail_message_subtype_rel"
    found = {
        "crm_lead": ("id", "id = ANY(%s)"),
        "mail_message": ("id res_id", "model = 'crm.lead' AND res_id = ANY(%s)"),
        "mail_followers": ("id res_id", "res_model = 'crm.lead' AND res_id = ANY(%s)"),
        links: (
            "mail_followers_id",
            "mail_followers_id IN (SELECT id FROM mail_followers WHERE res_model = 'crm.lead' AND res_id = ANY(%s))",
        ),
    }
    files = {}
    for table, (shifted, condition) in found.items():
        names = column_names(env, table)
        chosen = ", ".join(f'"{name}" + {shift}' if name in shifted.split() else f'"{name}"' for name in names)
        query = env.cr.mogrify(f"COPY (SELECT {chosen} FROM {table} WHERE {condition}) TO STDOUT", [leads.ids])
        files[table] = names, io.StringIO()
        env.cr._obj.copy_expert(query.decode(), files[table][1])
    started = processor_time(env)
    for table, (names, out) in files.items():
        out.seek(0)
        listed = ", ".join(f'"{name}"' for name in names)
        env.cr._obj.copy_expert(f"COPY {table} ({listed}) FROM STDIN", out)
    return processor_time(env) - started
