# Leads without a salesperson are given to the members of their team: natively by Odoo's rule-based assignment, which
# also makes them opportunities, with the addon by the rule of the team, which looks for known customers first.
SIZES = (1000, 5000)
MOST = 5000  # natively a lead takes nine queries
ROUNDS = 1


def prepare(env, size):
    env.company.resource_calendar_id = False  # on any day of the week
    team = sales_team(env)
    team.crm_team_member_ids.assignment_max = 30 * size
    env["crm.lead"].create([dict(row, type="lead", team_id=team.id, user_id=False) for row in people(size, seed=21)])
    if "l10n_vn_share_method" in team._fields:
        team.l10n_vn_share_method = "turn"
    env.cr.flush()
    return team


def work(env, team):
    if "l10n_vn_share_method" in team._fields:
        env["crm.lead"].search([("team_id", "=", team.id)], order="id")._l10n_vn_share()
    else:
        import odoo.modules.module

        odoo.modules.module.current_test = True  # no commit: every round starts from the same database
        team._assign_and_convert_leads(force_quota=True)
    env.cr.flush()


def result(env, team):
    return sorted(
        count for _user, count in env["crm.lead"]._read_group([("team_id", "=", team.id)], ["user_id"], ["__count"])
    )
