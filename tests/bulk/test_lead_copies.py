from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged, users

from ...models.bulk import create_leads, known_modules
from ..common import ALL, MANAGER, LeadCase, person

OWN = {"id", "create_date", "write_date", "date_open", "date_last_stage_update", "message_ids", "message_follower_ids"}
# The second lead of one row is of a person who is known by the first.
OWN |= {"l10n_vn_known_kind", "l10n_vn_return_count"}
PEOPLE = ["Nguyễn Thị Lan", "Trần Văn Hùng", "Lê Sơn", "Phạm Thị Mai", "Đặng Quốc Bảo", "Vũ Minh Đức", "Hồ Ngọc Hà"]


class BulkCase(LeadCase):
    USERS = {
        "lan": person("Nguyễn Thị Lan", ALL, email="lan@congty.vn"),
        "hung": person("Trần Văn Hùng", email="hung@congty.vn"),
        "manager": person("Phạm Mai", MANAGER, login="mai", email="mai@congty.vn"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["crm.team"].create({"name": "Kinh doanh miền Nam", "use_leads": True, "user_id": False})
        cls.env["crm.team.member"].create(
            [{"crm_team_id": cls.team.id, "user_id": user.id} for user in cls.lan + cls.hung + cls.manager]
        )
        cls.tags = cls.env["crm.tag"].create([{"name": "Hội chợ xuân"}, {"name": "Khách cũ giới thiệu"}])
        cls.vietnam, cls.hanoi = cls.env.ref("base.vn"), cls.env.ref("base.state_vn_VN-HN")
        cls.source = cls.env["utm.source"].create({"name": "Tờ rơi chợ Bến Thành"})

    def rows(self, count, **same):
        """Return rows of a list as a Vietnamese shop keeps it."""
        return [
            {
                "name": f"{PEOPLE[number % 7]} hỏi giá {number}",
                "contact_name": PEOPLE[number % 7],
                "type": "lead",
                "team_id": self.team.id,
                "user_id": False,
                "phone": ["0912 345 %03d", "+84 28 3822 %03d", "12%03d", ""][number % 4] % number
                if number % 4 < 3
                else "",
                "email_from": [f"khach{number}@gmail.com", "Chị Hoa <HOA@Congty.vn>", "không có", False][number % 4],
                "l10n_vn_phone2": f"0987 654 {number:03d}" if number % 3 else False,
                "country_id": self.vietnam.id if number % 5 else False,
                "state_id": self.hanoi.id if number % 5 == 1 else False,
                "street": f"{number} Lê Lợi",
                "website": f"cuahang{number % 3}.vn" if number % 2 else False,
                "expected_revenue": 1_500_000 * (number % 4),
                "description": f"<p>Cần tư vấn & báo giá {number % 6}</p>",
                "l10n_vn_external_id": f"KH{number}",
                "source_id": self.source.id if number % 2 else False,
                "tag_ids": [Command.set(self.tags[: number % 3].ids)],
                **same,
            }
            for number in range(count)
        ]

    def natively(self, rows, **context):
        with patch.object(
            type(self.env["crm.lead"]), "_l10n_vn_create_rows", lambda _self, create, vals_list: create(vals_list)
        ):
            return self.env["crm.lead"].with_context(**context).create(rows)

    def fast(self, rows):
        """Return the leads created from ``rows``, and how many of them were copied."""
        cls, copied = type(self.env["crm.lead"]), []
        copy = cls._l10n_vn_copy

        def count(model, originals, *others):
            copied.extend(originals)
            return copy(model, originals, *others)

        with patch.object(cls, "_l10n_vn_copy", count):
            return self.env["crm.lead"].create(rows), len(copied)

    def seen(self, leads):
        """Return all that is stored of each lead, as far as two leads from one row agree in it."""
        leads.env.flush_all()
        leads.env.invalidate_all()
        fields = [name for name, field in leads._fields.items() if field.store and name not in OWN]
        return [self.seen_values(lead, fields) | self.seen_chatter(lead) for lead in leads.sudo()]

    def seen_values(self, lead, fields):
        values = {name: lead[name].ids if lead._fields[name].relational else lead[name] for name in fields}
        return values | {"opened": bool(lead.date_open), "staged": bool(lead.date_last_stage_update)}

    def seen_chatter(self, lead):
        def text(value):
            return str(value or "").replace(f"res_id={lead.id}", "res_id=#").replace(f"crm.lead-{lead.id}", "#")

        return {
            "followers": sorted(
                (follower.partner_id.id, tuple(sorted(follower.subtype_ids.ids)))
                for follower in lead.message_follower_ids
            ),
            "messages": [
                (
                    text(message.body),
                    message.subject,
                    message.subtype_id.id,
                    message.author_id.id,
                    message.email_from,
                    message.message_type,
                    message.is_internal,
                    message.partner_ids.ids,
                    [
                        (value.field_id.name, value.old_value_char, value.new_value_char, value.new_value_integer)
                        for value in message.tracking_value_ids
                    ],
                    [
                        (note.res_partner_id.id, note.notification_type, note.notification_status)
                        for note in message.notification_ids
                    ],
                    [text(mail.body_html) for mail in message.mail_ids],
                )
                for message in lead.message_ids.sorted("id")
            ],
        }

    def assertSameLeads(self, rows, least_copied=1):
        expected = self.seen(self.natively([dict(row) for row in rows], mail_notify_force_send=False))
        leads, copied = self.fast([dict(row) for row in rows])
        self.assertGreaterEqual(copied, least_copied)
        self.assertEqual(leads.ids, sorted(leads.ids))
        for row, native, ours in zip(rows, expected, self.seen(leads), strict=True):
            unlike = {name: (native[name], ours[name]) for name in native if native[name] != ours[name]}
            self.assertFalse(unlike, row)


@tagged("post_install", "-at_install")
class TestBulkLikeNative(BulkCase):
    @users("lan", "mai")
    def test_copies_are_what_the_orm_creates(self):
        self.assertSameLeads(self.rows(80), 40)

    @users("mai")
    def test_whatever_is_typed_stays_as_it_is(self):
        typed = ['Quán "Bếp Nhà"', "D:\\ảnh\\mẫu", "{An, Bình}", "NULL", "'; DROP TABLE crm_lead; --"]
        typed += ["hai\ndòng", " , "]
        rows = self.rows(60)
        for number, row in enumerate(rows):
            row["street"] = row["l10n_vn_external_id"] = typed[number % len(typed)]
            row["name"] = f"{typed[number % len(typed)]} hỏi giá {number}"
        self.assertSameLeads(rows, 30)

    @users("lan", "mai")
    def test_salesperson_is_told_of_each_lead(self):
        rows = self.rows(22, user_id=self.hung.id) + self.rows(22, user_id=self.env.uid)
        self.assertSameLeads(rows, 15)

    @users("mai")
    def test_scores_where_leads_were_won_and_lost(self):
        stage = self.env["crm.stage"].search([("is_won", "=", False)], limit=1)
        self.env["crm.lead.scoring.frequency"].sudo().create(
            [
                {"variable": variable, "value": value, "won_count": won, "lost_count": lost, "team_id": team}
                for team in (False, self.team.id)
                for variable, value, won, lost in (
                    ("stage_id", str(stage.id), 20, 30),
                    ("phone_state", "correct", 15, 5),
                    ("phone_state", "incorrect", 2, 9),
                    ("email_state", "correct", 12, 8),
                )
            ]
        )
        self.assertSameLeads(self.rows(40), 10)

    @users("mai")
    def test_scores_of_more_leads_than_odoo_scores_at_a_time(self):
        customer = self.env["res.partner"].create({"name": "Công ty TNHH Hoa Sen"})
        rows = self.rows(2050, country_id=False, state_id=False, tag_ids=False, website=False)
        for row in rows[6::7]:
            row["partner_id"] = customer.id
        leads, copied = self.fast(rows)
        self.assertGreater(copied, 1500)
        odds = [(lead.automated_probability, lead.probability) for lead in leads]
        leads.unlink()
        natively = self.natively(rows)
        self.assertEqual(odds, [(lead.automated_probability, lead.probability) for lead in natively])
        self.assertGreater(len(set(odds)), 1)

    @users("lan")
    def test_leads_come_in_the_order_of_their_rows(self):
        rows = self.rows(40)
        leads, copied = self.fast(rows)
        self.assertTrue(copied)
        self.assertEqual(leads.mapped("name"), [row["name"] for row in rows])


@tagged("post_install", "-at_install")
class TestBulkByOrm(BulkCase):
    def assertByOrm(self, rows):
        leads, copied = self.fast(rows)
        self.assertEqual(copied, 0)
        self.assertEqual(leads.mapped("name"), [row["name"] for row in rows])
        return leads

    @users("mai")
    def test_customers_won_stages_and_set_probabilities(self):
        customer = self.env["res.partner"].create({"name": "Công ty TNHH Hoa Sen"})
        won = self.env["crm.stage"].search([("is_won", "=", True)], limit=1)
        for name, value in (("partner_id", customer.id), ("stage_id", won.id), ("probability", 42.0)):
            with self.subTest(name):
                leads = self.assertByOrm(self.rows(24, type="opportunity", **{name: value}))
                self.assertEqual(set(leads.mapped(name)), {value} if name == "probability" else set(leads[0][name]))

    @users("mai")
    def test_only_the_rows_that_need_it_go_to_the_orm(self):
        customer = self.env["res.partner"].create({"name": "Công ty TNHH Hoa Sen"})
        rows = self.rows(60)
        rows[7]["partner_id"] = customer.id
        leads, copied = self.fast(rows)
        self.assertGreater(copied, 20)
        self.assertEqual(leads.filtered("partner_id"), leads[7])

    @users("mai")
    def test_probability_preset_by_the_screen(self):
        leads = self.env["crm.lead"].with_context(default_probability=42.0).create(self.rows(40))
        self.assertEqual(set(leads.mapped("probability")), {42.0})

    @users("mai")
    def test_too_many_groups(self):
        self.assertByOrm(
            [{**row, "date_deadline": f"2030-01-{1 + place:02d}"} for place, row in enumerate(self.rows(24))]
        )

    @users("mai")
    def test_no_rows(self):
        self.assertFalse(self.env["crm.lead"].create([]))

    @users("mai")
    def test_few_rows(self):
        self.assertByOrm(self.rows(create_leads.MIN_ROWS - 1))

    @users("mai")
    def test_code_that_nobody_has_read(self):
        with patch.object(known_modules, "CORE", known_modules.CORE - {"crm"}):
            self.assertByOrm(self.rows(40))

    @users("mai")
    def test_patched_create(self):
        cls = type(self.env["crm.lead"])
        with patch.object(cls, "message_post", cls.message_post):
            self.assertByOrm(self.rows(40))


@tagged("post_install", "-at_install")
class TestBulkRights(BulkCase):
    @users("hung")
    def test_salesperson_creates_no_leads_for_others(self):
        rows = self.rows(40, user_id=self.lan.id)
        with self.assertRaises(AccessError):
            self.natively([dict(row) for row in rows])
        with self.assertRaises(AccessError):
            self.fast(rows)

    @users("hung")
    def test_copies_are_refused_by_a_rule_that_the_first_lead_passes(self):
        self.env["ir.rule"].sudo().create(
            {
                "name": "Không nhận khách tỉnh xa",
                "model_id": self.env["ir.model"].sudo()._get_id("crm.lead"),
                "domain_force": "[('street', '!=', '33 Lê Lợi')]",
            }
        )
        with self.assertRaises(AccessError):
            self.natively(self.rows(40))
        with self.assertRaises(AccessError):
            self.fast(self.rows(40))


@tagged("post_install", "-at_install")
class TestBulkSpeed(BulkCase):
    def queries(self, count):
        rows = self.rows(count)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        _leads, copied = self.fast(rows)
        self.env.flush_all()
        self.assertGreater(copied, count // 2)
        return self.env.cr.sql_log_count - before

    @users("lan")
    def test_creator_goes_on_without_asking_lead_by_lead(self):
        leads, copied = self.fast(self.rows(60))
        self.assertGreater(copied, 30)
        before = self.env.cr.sql_log_count
        known = [(lead.lead_properties, lead.tag_ids, lead.activity_ids, lead.message_ids.body) for lead in leads]
        self.assertEqual((len(known), self.env.cr.sql_log_count), (60, before))

    @users("lan")
    def test_queries_hardly_grow_with_the_rows(self):
        self.queries(100)
        few, many = self.queries(100), self.queries(400)
        self.assertLess(many, few * 1.2)
