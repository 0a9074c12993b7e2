"""A company whose call centre, app and web site call the verbs: two salespeople, a manager, a second company."""

from ..common import MANAGER, LeadCase, person

NO_ERROR = {"code": "", "field": "", "message": ""}


class VerbsCase(LeadCase):
    USERS = {
        "lan": person("Nguyễn Thị Lan", email="lan@saomai.example.vn"),
        "hung": person("Trần Văn Hùng", email="hung@saomai.example.vn"),
        "manager": person("Phạm Mai", MANAGER, login="mai"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.new_team(cls.lan, cls.hung, cls.manager, l10n_vn_lead_stages=True)
        cls.other = cls.env["res.company"].create({"name": "Công ty Biển Xanh"})

    @classmethod
    def new_leads(cls, count=1, **values):
        return cls.env["crm.lead"].create(
            [
                {
                    "name": f"Chị Hoa hỏi giá {number}",
                    "contact_name": f"Lê Thị Hoa {number}",
                    "phone": f"0903 123 {number:03}",
                    "type": "lead",
                    "user_id": False,
                    "team_id": cls.team.id,
                    **values,
                }
                for number in range(count)
            ]
        )

    def outcomes(self, answers):
        return [answer["outcome"] for answer in answers]
