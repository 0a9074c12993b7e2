# Recall of one lead in twenty, 50,000 of a million: the selection by its index, and all steps of the run.
SIZES = (1_000_000,)
KINDS = ("addon",)
ROUNDS = 1
FILLED = "filled_care"
# One row in so many is worked on: queries are counted by these.
PART = 20
CASES = {"run": "recall", "preview": "preview"}


def prepare(env, size):
    team = env["crm.team"].search([("name", "=", "Kinh doanh miền Nam")])
    return env["crm.lead.recall.rule"].create(
        {
            "name": "3 ngày làm việc",
            "team_id": team.id,
            "limit": 3,
            "warning": 0,
            "is_on": True,
            "spares_qualified": False,
        }
    )


def work(env, rule):
    if CASES[CASE] == "preview":
        preview = env["crm.lead.recall.preview"].create({"rule_id": rule.id})
        assert preview.recall_count, preview.recall_count
        return
    rule._start_runs()
    run = env["crm.lead.recall.run"].search([], limit=1)
    while run._has_step():
        run._as_user()._step(None)
        env.flush_all()
        env.invalidate_all()
    env["crm.lead.recall"]._send_digests()


def result(env, rule):
    env.cr.execute("EXPLAIN " + env.cr.mogrify(rule._select_leads("recall").select("crm_lead.id")).decode())
    plan = "\n".join(line for [line] in env.cr.fetchall())
    assert "crm_lead_l10n_vn_recall_idx" in plan, plan
    return [env["crm.lead.recall"].search_count([])]
