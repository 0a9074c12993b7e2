# A list of eight columns through load(), as the import screen and XML-RPC call it.
SIZES = (1000,)
COLUMNS = ["name", "contact_name", "partner_name", "email_from", "phone", "street", "city", "description"]


def prepare(env, size):
    return [[row[column] for column in COLUMNS] for row in people(size, seed=5)]


def work(env, prepared):
    found = env["crm.lead"].with_context(default_type="lead").load(COLUMNS, prepared)
    assert not found["messages"], found["messages"][:3]


def result(env, prepared):
    leads = env["crm.lead"].search([("email_from", "ilike", "khach5.")], order="id")
    told = [lead.message_ids.mapped("body") for lead in leads]
    names = [
        *COLUMNS,
        "phone_sanitized",
        "email_normalized",
        "email_state",
        "phone_state",
        "user_id",
        "team_id",
        "type",
    ]
    return [[*row, *bodies] for row, bodies in zip(values(leads, names), told, strict=True)]
