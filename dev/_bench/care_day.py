# A salesperson's day and lists, the most urgent leads first, among a million leads of 40 salespeople.
SIZES = (1_000_000,)
KINDS = ("addon",)
ROUNDS = 1
FILLED = "filled_care"
CASES = {
    "my day": "day",
    "own list, first page": "list",
    "own board, a column": "column",
    "reasons of 80 leads": "reasons",
    "all leads in this order": "all",
    "trials of a year": "trials",
}
ORDER = "l10n_vn_next_reason, priority desc, id desc"


def prepare(env, size):
    return env["res.users"].search([("login", "=", "nhan.vien.7")])


def work(env, user):
    leads = env["crm.lead"].with_user(user)
    mine = [("type", "=", "lead"), ("user_id", "=", user.id)]
    columns = {"name": {}, "l10n_vn_next_reason": {}, "l10n_vn_trial_text": {}}
    if CASES[CASE] == "day":
        env["crm.lead.my.day"].with_user(user).get_day()
    elif CASES[CASE] == "list":
        leads.web_search_read(mine, columns, limit=80, order=ORDER, count_limit=10001)
    elif CASES[CASE] == "column":
        trial = env.ref("l10n_vn_crm.crm_stage_trial")
        leads.web_search_read([*mine, ("stage_id", "=", trial.id)], columns, limit=20, order=ORDER, count_limit=21)
    elif CASES[CASE] == "reasons":
        leads.search(mine, limit=80).mapped("l10n_vn_next_reason")
    elif CASES[CASE] == "all":
        env["crm.lead"].web_search_read([("type", "=", "lead")], columns, limit=80, order=ORDER, count_limit=10001)
    elif CASES[CASE] == "trials":
        env["crm.lead.manager.report"].get_trials({"period": "year"})


def result(env, user):
    return [env["crm.lead"].search_count([("user_id", "=", user.id)])]
