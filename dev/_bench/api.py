# Rows of a program, beside native create: the intake reads, matches and records them too. A list of 1,000 rows comes in
# one call, and is sent again by a program that got no answer; then rows come one by one, as from a form.
import statistics

CASES = {
    "one call": "first",
    "sent again": "again",
    "sent again without ids": "plain",
    "row by row": "single",
    "row by row, sent again": "single again",
}
SIZES = {case: (200,) if case.startswith("row by row") else (1000,) for case in CASES}
WARM_UP = 30
COMPARED = ["name", "contact_name", "partner_name", "email_from", "email_normalized", "phone", "phone_sanitized"]
COMPARED += ["street", "city", "description", "type", "user_id", "team_id", "stage_id", "company_id", "country_id"]
COMPARED += ["active", "probability", "expected_revenue", "priority"]
# Seconds of each call, by the clock.
TIMES = []


def prepare(env, size):
    with_addon = "l10n_vn_phone2" in env["crm.lead"]._fields
    if with_addon:  # leads in stages of their own would not be native's
        for model in ("res.company", "crm.team"):
            env[model].search([]).l10n_vn_lead_stages = False
    country = env.ref("base.vn").id
    rows = [{**row, "country_id": country} for row in people(size, seed=16)]
    if with_addon and CASES[CASE] in ("again", "plain"):
        take_in(env, rows)
    elif with_addon and CASES[CASE] == "single again":
        for row in rows:  # Odoo scores leads that are created together otherwise than one after the other
            take_in(env, [row])
    TIMES.clear()
    return rows


def take_in(env, rows):
    if CASES[CASE] != "plain":
        rows = [{**row, "external_id": row["email_from"]} for row in rows]
    leads = env["crm.lead"].with_context(default_type="lead")
    answers = leads.l10n_vn_intake(rows, source="bench")
    assert {answer["outcome"] for answer in answers} <= {"created", "joined"}, answers[:2]


def work(env, rows):
    is_single = CASES[CASE].startswith("single")
    for call in ([row] for row in rows) if is_single else [rows]:
        if is_single:
            env.invalidate_all()  # as a request, which begins without a cache
        began = time.perf_counter()
        if "l10n_vn_phone2" in env["crm.lead"]._fields:
            take_in(env, call)
        else:
            env["crm.lead"].with_context(default_type="lead").create(call)
        env.flush_all()
        TIMES.append(time.perf_counter() - began)


def result(env, rows):
    leads = env["crm.lead"].search([("email_normalized", "=like", "khach16.%")], order="id")
    return values(leads, COMPARED)


def figures(env, rows):
    return {"ms a call, p50": round(statistics.median(TIMES) * 1000, 1)}
