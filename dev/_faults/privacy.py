"""Erasing a person on request."""

from odoo import Command

from .case import Case

_NAME, _PHONE, _MAIL = "Trịnh Thị Kim Ngân", "0912 876 543", "kimngan.trinh@hoasua.example.vn"
_LEADS = 12


class Erase(Case):
    name, title = "erase", "erasing a person"

    def prepare(self, client):
        def start(env):
            env["ir.config_parameter"].set_param("l10n_vn_crm.erasure_key", "khoa-de-thu")
            env.user.group_ids = [Command.link(env.ref("sales_team.group_sale_manager").id)]
            person = {"contact_name": _NAME, "phone": _PHONE, "email_from": _MAIL, "type": "lead"}
            leads = env["crm.lead"].create([{"name": f"Hỏi mua cửa {at}", **person} for at in range(_LEADS)])
            others = env["crm.lead"].create(
                [{"name": f"Khách {at}", "contact_name": f"Bế Văn {at}", "phone": f"09870{at:05}"} for at in range(40)]
            )
            env["res.partner"].create({"name": _NAME, "phone": _PHONE, "email": _MAIL})
            for lead in leads:
                lead.message_post(body=f"Gọi chị Ngân số {_PHONE}", attachments=[("hop dong.txt", f"Bên A: {_MAIL}")])
                lead.activity_schedule("mail.mail_activity_data_call", summary=f"Gọi {_NAME} {_PHONE}")
            for lead in others[::4]:
                lead.message_post(body=f"Vợ là chị Ngân, {_PHONE}")
            request = {"name": _NAME, "phone": _PHONE, "email": _MAIL, "kind": "erase"}
            return env["crm.lead.privacy.request"].create(request).id

        return {"request": client.request(start)}

    def work(self, client):
        def erase(env):
            request = env["crm.lead.privacy.request"].browse(client.memory["request"])
            if request.state != "done":
                request.action_erase()

        client.request(erase)

    def is_unfinished(self, env):
        env.cr.execute("SELECT count(*) FROM crm_lead WHERE phone LIKE '%%876 543%%' OR email_from = %s", [_MAIL])
        return bool(env.cr.fetchone()[0]) or env["crm.lead.privacy.request"].search([]).state != "done"

    def words(self, env):
        request = env["crm.lead.privacy.request"].search([])
        return request.certificate_text or dict(request._fields["state"]._description_selection(env))[request.state]
