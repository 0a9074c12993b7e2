"""What tests of sharing start from: a team with a rule, its members, and the working hours of the company."""

from odoo import Command

from ..common import ALL, MANAGER, LeadCase, person

# A Monday morning in Ho Chi Minh City.
MONDAY = "2027-01-18 02:00:00"
SATURDAY = "2027-01-23 02:00:00"
# In the holidays of the lunar new year.
TET = "2027-02-08 02:00:00"
AFTER_TET = "2027-02-15 02:00:00"


class SharingCase(LeadCase):
    """*An, Bình, Chi* are members of a team that shares in turn, *Mai* leads it; *Phát* works in marketing."""

    USERS = {
        "an": person("Nguyễn Văn An"),
        "binh": person("Trần Bình"),
        "chi": person("Lê Thị Chi"),
        "phat": person("Đỗ Phát", ALL),
        "manager": person("Phạm Mai", MANAGER, login="mai"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.resource_calendar_id = cls.hours = cls.new_hours()
        cls.env["resource.calendar.leaves"].create(
            {
                "name": "Tết Nguyên đán",
                "calendar_id": cls.hours.id,
                "company_id": cls.env.company.id,
                "date_from": "2027-02-03 17:00:00",
                "date_to": "2027-02-12 17:00:00",
            }
        )
        cls.team = cls.new_team(
            cls.an, cls.binh, cls.chi, use_leads=True, user_id=cls.manager.id, l10n_vn_share_method="turn"
        )
        cls.member_of = {member.user_id: member for member in cls.team.crm_team_member_ids}
        cls.hanoi, cls.danang = cls.env.ref("base.state_vn_VN-HN"), cls.env.ref("base.state_vn_VN-DN")

    @classmethod
    def new_hours(cls, days="01234", **values):
        """Create working hours from 8 to 17 o'clock on ``days`` (0 for Monday) in Vietnam."""
        return cls.env["resource.calendar"].create(
            {
                "name": "Giờ hành chính",
                "tz": "Asia/Ho_Chi_Minh",
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {"name": day, "dayofweek": day, "hour_from": 8, "hour_to": 17, "day_period": "morning"}
                        )
                        for day in days
                    ),
                ],
                **values,
            }
        )

    @classmethod
    def set_hours(cls, user, calendar):
        return cls.env["resource.resource"].create(
            {"name": user.name, "user_id": user.id, "calendar_id": calendar.id, "resource_type": "user"}
        )

    def arrive(self, count=1, user=None, **values):
        """Create leads without a salesperson."""
        vals = {"name": "Hỏi giá", "type": "lead", "user_id": False, "team_id": self.team.id, **values}
        leads = self.env["crm.lead"].with_user(user or self.env.user)
        return leads.create([{**vals, "name": f"Khách {number} hỏi giá"} for number in range(count)]).with_env(self.env)

    def counts(self, leads):
        return {user.name: len(of_user) for user, of_user in leads.grouped("user_id").items()}
