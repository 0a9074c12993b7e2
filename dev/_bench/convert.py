# Mass conversion with deduplication, assigned in turn, of people who are new; and the wizard for one lead.
SIZES = (100, 1000)
WARM_UP = 30
# Part of the leads whose person is there twice, and whether leads pass through stages of their own, which natively
# they cannot.
CASES = {
    "0 % twice": (0, False),
    "20 % twice": (20, False),
    "20 % twice, lead stages": (20, True),
    "one in the wizard": None,
}
# Leads whose wizard is opened.
OPENED = 20
MAKES = ("partner_id", "contact_name", "partner_name", "phone_sanitized", "email_normalized", "type", "team_id")
OF_CUSTOMER = ("name", "parent_id", "is_company", "email", "phone", "phone_sanitized", "street", "city", "comment")


def prepare(env, size):
    duplicates, lead_stages = CASES[CASE] or (0, False)
    team = sales_team(env)
    if lead_stages and "l10n_vn_lead_stages" in team._fields:
        team.l10n_vn_lead_stages = True
    if CASES[CASE] is None:
        return prepare_large(env, team, size)
    # With a company, a contact and a country each, as lists have them.
    rows = [dict(row, country_id=env.ref("base.vn").id) for row in people(size)]
    for number in range(size * duplicates // 100):
        rows[size - 1 - number]["email_from"] = rows[number]["email_from"]
        rows[size - 1 - number]["phone"] = rows[number]["phone"]
    env["crm.lead"].create([dict(row, type="lead", team_id=team.id, user_id=False) for row in rows])
    env.cr.flush()
    leads = env["crm.lead"].search([("team_id", "=", team.id)], order="id")
    return leads, team


def prepare_large(env, team, size):
    """Return leads of people who are customers already, in a database of ``size`` leads and a tenth of it customers."""
    rows = list(people(OPENED))
    customers = [{"name": row["contact_name"], "email": row["email_from"], "phone": row["phone"]} for row in rows]
    env["res.partner"].create(customers)
    leads = env["crm.lead"].create([dict(row, type="lead", team_id=team.id, user_id=False) for row in rows])
    env.flush_all()
    known = ("email", "email_from", "email_normalized", "phone", "phone_sanitized")
    repeat_rows(env, "crm_lead", size // OPENED, known)
    repeat_rows(env, "res_partner", size // 10 // env["res.partner"].search_count([]), known)
    env.cr.execute("ANALYZE crm_lead, res_partner")  # as a database that has grown in years knows its tables
    return leads, team


def work(env, prepared):
    if CASES[CASE] is None:
        for lead in prepared[0]:
            env.invalidate_all()
            open_wizard(env, lead)
        return
    convert(env, prepared)


def open_wizard(env, lead):
    """Read what the wizard shows when it opens: the fields that native Odoo has, too."""
    wizards = env["crm.lead2opportunity.partner"].with_context(
        active_model="crm.lead", active_id=lead.id, active_ids=lead.ids
    )
    names = ("name", "action", "lead_id", "duplicated_lead_ids", "partner_id", "commercial_partner_id", "team_id")
    return wizards.onchange({}, [], {name: {} for name in names})["value"]


def convert(env, prepared):
    leads, team = prepared
    wizard = (
        env["crm.lead2opportunity.partner.mass"]
        .with_context(
            active_model="crm.lead",
            active_ids=leads.ids,
            active_id=leads[:1].id,
            mail_notify_force_send=False,
        )
        .create(
            {
                "user_ids": [(6, 0, team.member_ids.ids)],
                "team_id": team.id,
                "deduplicate": True,
                "action": "each_exist_or_create",
                "force_assignment": True,
            }
        )
    )
    wizard.action_mass_convert()
    env.cr.flush()  # the notes on what changed are part of the work


def result(env, prepared):
    leads, team = prepared
    if CASES[CASE] is None:
        shown = [open_wizard(env, lead) for lead in leads]
        return [[one["duplicated_lead_ids"], one["partner_id"], one["commercial_partner_id"]] for one in shown]
    opportunities = env["crm.lead"].search([("team_id", "=", team.id)]).sorted("email_from")
    rows = values(opportunities, MAKES)
    for lead, row in zip(opportunities, rows, strict=True):
        customer = lead.partner_id
        row += values(customer, OF_CUSTOMER) + values(customer.parent_id, OF_CUSTOMER)
        row += [customer.message_ids.mapped("body"), len(lead.message_ids.filtered("tracking_value_ids"))]
    counts = [len(opportunities.filtered(lambda lead, user=user: lead.user_id == user)) for user in team.member_ids]
    return [*rows, [max(counts) - min(counts) <= 1]]
