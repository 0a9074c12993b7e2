# Number of similar leads of each lead of a page.
SIZES = (80,)


def prepare(env, size):
    rows = list(people(size, seed=6))
    for number in range(0, size, 4):
        rows[number]["phone"] = rows[(number + 1) % size]["phone"]
    return env["crm.lead"].create([dict(row, type="lead") for row in rows])


def work(env, prepared):
    prepared.mapped("duplicate_lead_count")


def result(env, prepared):
    return prepared.mapped("duplicate_lead_count")
