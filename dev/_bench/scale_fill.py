# A million leads and 100,000 customers, by SQL and the same in native Odoo and with the addon: columns that a database
# lacks are left out. Runs after data.py and search.py, whose people and helpers it uses.
from odoo.tools import SQL

SALESPEOPLE = 40
TEAMS = ("Miền Bắc", "Miền Trung", "Miền Nam", "Khách hàng lớn")
# number: 0, 1, 2 … in the order of arrival. Three of five are leads, a seventh has no salesperson, one salesperson has
# an eighth of all, another one in fifty thousand; a tenth is lost, a tenth won.
IS_LEAD = "number %% 5 < 3"
SHARED = {
    "type": f"CASE WHEN {IS_LEAD} THEN 'lead' ELSE 'opportunity' END",
    "user_id": "CASE WHEN number %% 100 < 15 THEN NULL WHEN number %% 100 < 27 THEN (%(users)s::int4[])[1]"
    " WHEN number %% 50000 = 30 THEN (%(users)s::int4[])[2] ELSE (%(users)s::int4[])[3 + number / 7 %% 38] END",
    "team_id": "(%(teams)s::int4[])[1 + number / 3 %% 4]",
    "create_date": "now() - (%(count)s - number) * interval '2 years' / %(count)s",
    "write_date": "now() - (%(count)s - number) * interval '1 year' / %(count)s",
    "date_open": "now() - (%(count)s - number) * interval '2 years' / %(count)s",
    "date_last_stage_update": "now() - (%(count)s - number) * interval '1 year' / %(count)s",
    "priority": "(number * 7 %% 4)::text",
    "active": "number %% 10 <> 8",
    "won_status": "CASE WHEN number %% 10 = 8 THEN 'lost' WHEN number %% 40 IN (9, 29, 39, 3, 13) AND NOT ("
    + IS_LEAD
    + ") THEN 'won' ELSE 'pending' END",
    "lost_reason_id": "CASE WHEN number %% 10 = 8 THEN %(lost_reason)s END",
    "date_closed": "CASE WHEN number %% 10 = 8 OR number %% 40 IN (9, 29, 39, 3, 13)"
    " THEN now() - (%(count)s - number) * interval '1 year' / %(count)s END",
    "date_conversion": f"CASE WHEN NOT ({IS_LEAD})"
    " THEN now() - (%(count)s - number) * interval '23 months' / %(count)s END",
    "expected_revenue": f"CASE WHEN {IS_LEAD} THEN 0 ELSE number %% 1000 * 1000000 END",
    "date_deadline": f"CASE WHEN NOT ({IS_LEAD}) THEN current_date + (number %% 120 - 60)::int END",
    "stage_id": f"CASE WHEN {IS_LEAD} THEN (%(lead_stages)s::int4[])[1 + number / 5 %% cardinality(%(lead_stages)s)]"
    " WHEN number %% 40 IN (9, 29, 39, 3, 13) AND number %% 10 <> 8 THEN %(won_stage)s"
    " ELSE (%(stages)s::int4[])[1 + number / 5 %% cardinality(%(stages)s)] END",
    "campaign_id": "CASE WHEN number %% 50 > 3 THEN (%(campaigns)s::int4[])[1 + number / 50 %% 12] END",
    "source_id": "CASE WHEN number %% 9 > 0 THEN (%(sources)s::int4[])[1 + number / 9 %% cardinality(%(sources)s)] END",
    "medium_id": "(%(media)s::int4[])[1 + number / 11 %% cardinality(%(media)s)]",
    "state_id": "CASE WHEN number %% 4 > 0 THEN (%(states)s::int4[])[1 + number / 4 %% cardinality(%(states)s)] END",
    "country_id": "%(country)s",
    "name": "person || ' hỏi giá ' || k",
    "contact_name": "person",
    "partner_name": "company",
    "email_from": "people.email",
    "email_normalized": "people.email",
    "email_domain_criterion": "NULL",
    "phone": "people.phone",
    "phone_sanitized": "people.phone",
    "partner_id": f"CASE WHEN NOT ({IS_LEAD}) THEN %(customer)s + k END",
    "probability": "number %% 100",
    "automated_probability": "number %% 100",
    # Of the addon alone.
    "l10n_vn_last_contact": "CASE WHEN number %% 7 < 5 THEN now() - (number %% 90 + 1) * interval '1 day' END",
    "l10n_vn_first_contact": "CASE WHEN number %% 7 < 5 THEN now() - (number %% 90 + 1) * interval '1 day' END",
    "l10n_vn_waiting_since": "CASE WHEN number %% 211 = 0 THEN now() - (number %% 90) * interval '1 hour' END",
    "l10n_vn_answer_by": "now() - (%(count)s - number) * interval '2 years' / %(count)s + interval '2 hours'",
    "l10n_vn_first_answer": "CASE WHEN number %% 5 <> 1"
    " THEN now() - (%(count)s - number) * interval '2 years' / %(count)s"
    " + number %% 9 * interval '20 minutes' END",
    "l10n_vn_known_kind": "CASE WHEN number %% 12 = 0 THEN 'lost' END",
    "l10n_vn_is_bound": "TRUE",
    "l10n_vn_bound_team_id": "(%(teams)s::int4[])[1 + number / 3 %% 4]",
    "l10n_vn_trial_start": f"CASE WHEN {IS_LEAD} AND number %% 33 = 0 THEN current_date - 20 + (number %% 37)::int END",
    "l10n_vn_trial_end": f"CASE WHEN {IS_LEAD} AND number %% 33 = 0 THEN current_date - 6 + (number %% 37)::int END",
    "l10n_vn_search_text": lambda: text_of(
        "folded_person, people.email, 'example.com com', folded_company", "folded_person, 'hoi gia', k"
    ),
}


def scale_fill(env, count):
    """Fill the database once; it is committed and kept."""
    customers = max(count // 10, 10)
    parameters = scale_parameters(env, count, customers)
    env.cr.execute("SET LOCAL maintenance_work_mem = '512MB'")
    indexes = [definition for table in ("res_partner", "crm_lead") for definition in drop_indexes(env, table)]
    scale_customers(env, parameters, customers)
    scale_leads(env, parameters, customers)
    scale_answers(env)
    scale_activities(env, parameters)
    for definition in indexes:
        env.cr.execute(definition)
    env.invalidate_all()
    check_texts(env)
    env.cr.commit()


def scale_parameters(env, count, customers):
    """Make users, teams and campaigns; return the parameters of the SQL."""
    env = env(context=dict(env.context, no_reset_password=True, mail_create_nosubscribe=True))
    salesman = env.ref("sales_team.group_sale_salesman")
    users = env["res.users"].create(
        [
            {"name": f"Nhân viên {number}", "login": f"nhan.vien.{number}", "tz": "Asia/Ho_Chi_Minh", "lang": "vi_VN",
             "group_ids": [(4, salesman.id), (4, env.ref("base.group_user").id)]}
            for number in range(SALESPEOPLE)
        ]
    )  # fmt: skip
    env["res.users"].create(
        {"name": "Trưởng phòng", "login": "truong.phong", "tz": "Asia/Ho_Chi_Minh", "lang": "vi_VN",
         "group_ids": [(4, env.ref("sales_team.group_sale_manager").id)]}
    )  # fmt: skip
    for user in [env.ref("base.group_user")]:
        user.write({"implied_ids": [(4, env.ref("crm.group_use_lead").id)]})
    teams = env["crm.team"].create([{"name": name, "use_leads": True, "use_opportunities": True} for name in TEAMS])
    for number, team in enumerate(teams):
        team.member_ids = users[number::4]
    stages = env["crm.stage"].search([])
    applies = "l10n_vn_applies_to" in stages._fields
    of_leads = stages.filtered(lambda one: not one.is_won and (not applies or one.l10n_vn_applies_to != "opportunity"))
    others = stages.filtered(lambda one: not one.is_won and (not applies or one.l10n_vn_applies_to != "lead"))
    campaigns = env["utm.campaign"].create([{"title": f"Chiến dịch {number}"} for number in range(12)])
    customer = env["res.partner"].create({"name": "Khách", "email": "khach@example.com"})
    lead = env["crm.lead"].create(
        {"name": "Khách", "type": "lead", "team_id": teams[0].id, "email_from": "a@example.com"}
    )
    call = lead.activity_schedule("mail.mail_activity_data_call", user_id=users[0].id, summary="Gọi báo giá")
    env.flush_all()
    return {
        "count": count,
        "customers": customers,
        "users": users.ids,
        "teams": teams.ids,
        "lead_stages": of_leads.ids,
        "stages": others.ids,
        "won_stage": stages.filtered("is_won")[:1].id,
        "campaigns": campaigns.ids,
        "sources": env["utm.source"].search([], limit=8).ids,
        "media": env["utm.medium"].search([], limit=6).ids,
        "states": env["res.country.state"].search([("country_id.code", "=", "VN")], limit=40).ids,
        "country": env.ref("base.vn").id,
        "lost_reason": env["crm.lost.reason"].search([], limit=1).id,
        "customer": customer.id,
        "lead": lead.id,
        "activity": call.id,
        **{name: texts for name, (texts, _step) in parts().items()},
        **{f"folded_{name}": list(map(folded, texts)) for name, (texts, _step) in parts().items()},
    }


def scale_insert(env, table, own, first, keys, parameters):
    """Copy the row ``first`` of ``table`` for each of the people ``keys`` (SQL of number and k)."""
    names = sorted(column_names(env, table))
    values = [own.get(name, f"old.{name}") for name in names if name != "id" or "id" in own]
    names = [name for name in names if name != "id" or "id" in own]
    env.cr.execute(
        f"INSERT INTO {table} ({', '.join(names)})"  # pylint: disable=E8103
        f" SELECT {', '.join(value() if callable(value) else value for value in values)}"
        f" FROM {table} AS old, (SELECT number, k, {people_columns()} FROM ({keys}) AS keys) AS people"
        f" WHERE old.id = {first}",
        parameters,
    )


def scale_customers(env, parameters, customers):
    ids = "%(customer)s + k"
    own = {
        "id": ids,
        "commercial_partner_id": ids,
        "name": "person",
        "complete_name": "person",
        "email": "people.email",
        "email_normalized": "people.email",
        "phone": "people.phone",
        "phone_sanitized": "people.phone",
        "l10n_vn_search_text": text_of("folded_person, people.email, 'example.com com'", None),
    }
    keys = "SELECT number, 1 + number AS k FROM generate_series(0, %(customers)s - 1) AS number"
    scale_insert(env, "res_partner", own, parameters["customer"], keys, parameters)
    env.cr.execute("SELECT setval('res_partner_id_seq', (SELECT max(id) FROM res_partner))")


def scale_leads(env, parameters, customers):
    """Fill leads; an opportunity is of the customer whose person it has."""
    keys = (
        f"SELECT number, CASE WHEN {IS_LEAD} THEN 1 + %(customers)s + number"
        " ELSE 1 + number / 5 %% %(customers)s END AS k"
        " FROM generate_series(0, %(count)s - 1) AS number"
    )
    scale_insert(env, "crm_lead", SHARED, parameters["lead"], keys, parameters)


def scale_answers(env):
    """Answer the criteria of leads: four of ten have one answer, one of ten has all."""
    if "crm.lead.criterion" not in env:
        return
    criteria = env["crm.lead.criterion"].search([])
    env.cr.execute(
        "INSERT INTO crm_lead_qualification (lead_id, criterion_id, user_id, date)"
        " SELECT lead.id, asked.id, lead.user_id, now() FROM crm_lead AS lead,"
        " unnest(%s::int4[]) WITH ORDINALITY AS asked (id, place)"
        " WHERE lead.id %% 10 = 0 OR place = 1 AND lead.id %% 10 < 4 ON CONFLICT DO NOTHING",
        [criteria.ids],
    )
    env.cr.execute(
        "INSERT INTO crm_lead_qualification (lead_id, user_id, date, reason)"
        " SELECT id, user_id, now(), 'Khách quen' FROM crm_lead WHERE id % 500 = 1 ON CONFLICT DO NOTHING"
    )
    env.cr.execute("ANALYZE crm_lead_qualification")
    if env["crm.lead"]._fields["l10n_vn_qualification_state"].store:
        env["crm.lead"]._l10n_vn_renew_states(SQL("TRUE"))


def scale_activities(env, parameters):
    """Plan the next action of a third of the assigned leads; one of twenty is late."""
    env.cr.execute(
        "INSERT INTO mail_activity (res_model_id, res_model, res_id, user_id, activity_type_id, date_deadline, active,"
        " summary, create_date) SELECT activity.res_model_id, activity.res_model, lead.id, lead.user_id,"
        " activity.activity_type_id, current_date - 2 + (lead.id %% 41)::int, TRUE, activity.summary, now()"
        " FROM crm_lead AS lead, mail_activity AS activity"
        " WHERE activity.id = %(activity)s AND lead.id %% 3 = 0 AND lead.user_id IS NOT NULL AND lead.active",
        parameters,
    )


scale_fill(env, FILL_COUNT)
print("FILLED")
