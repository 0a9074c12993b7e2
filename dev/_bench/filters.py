# First page of the lists that a manager opens, in a large pipeline.
SIZES = (20000,)
DOMAINS = (
    [("type", "=", "lead")],
    [("type", "=", "lead"), ("user_id", "=", False)],
    [("type", "=", "lead"), ("campaign_id", "=", False), ("user_id", "!=", False)],
    [("type", "=", "lead"), ("phone_sanitized", "=", "+84980012345")],
)


def prepare(env, size):
    team = sales_team(env)
    env["crm.lead"].create([dict(row, type="lead", team_id=team.id) for row in people(4, seed=9)])
    env.flush_all()
    repeat_rows(env, "crm_lead", size // 4)


def work(env, prepared):
    for domain in DOMAINS:
        for _time in range(5):
            env["crm.lead"].web_search_read(domain, {"name": {}, "phone": {}, "user_id": {"fields": {}}}, limit=80)
            env.invalidate_all()


def result(env, prepared):
    return [env["crm.lead"].search_count(domain) for domain in DOMAINS]
