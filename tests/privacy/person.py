"""A person who is everywhere: in leads, lists, mails, chatter, files, queues, of two companies."""

import io
import zipfile

from odoo import Command

from ..common import CONTACTS, MANAGER, OWN, LeadCase, MailCase, letter, person

NAME, PHONE, MAIL = "Trịnh Thị Kim Ngân", "0912 876 543", "kimngan.trinh@hoasua.example.vn"
# The same person, as others write her.
SPELLINGS = ("+84 912.876.543", "84912876543", "(0912) 876-543", "912876543")
LIST = f"""Họ tên;Số điện thoại;Email;Ghi chú
{NAME};{SPELLINGS[2]};{MAIL};Nhà ở hẻm 45 Lê Lai
Bế Văn Tám;0987 333 222;tam@khach.example.vn;Hỏi giá cửa
{NAME.upper()};0912876543;khong-doc-duoc@@;Hẹn thứ Ba
"""


class PersonCase(MailCase, LeadCase):
    USERS = {
        "hoa": person("Trần Thị Hoa", OWN),
        "manager": person("Nguyễn Thị Mai", MANAGER, login="mai"),
        "admin": person("Phạm Quốc Việt", f"{MANAGER},{CONTACTS},base.group_system", login="viet"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls.branch = cls.env["res.company"].create({"name": "Chi nhánh Huế"})
        cls.env["ir.config_parameter"].set_param("l10n_vn_crm.erasure_key", "khoa-de-thu")

    def new_request(self, user=None, **values):
        values = {"phone": SPELLINGS[0], "email": MAIL, "name": NAME, **values}
        return self.env["crm.lead.privacy.request"].with_user(user or self.manager).create(values)

    def import_list(self, text=LIST, policy="skip", **options):
        screen = (
            self.env["base_import.import"]
            .with_user(self.manager)
            .create(
                {"res_model": "crm.lead", "file_name": "hội chợ.csv", "file_type": "text/csv", "file": text.encode()}
            )
        )
        answer = screen.execute_import(
            ["contact_name", "phone", "email_from", "description"],
            text.partition("\n")[0].split(";"),
            {
                "has_headers": True,
                "separator": ";",
                "quoting": '"',
                "encoding": "utf-8",
                "l10n_vn_policy": policy,
                "l10n_vn_hand_back": True,
                **options,
            },
        )
        return self.env["crm.lead.import"].browse(answer["l10n_vn_import_id"])

    def workbook(self):
        """Return (bytes) what a spreadsheet looks like inside."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>{NAME}</t></si><si><t>{SPELLINGS[3]}</t></si></sst>")
        return out.getvalue()

    def spread(self):
        """Put the person wherever the addon keeps people; return her lead, her contact and the lead elsewhere."""
        record = self.import_list()
        lead = self.env["crm.lead"].search([("l10n_vn_import_id", "=", record.id), ("email_from", "=", MAIL)])
        lead.write({"user_id": self.hoa.id, "team_id": self.team.id, "expected_revenue": 25_000_000})
        partner = self.env["res.partner"].create(
            {"name": NAME, "phone": SPELLINGS[0], "email": MAIL, "street": "45 Lê Lai", "comment": f"Chị {NAME}"}
        )
        lead.partner_id = partner
        elsewhere = self.env["crm.lead"].create(
            {
                "name": "Hỏi mua cửa",
                "contact_name": NAME,
                "phone": PHONE,
                "company_id": self.branch.id,
                "team_id": False,
            }
        )
        lead.message_post(body=f"Gọi chị {NAME} số {PHONE}", attachments=[("hop dong.txt", f"Bên A: {NAME}")])
        lead.activity_schedule("mail.mail_activity_data_call", summary=f"Gọi {NAME}", user_id=self.hoa.id)
        lead.with_user(self.hoa).l10n_vn_record_result(
            "met", f"Chị Ngân đổi số {SPELLINGS[1]}", request_key=f"k-{PHONE}"
        )
        self.env["ir.attachment"].create(
            [
                {"name": "khách.xlsx", "raw": self.workbook(), "res_model": "res.users", "res_id": self.hoa.id},
                {"name": "CCCD.png", "raw": b"\x89PNG....", "res_model": "crm.lead", "res_id": lead.id},
            ]
        )
        other = self.env["crm.lead"].create(
            {"name": "Anh Tám", "contact_name": "Bế Văn Tám", "description": f"<p>Vợ là chị Ngân, {SPELLINGS[2]}</p>"}
        )
        other.message_post(body=f"Hỏi thêm {MAIL}")
        self.env["mail.mail"].create({"subject": f"Báo giá {NAME}", "email_to": MAIL, "body_html": f"<p>{PHONE}</p>"})
        self.env["mail.blacklist"].create({"email": MAIL})
        self.env["phone.blacklist"].create({"number": "+84912876543"})
        self.env["crm.lead.card.batch"].with_user(self.hoa).create({"text": f"{NAME}\nĐT: {PHONE}"})
        self.env["crm.lead.api.row"].create(
            {
                "company_id": self.env.company.id,
                "source": "zalo",
                "external_id": f"zalo-{PHONE}",
                "date": "2026-01-05",
                "answer": {"outcome": "skipped", "name": NAME},
            }
        )
        self.env["crm.lead.key.lock"].create({"key": f"email {MAIL}", "locked_at": "2026-01-05"})
        self.env["ir.logging"].create(
            {"name": "x", "type": "server", "message": f"{MAIL} refused", "path": "x", "line": "1", "func": "x"}
        )
        reply = letter(
            "S2ggbmfDom4gxJFpIHbhuq9uZywgMDkxMiA4NzYgNTQz",  # Kh ngân đi vắng, 0912 876 543
            sender="Máy trả lời <auto@hoasua.example.vn>",
            subject="Automatic reply",
            Auto_Submitted="auto-replied",
            Content_Transfer_Encoding="base64",
        )
        self.receive(reply)
        meeting = {"name": f"Gặp {NAME}", "start": "2026-01-06 02:00:00", "stop": "2026-01-06 03:00:00"}
        self.env["calendar.event"].create(
            {**meeting, "opportunity_id": lead.id, "partner_ids": [Command.set(partner.ids)], "location": PHONE}
        )
        lead.with_user(self.manager).l10n_vn_let_pass("Khách quen")
        lead.convert_opportunity(partner)
        self.env.flush_all()
        return lead, partner, elsewhere
