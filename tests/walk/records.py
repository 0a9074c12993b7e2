"""Records that the walk shows: of each kind of the addon at least one, in Vietnamese."""

from odoo import fields
from odoo.tests import HttpCase

from ..common import ADDRESS, EMAILS

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
        cls.mine.write(
            {"l10n_vn_honorific": "chị", "partner_name": "Công ty TNHH Thủy Tạ", "l10n_vn_zalo": "0912345602"}
        )
        opportunity = cls.leads.filtered(lambda lead: lead.type == "opportunity" and lead.user_id == cls.people[0])[:1]
        open_leads = cls.leads.filtered(lambda lead: lead.type == "lead" and lead.active)
        cls.ids = {
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
            "criterion": cls.env.ref("l10n_vn_crm.crm_lead_criterion_budget").id,
            "stage": cls.env.ref("l10n_vn_crm.crm_stage_trial").id,
        }
        cls.env.flush_all()

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
    def _conversion(cls, admin, leads):
        record = cls.env["crm.lead.conversion"].with_user(admin)._open(leads, {})
        record._store_outcomes([], {}, len(leads) // 3)
        return record
