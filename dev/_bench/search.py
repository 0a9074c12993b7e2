# The search box, as a salesperson, among a million leads and opportunities of 100,000 customers: first page and count,
# five times for each text. "Results": how many records Odoo's own words find, and how many of those the box finds.
SIZES = (1_000_000,)
ROUNDS = 1
CUSTOMERS = 100_000
TIMES = 5
RARE = ("Trần Thị Minh An", "23456@example.com", "Hoa Sen 2345", "không có ai")
FREQUENT = ("Nguyễn", "Xây dựng", "example.com", "Hoàng Hữu")
CASES = {
    f"{kind} {often}": (kind, texts)
    for kind in ("lead", "opportunity")
    for often, texts in (("rare", RARE), ("frequent", FREQUENT))
}
VIEWS = {"lead": "crm.view_crm_case_leads_filter", "opportunity": "crm.view_crm_case_opportunities_filter"}
NATIVE = {"lead": ("partner_name", "email_from", "contact_name", "name")}
NATIVE["opportunity"] = ("partner_id", *NATIVE["lead"])
COLUMNS = {"name": {}, "contact_name": {}, "email_from": {}, "phone": {}, "user_id": {"fields": {"display_name": {}}}}


def prepare(env, size):
    """Fill the tables once, and for good: all cases search in them."""
    team = env["crm.team"].search([("name", "=", "Kinh doanh miền Nam")], limit=1)
    if not team:
        team = sales_team(env)
        fill(env, team, size)
    leads = env["crm.lead"].with_user(team.member_ids[0]).with_context(lang="vi_VN")
    for typed in CASES[CASE][1]:
        open_page(leads, typed)
    return leads


def work(env, leads):
    for typed in CASES[CASE][1]:
        for _time in range(TIMES):
            open_page(leads, typed)
            leads.env.invalidate_all()


def open_page(leads, typed):
    leads.web_search_read(boxed(leads, typed), COLUMNS, limit=80, count_limit=10_001)


def boxed(leads, typed):
    """Return the domain of what is typed into the search box, as the view has it."""
    from lxml import etree
    from odoo.fields import Domain

    kind = CASES[CASE][0]
    arch = etree.fromstring(leads.get_view(leads.env.ref(VIEWS[kind]).id, "search")["arch"])
    [domain] = arch.xpath("//field[@name='name']/@filter_domain")
    return Domain("type", "=", kind) & Domain(eval(domain, {"self": typed}))


def result(env, leads):
    from odoo.fields import Domain
    from odoo.tools import SQL

    kind, texts = CASES[CASE]
    if CASE.endswith("rare") and "l10n_vn_search_text" in leads._fields:
        env.cr.execute(SQL("EXPLAIN %s", leads._search(boxed(leads, texts[0])).select("id")))
        plan = "\n".join(line for [line] in env.cr.fetchall())
        assert "crm_lead_l10n_vn_search_text_index" in plan, plan
    found = []
    for typed in texts:
        native = Domain("type", "=", kind) & Domain.OR([(name, "ilike", typed)] for name in NATIVE[kind])
        found.append([typed, leads.search_count(native), leads.search_count(native & boxed(leads, typed))])
    return found


# Filling


def fill(env, team, size):
    customer = env["res.partner"].create({"name": "Khách", "email": "khach@example.com"})
    lead = env["crm.lead"].create({"name": "Khách", "type": "lead", "team_id": team.id, "email_from": "a@example.com"})
    env.flush_all()
    env.cr.execute("SET LOCAL maintenance_work_mem = '512MB'")
    for record, count in ((customer, CUSTOMERS), (lead, size)):
        indexes = drop_indexes(env, record._table)
        insert_people(env, record, count, team.member_ids.ids, customer.id)
        for definition in indexes:
            env.cr.execute(definition)
    env.invalidate_all()
    check_texts(env)
    env.cr.execute("ANALYZE res_partner, crm_lead")
    env.cr.commit()


def drop_indexes(env, table):
    """Drop the indexes of ``table`` that no constraint needs; return their definitions."""
    env.cr.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = %s::regclass AND NOT indisunique",
        [table],
    )
    found = env.cr.fetchall()
    for name, _definition in found:
        env.cr.execute(f"DROP INDEX {name}")  # pylint: disable=E8103
    return [definition for _name, definition in found]


def insert_people(env, record, count, users, customer):
    """Copy the row of ``record``, for another person each; every second lead is an opportunity of a customer."""
    own = {
        "phone": "people.phone",
        "phone_sanitized": "people.phone",
        "email_normalized": "people.email",
    }
    if record._name == "res.partner":
        ids = "%(customer)s + k"
        own |= {"id": ids, "commercial_partner_id": ids, "name": "person", "complete_name": "person"}
        own["email"] = "people.email"
        own["l10n_vn_search_text"] = text_of("folded_person, people.email, 'example.com com'", None)
    else:
        own |= {
            "name": "person || ' hỏi giá ' || k",
            "contact_name": "person",
            "partner_name": "company",
            "email_from": "people.email",
            "type": "CASE WHEN number %% 2 = 0 THEN 'lead' ELSE 'opportunity' END",
            "user_id": "(%(users)s::int4[])[1 + number / 2 %% 4]",
            "partner_id": "CASE WHEN number %% 2 = 1 THEN %(customer)s + k END",
        }
        own["l10n_vn_search_text"] = text_of(
            "folded_person, people.email, 'example.com com', folded_company", "folded_person, 'hoi gia', k"
        )
    names = sorted(column_names(env, record._table))
    values = [own.get(name, f"old.{name}") for name in names if name != "id" or "id" in own]
    names = [name for name in names if name != "id" or "id" in own]
    env.cr.execute(
        f"INSERT INTO {record._table} ({', '.join(names)}) SELECT {', '.join(values)}"  # pylint: disable=E8103
        f" FROM {record._table} AS old, (SELECT number, k, {people_columns()} FROM"
        "  (SELECT number, CASE WHEN %(is_customer)s THEN 1 + number WHEN number %% 2 = 1"
        "   THEN 1 + number / 2 %% %(customers)s ELSE 1 + %(customers)s + number / 2 END AS k"
        "   FROM generate_series(0, %(count)s - 1) AS number) AS keys) AS people"
        " WHERE old.id = %(first)s",
        {
            "is_customer": record._name == "res.partner",
            "customers": CUSTOMERS,
            "count": count,
            "first": record.id,
            "users": users,
            "customer": customer,
            **{name: texts for name, (texts, _step) in parts().items()},
            **{f"folded_{name}": list(map(folded, texts)) for name, (texts, _step) in parts().items()},
        },
    )
    if record._name == "res.partner":
        env.cr.execute("SELECT setval('res_partner_id_seq', (SELECT max(id) FROM res_partner))")


def parts():
    """Return {name: (texts that are put together, how many people in a row have the same one)}."""
    return {
        "surnames": (SURNAMES, 1),
        "middles": (MIDDLES, 16),
        "given": (GIVEN, 192),
        "trades": (TRADES, 3),
        "brands": (BRANDS, 24),
    }


def people_columns():
    """Return the SQL of the columns of a person with the number ``k``."""

    def joined(prefix, names):
        return " || ' ' || ".join(
            f"(%({prefix}{name})s::text[])[1 + k / {parts()[name][1]} %% {len(parts()[name][0])}]" for name in names
        )

    person, company = ("surnames", "middles", "given"), ("trades", "brands")
    return (
        f"{joined('', person)} AS person, {joined('folded_', person)} AS folded_person,"
        f" 'Công ty TNHH ' || {joined('', company)} || ' ' || k AS company,"
        f" 'cong ty tnhh ' || {joined('folded_', company)} || ' ' || k AS folded_company,"
        " 'khach' || k || '@example.com' AS email,"
        " '+849' || lpad((k::int8 * 7919 %% 100000000)::text, 8, '0') AS phone"
    )


def text_of(customer, other):
    other = f"concat_ws(' ', '', {other}, '')" if other else "' '"
    return rf"' ' || people.phone || E' \n' || concat_ws(' ', '', {customer}, '') || E'\n' || {other}"


def folded(text):
    import unicodedata

    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def check_texts(env):
    """Fail where the addon's search texts, made by SQL here, are not those that it would make."""
    if "l10n_vn_search_text" not in env["crm.lead"]._fields:
        return
    for model in ("crm.lead", "res.partner"):
        for record in env[model].search(
            [("email_normalized", "=like", "khach%@example.com")], limit=40, order="id desc"
        ):
            stored = record.l10n_vn_search_text
            record._compute_l10n_vn_search_text()
            assert record.l10n_vn_search_text == stored, (record.l10n_vn_search_text, stored)
