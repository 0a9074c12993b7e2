# A million leads among 40 salespeople of one team, made once by SQL for the works of daily care. One lead in twenty has
# the person of the one before, one in twenty is without a contact for a month and without a next action.
SALESPEOPLE, TWICE, EVERY = 40, 20, 20


def fill(env, size):
    team = sales_team(env)
    users = env["res.users"].create(
        [
            {"name": f"Nhân viên {number}", "login": f"nhan.vien.{number}", "tz": "Asia/Ho_Chi_Minh",
             "group_ids": [(4, env.ref("sales_team.group_sale_salesman").id)]}
            for number in range(SALESPEOPLE)
        ]
    )  # fmt: skip
    team.member_ids = users
    trial = env.ref("l10n_vn_crm.crm_stage_trial")
    trial.l10n_vn_trial_days = 14
    first = env["crm.lead"].create(dict(next(people(1)), type="lead", team_id=team.id, user_id=users[0].id))
    call = first.activity_schedule("mail.mail_activity_data_call", user_id=users[0].id, summary="Gọi báo giá")
    env.flush_all()
    numbers = "SELECT place - (place %% %(twice)s = 1)::int AS number FROM generate_series(1, %(size)s) AS place"
    is_left = "number %% %(every)s = 3"
    own = {
        "user_id": f"CASE WHEN number %% 10 <> 0 OR {is_left} THEN (%(users)s::int4[])[1 + number %% %(count)s] END",
        "create_date": f"now() - CASE WHEN {is_left} THEN 960 ELSE number %% 400 END * interval '1 hour'",
        "date_open": f"now() - CASE WHEN {is_left} THEN interval '30 days' ELSE interval '1 hour' END",
        "priority": "(number %% 4)::text",
        "l10n_vn_last_contact": f"CASE WHEN number %% 7 < 5 AND NOT {is_left}"
        " THEN now() - (number %% 30 + 1) * interval '1 day' END",
        "l10n_vn_waiting_since": "CASE WHEN number %% 211 = 0 THEN now() - (number %% 90) * interval '1 hour' END",
        "l10n_vn_answer_by": f"CASE WHEN number %% 3 = 1 AND NOT {is_left}"
        " THEN now() - (number %% 50 - 10) * interval '1 hour' END",
        "stage_id": f"CASE WHEN number %% 11 = 0 THEN {trial.id} ELSE stage_id END",
        "l10n_vn_trial_start": "CASE WHEN number %% 11 = 0 THEN current_date - 20 + (number %% 37)::int END",
        "l10n_vn_trial_end": "CASE WHEN number %% 11 = 0 THEN current_date - 6 + (number %% 37)::int END",
        "phone": "'+849' || lpad(number::text, 8, '0')",
        "phone_sanitized": "'+849' || lpad(number::text, 8, '0')",
        "contact_name": "(%(names)s::text[])[1 + number %% 40]",
        "email_from": "NULL",
        "email_normalized": "NULL",
    }
    names = [row["contact_name"] for row in people(40)]
    copy_row(env, "crm_lead", first.id, numbers, own,
             size=size, twice=TWICE, every=EVERY, users=users.ids, count=SALESPEOPLE, names=names)  # fmt: skip
    env.cr.execute(
        "INSERT INTO mail_activity (res_model_id, res_model, res_id, user_id, activity_type_id, date_deadline, active,"
        " summary, create_date) SELECT activity.res_model_id, activity.res_model, lead.id, lead.user_id,"
        " activity.activity_type_id, current_date - 2 + (lead.id %% 41)::int, TRUE, activity.summary, now()"
        " FROM crm_lead AS lead, mail_activity AS activity WHERE activity.id = %s AND lead.id %% 3 = 0"
        " AND lead.user_id IS NOT NULL AND lead.date_open > now() - interval '20 days'",
        [call.id],
    )
    # Salespeople follow their leads; only those of leads that are recalled are of use here.
    env.cr.execute(
        "INSERT INTO mail_followers (res_model, res_id, partner_id)"
        " SELECT 'crm.lead', lead.id, res_users.partner_id FROM crm_lead lead JOIN res_users"
        " ON res_users.id = lead.user_id WHERE lead.date_open < now() - interval '20 days' ON CONFLICT DO NOTHING"
    )
