# Mass conversion with deduplication; one lead in five has a twin.
SIZES = (100, 1000)


def prepare(env, size):
    team = sales_team(env)
    rows = list(people(size))
    for number in range(0, size, 5):
        rows[number]["email_from"] = rows[(number + 1) % size]["email_from"]
    env["crm.lead"].with_context(tracking_disable=True).create(
        [dict(row, type="lead", team_id=team.id, user_id=False) for row in rows]
    )
    leads = env["crm.lead"].search([("team_id", "=", team.id)], order="id")
    return leads, team


def work(env, prepared):
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


def result(env, prepared):
    leads, team = prepared
    opportunities = env["crm.lead"].search([("team_id", "=", team.id)]).sorted("email_from")
    return values(
        opportunities, ["type", "email_from", "partner_id", "contact_name", "partner_name", "phone_sanitized"]
    )
