# Duplicates among a million leads, 5 % of them twice: all found, new ones compared, the list and a group opened.
SIZES = (1_000_000,)
KINDS = ("addon",)
ROUNDS = 1
FILLED = "filled_care"
NEW = 2_000
CASES = {"search of all": "all", "2,000 new ones compared": "new", "list opened": "list", "group opened": "group"}


def prepare(env, size):
    if CASES[CASE] == "all":
        return search_of(env, True)
    if not env["crm.lead.duplicate.group"].search_count([], limit=1):
        run(env, search_of(env, True))
        env.cr.commit()  # once for the cases that follow
    if CASES[CASE] == "new":
        names = [row["contact_name"] for row in people(40)]
        numbers = [place * 100 % size + 2 for place in range(NEW)]  # of leads that are there
        env["crm.lead"].create(
            [
                dict(row, type="lead", phone=f"+849{number:08}", contact_name=names[number % 40])
                for number, row in zip(numbers, people(NEW), strict=True)
            ]
        )
        return search_of(env, False)
    return env["crm.lead.duplicate.group"].search([], limit=1)


def search_of(env, is_full):
    return env["crm.lead.duplicate.search"].create({"is_full": is_full})


def run(env, search):
    while search._has_step():
        search._step(search.candidates)
        env.flush_all()
        env.invalidate_all()


def work(env, prepared):
    if CASES[CASE] in ("all", "new"):
        run(env, prepared)
    elif CASES[CASE] == "list":
        shown = ("name", "model", "record_count", "reason_text", "owner_names", "value", "newest", "doubt")
        prepared.web_search_read([], {name: {} for name in shown}, limit=80, count_limit=10_001)
    else:
        prepared.l10n_vn_compare()


def result(env, prepared):
    return [env["crm.lead.duplicate.group"].search_count([])]
