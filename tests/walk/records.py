"""Records that the walk shows: of each kind of the addon at least one, in Vietnamese."""

from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase

from ..care.recall_story import recall_some
from ..common import ADDRESS, EMAILS
from ..webhook.webhook_story import some_webhooks

LIST = """Họ và tên;Số điện thoại;Email;Công ty;Tỉnh/TP;Phụ trách;Nhu cầu
Chị Nguyễn Thu Hường;0912345678 / 0243 822 1234;huong@thuyta.example.vn;Công ty TNHH Thủy Tạ;Cần Thơ;Trần Văn Hùng;Cần 20 máy lọc nước, giao tại kho Trà Nóc
Trần Văn Đức;098765;duc@binhminh.example.vn;Hộ kinh doanh Bình Minh;Sóc Trăng;;Xin báo giá
Bế Thị Nhung;0987 111 222;;;Cao Bằng;;Mua bàn ghế cho lớp học"""  # noqa: E501


class Records(HttpCase):
    """``ids``: {name: id or list of ids}, the names that addresses and steps of :mod:`.table` mention"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.qualify()
        admin = cls.env.ref("base.user_admin")
        admin.write({"tz": "Asia/Ho_Chi_Minh", "name": "Phạm Quốc Việt"})
        cls.env["crm.lead.disclosure"].create(
            {
                "user_number": cls.people[1].id,
                "company_number": cls.people[1].company_id.id,
                "hour": fields.Datetime.now().replace(minute=0, second=0, microsecond=0),
                "shown_count": 3,
            }
        )
        cls.env["crm.lead.api.usage"].create(
            {
                "user_number": cls.people[1].id,
                "verb": "l10n_vn_intake",
                "hour": fields.Datetime.now().replace(minute=0, second=0, microsecond=0),
                "call_count": 12,
                "row_count": 340,
                "refused_count": 1,
            }
        )
        cls.mine.write(
            {"l10n_vn_honorific": "chị", "partner_name": "Công ty TNHH Thủy Tạ", "l10n_vn_zalo": "0912345602"}
        )
        opportunity = cls.leads.filtered(lambda lead: lead.type == "opportunity" and lead.user_id == cls.people[0])[:1]
        open_leads = cls.leads.filtered(lambda lead: lead.type == "lead" and lead.active)
        on_trial = cls.mine.copy({"stage_id": cls.env.ref("l10n_vn_crm.crm_stage_trial").id})
        cls.ids = {
            "on_trial": on_trial.id,
            "lead": cls.mine.id,
            "opportunity": opportunity.id,
            "leads": open_leads[:4].ids,
            "unassigned": open_leads.filtered(lambda lead: not lead.user_id)[:1].id,
            "team": cls.mine.team_id.id,
            "member": cls.mine.team_id.crm_team_member_ids[:1].id,
            "salesperson": cls.people[0].id,
            "contact": cls._contact().id,
            "import": cls._import(admin).id,
            "rejected": cls._rejected().id,
            "conversion": cls._conversion(admin, open_leads).id,
            **cls._recall(open_leads, on_trial.stage_id),
            **cls._duplicates(admin),
            "returning": cls._returning().id,
            "undone": cls._undone(admin).id,
            **cls._privacy(admin),
            **cls._webhooks(admin),
            "criterion": cls.env.ref("l10n_vn_crm.crm_lead_criterion_budget").id,
            "stage": cls.env.ref("l10n_vn_crm.crm_stage_trial").id,
        }
        cls._share()
        cls.env.flush_all()

    @classmethod
    def _share(cls):
        """Turn on sharing and first answers in the team; one member is full, one away."""
        team = cls.mine.team_id
        team.write({"l10n_vn_answer_hours": 4, "l10n_vn_share_method": "load"})
        full, away = team.crm_team_member_ids[:2]
        full.write({"l10n_vn_max_open_leads": 3, "l10n_vn_state_ids": cls.env.ref("base.state_vn_VN-HN").ids})
        away.l10n_vn_away_until = fields.Date.today() + timedelta(days=3)

    @classmethod
    def _privacy(cls, admin):
        """Return ids of a request whose places were found, of one that is done, and of a lead that wants no calls."""
        people = [
            ("Vũ Thị Bích Hạnh", "0977 123 401", "hanh@khach.example.vn"),
            ("Đặng Quốc Khánh", "0977 123 402", "khanh@khach.example.vn"),
        ]
        leads = cls.env["crm.lead"].create(
            [
                {"name": f"{name} hỏi giá", "contact_name": name, "phone": phone, "email_from": email, "type": "lead"}
                for name, phone, email in people
            ]
        )
        leads[0].message_post(body="Gọi chị Hạnh số 0977 123 401, hẹn thứ Ba")
        leads.write({"user_id": cls.people[0].id, "team_id": cls.mine.team_id.id})
        requests = cls.env["crm.lead.privacy.request"].with_user(admin)
        found, done = requests.create([{"name": n, "phone": p, "email": e, "note": "Gọi điện"} for n, p, e in people])
        found.action_find()
        done.action_find()
        done.action_erase()
        refusing = cls._new_leads(1)
        refusing.phone = "0977 123 403"
        refusing._l10n_vn_set_no_contact(("phone", "zalo"), "Xin đừng gọi nữa")
        cls.env["crm.lead.download"].with_user(admin)._note_download(
            "file", cls.env["crm.lead.import"].search([], limit=1)
        )
        return {"privacy_found": found.id, "privacy_done": done.id, "refusing": refusing.id}

    @classmethod
    def _recall(cls, leads, stage):
        """Return ids of a rule, of a lead that it recalled, and of a lead on which all badges show."""
        leads = leads.filtered("user_id")[-3:]
        rule, line = recall_some(cls.env, cls.mine.team_id, leads)
        busy = leads[1]
        busy.write({"stage_id": stage.id, "user_id": cls.people[0].id})
        busy._l10n_vn_write_proof(
            {
                "l10n_vn_recall_count": 2,
                "l10n_vn_recall_hold_until": fields.Date.today() + timedelta(days=20),
                "l10n_vn_known_kind": "customer",
                "l10n_vn_return_count": 2,
                "l10n_vn_trial_end": fields.Date.today() + timedelta(days=2),
            }
        )
        return {"recall_rule": rule.id, "recall": line.id, "busy": busy.id}

    @classmethod
    def _contact(cls):
        return cls.env["res.partner"].create(
            [
                {"name": "Công ty Cổ phần Thủy Tạ", "is_company": True, "vat": "0100109106"},
                {"name": cls.mine.contact_name, "phone": cls.mine.phone, "email": "ha@thuyta.example.vn"},
            ]
        )[1]

    @classmethod
    def _import(cls, admin):
        """Import a list with a row that cannot be read and one that needs a decision."""
        cls.env["crm.lead"].create(
            {"name": "Máy nén khí", "contact_name": "Nguyễn Văn An", "phone": "028 3822 1234", "type": "lead"}
        )
        rows = f"{LIST}\nTrần Thị Hà;028 3822 1234;;Công ty CP Đại Thành;TP.HCM;;"
        screen = (
            cls.env["base_import.import"]
            .with_user(admin)
            .create(
                {"res_model": "crm.lead", "file_name": "hội chợ.csv", "file_type": "text/csv", "file": rows.encode()}
            )
        )
        headings = [heading.lower() for heading in LIST.partition("\n")[0].split(";")]
        answer = screen.execute_import(
            ["contact_name", "phone", "email_from", "partner_name", "state_id", "user_id", "name"],
            headings,
            {
                "has_headers": True,
                "separator": ";",
                "quoting": '"',
                "encoding": "utf-8",
                "l10n_vn_hand_back": True,
                "l10n_vn_policy": "update_empty",
            },
        )
        return cls.env["crm.lead.import"].browse(answer["l10n_vn_import_id"])

    @classmethod
    def _rejected(cls):
        domain = cls.env["mail.alias.domain"].create({"name": ADDRESS.partition("@")[2]})
        cls.env.company.alias_domain_id = domain
        team = cls.mine.team_id
        team.write({"alias_name": "kinhdoanh", "alias_domain_id": domain.id})
        team.alias_id.alias_defaults = {"type": "lead", "team_id": team.id}
        for name in ("05_out_of_office", "12_newsletter"):
            cls.env["mail.thread"].message_process(False, (EMAILS / f"{name}.eml").read_bytes())
        return cls.env["crm.lead.mail.rejected"].search([], limit=1)

    @classmethod
    def _webhooks(cls, admin):
        """Return ids of web hooks and of a payload that is kept."""
        shop, _facebook, without_key = some_webhooks(cls.env, cls.mine.team_id, admin)
        payload = cls.env["crm.lead.webhook.payload"].search([], limit=1)
        return {"webhook": shop.id, "webhook_without_key": without_key.id, "payload": payload.id}

    @classmethod
    def _duplicates(cls, admin):
        """Return ids of a group of duplicates and of a merge, after which another group is left."""
        rows = [
            {"contact_name": "Nguyễn Thu Hường", "phone": "0987 111 222", "email_from": "huong@thuyta.example.vn"},
            {"contact_name": "Thu Hường", "phone": "0987 111 222", "user_id": cls.people[0].id, "city": "Huế"},
            {"contact_name": "Trần Văn Đức", "phone": "0987 333 444"},
            {"contact_name": "anh Đức", "phone": "0987 333 444", "user_id": cls.people[1].id},
        ]
        team = {"type": "lead", "team_id": cls.mine.team_id.id}
        cls.env["crm.lead"].create([{"name": f"{row['contact_name']} hỏi giá", **team, **row} for row in rows])
        search = cls.env["crm.lead.duplicate.search"].create({"is_full": True})
        while search._has_step():
            search._step(None)
        groups = cls.env["crm.lead.duplicate.group"].with_user(admin)
        found = groups.search([("model", "=", "crm.lead")], order="id DESC")
        merge = found[0].l10n_vn_merge(found[0]._get_records()[0].id)["merge_id"]
        return {"duplicates": found[1].id, "duplicate_merge": merge}

    @classmethod
    def _conversion(cls, admin, leads):
        record = cls.env["crm.lead.conversion"].with_user(admin)._open(leads, {})
        record._store_outcomes([], {}, len(leads) // 3)
        return record

    @classmethod
    def _new_leads(cls, count):
        return cls.env["crm.lead"].create(
            [
                {
                    "name": f"Đỗ Thanh Tùng hỏi giá lần {number}",
                    "type": "lead",
                    "contact_name": "Đỗ Thanh Tùng",
                    "phone": "0987 111 222",
                    "user_id": cls.people[0].id,
                    "team_id": cls.mine.team_id.id,
                    "stage_id": cls.mine.stage_id.id,
                }
                for number in range(1, count + 1)
            ]
        )

    @classmethod
    def _returning(cls):
        """Return an opportunity of two merged leads, which can be returned."""
        cls.mine.team_id.l10n_vn_requires_qualification = False
        leads = cls._new_leads(2)
        leads._l10n_vn_convert_leads({"deduplicate": True, "customer": "each_exist_or_create"})
        opportunity = leads.exists()
        opportunity.expected_revenue = 12_000_000
        cls.mine.team_id.l10n_vn_requires_qualification = True
        return opportunity

    @classmethod
    def _undone(cls, admin):
        leads = cls._new_leads(3)
        for number, lead in enumerate(leads):
            lead.write(
                {
                    "phone": f"0977 111 22{number}",
                    "contact_name": f"Ngô Văn {number}",
                    "l10n_vn_criterion_ids": cls.env["crm.lead.criterion"].search([]).ids,
                }
            )
        record = (
            cls.env["crm.lead.conversion"]
            .with_user(admin)
            ._open(leads, {"deduplicate": False, "customer": "each_exist_or_create"})
        )
        record._go_on()
        leads[1].action_set_lost()
        record.action_undo()
        return record
