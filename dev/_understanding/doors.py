"""Reading of cases by the addon, through the doors that users have: import screen, mail gateway, card dialog."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from .case import Case
from .people import MANAGER, SALES

Env = Any  # odoo.api.Environment: this package is also read where there is no Odoo
ADDRESS = "tuvan@ban-hang.example.vn"
READ: dict[str, Callable[[Env, Case], dict[int, Any]]] = {}


class NotRead(Exception):
    """A file that was refused as a whole."""


def company(env: Env) -> Env:
    """Make salespeople and an address for leads; return the environment of a manager who works in Vietnamese."""
    env = env(context=dict(env.context, no_reset_password=True, mail_create_nosubscribe=True, lang="vi_VN"))
    groups = env.ref("sales_team.group_sale_salesman") + env.ref("base.group_user")
    users = env["res.users"].create(
        [
            {
                "name": name,
                "login": f"sale{number}",
                "email": f"sale{number}@ban-hang.example.vn",
                "group_ids": [(4, group.id) for group in groups],
            }
            for number, name in enumerate(SALES)
        ]
    )
    domain = env["mail.alias.domain"].create({"name": ADDRESS.partition("@")[2]})
    env.company.write({"country_id": env.ref("base.vn").id, "alias_domain_id": domain.id})
    team = env["crm.team"].create(
        {
            "name": "Kinh doanh miền Nam",
            "use_leads": True,
            "l10n_vn_lead_stages": True,
            "alias_name": ADDRESS.partition("@")[0],
            "alias_domain_id": domain.id,
            "member_ids": [(6, 0, users.ids)],
        }
    )
    team.alias_id.alias_defaults = {"type": "lead", "team_id": team.id}
    manager = env["res.users"].create(
        {
            "name": MANAGER,
            "login": "manager",
            "email": "manager@ban-hang.example.vn",
            "lang": "vi_VN",
            "tz": "Asia/Ho_Chi_Minh",
            "group_ids": [(4, env.ref("sales_team.group_sale_manager").id), (4, env.ref("base.group_user").id)],
        }
    )
    env.flush_all()
    return env(user=manager.id, context={"lang": "vi_VN", "tz": "Asia/Ho_Chi_Minh", "no_reset_password": True})


def _list(env: Env, case: Case) -> dict[int, Any]:
    screen = (
        env["base_import.import"]
        .with_context(default_type="lead")
        .create({"res_model": "crm.lead", "file": case.data, "file_name": case.name})
    )
    options = {"has_headers": True, "quoting": '"', "separator": "", "encoding": "", "l10n_vn_background": "no"}
    preview = screen.parse_preview(options)
    if "error" in preview:
        raise NotRead(preview["error"])
    columns = [heading.lower() for heading in preview["headers"]]
    fields = ["/".join(preview["matches"].get(index, [])) or False for index in range(len(columns))]
    case.headings = " | ".join(
        f"{heading} → {field or '-'}" for heading, field in zip(preview["headers"], fields, strict=True)
    )
    result = screen.execute_import(fields, columns, preview["options"])
    rows = screen._l10n_vn_reading(dict(preview["options"])).sheet.rows
    held = (
        env["crm.lead.import"]
        .search([("wizard_ref", "=", screen.id)])
        .line_ids.filtered(lambda line: line.outcome in ("failed", "review", "skipped"))
    )
    rows = [row for row in rows if row.number not in held.mapped("row_number")]
    if not result["ids"] or len(result["ids"]) != len(rows):
        raise NotRead(f"{len(rows)} rows, {len(result['ids'] or ())} leads: {result['messages'][:3]}")
    leads = env["crm.lead"].browse(result["ids"])
    return {row.number: lead for row, lead in zip(rows, leads, strict=True)}


def _mail(env: Env, case: Case) -> dict[int, Any]:
    # As the mail server's own user does.
    found = env(su=True, user=1)["mail.thread"].message_process(False, case.data)
    return {1: env["crm.lead"].sudo().browse(found)} if found else {}


def _card(env: Env, case: Case) -> dict[int, Any]:
    batch = env["crm.lead.card.batch"]
    if case.name.endswith(".txt"):
        batch = batch.create({"text": case.data.decode()})
    else:
        file = env["ir.attachment"].create({"name": case.name, "datas": base64.b64encode(case.data)})
        batch = batch.create({"attachment_ids": [(6, 0, file.ids)]})
    batch.action_read()
    batch.action_create()
    return dict(enumerate(batch.lead_ids.sorted("id"), 1))


READ |= {"list": _list, "mail": _mail, "card": _card}
