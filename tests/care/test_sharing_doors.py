from freezegun import freeze_time
from odoo.tests import tagged, users

from ..common import MailCase, letter
from ..importing.test_ledger import FIELDS, HEADINGS, ImportCase
from .sharing import MONDAY, SATURDAY, SharingCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestDoors(SharingCase):
    @users("an")
    def test_own_lead_in_the_form_stays(self):
        leads = self.env["crm.lead"]
        vals = {"name": "Khách của tôi", "type": "lead", "team_id": self.team.id, "user_id": self.an.id}
        [saved] = leads.web_save(vals, {"user_id": {}})
        self.assertEqual(leads.browse(saved["id"]).user_id, self.an)

    @users("an")
    def test_form_without_a_salesperson_ends_well(self):
        leads = self.env["crm.lead"]
        for number in range(3):
            vals = {"name": f"Để đội chia {number}", "type": "lead", "team_id": self.team.id, "user_id": False}
            [saved] = leads.web_save(vals, {"name": {}, "user_id": {}})
            self.assertEqual(saved["name"], vals["name"])
            owner = leads.sudo().browse(saved["id"]).user_id
            self.assertTrue(owner)
            self.assertEqual(saved["user_id"], owner == self.an and self.an.id, "only what he may read is shown")

    @users("mai")
    def test_form_shows_a_manager_who_got_it(self):
        vals = {"name": "Để đội chia", "type": "lead", "team_id": self.team.id, "user_id": False}
        [saved] = self.env["crm.lead"].web_save(vals, {"user_id": {}})
        self.assertIn(saved["user_id"], self.team.member_ids.ids)

    @users("phat")
    def test_program_that_names_nobody(self):
        vals = {"name": "Từ phần mềm gọi", "type": "lead", "team_id": self.team.id}
        lead = self.env["crm.lead"].create(vals)
        self.assertIn(lead.user_id, self.team.member_ids)
        self.assertEqual(self.env["crm.lead"].create({**vals, "user_id": self.phat.id}).user_id, self.phat)

    @users("an")
    def test_member_who_names_nobody(self):
        lead = self.env["crm.lead"].create({"name": "Khách tôi gặp", "type": "lead", "team_id": self.team.id})
        self.assertEqual(lead.user_id, self.an)

    @users("mai")
    def test_load_of_a_manager(self):
        result = self.env["crm.lead"].load(
            ["name", "phone", "team_id/.id"], [[f"Khách {n}", f"091234567{n}", str(self.team.id)] for n in range(6)]
        )
        leads = self.env["crm.lead"].browse(result["ids"])
        self.assertEqual(sorted(self.counts(leads).values()), [2, 2, 2])

    @users("an")
    def test_load_of_a_salesperson(self):
        rows = [[f"Khách {n}", str(self.team.id), ""] for n in range(6)]
        result = self.env["crm.lead"].load(["name", "team_id/.id", "user_id"], rows)
        self.assertEqual(len(result["ids"]), 6, "though An does not see what the others got")
        self.assertEqual(sorted(self.counts(self.env["crm.lead"].sudo().browse(result["ids"])).values()), [2, 2, 2])
        self.assertEqual(self.env["crm.lead"].browse(result["ids"])._filtered_access("read").user_id, self.an)

    @users("an")
    def test_cards_that_go_to_others_keep_their_files(self):
        batch = self.env["crm.lead.card.batch"].create(
            {"text": "Nguyễn Thị Hoa\nM: 0912 345 678", "team_id": self.team.id, "user_id": False}
        )
        batch.action_read()
        photo = self.env["ir.attachment"].create({"name": "danh thiếp.png", "raw": b"png"})
        batch.card_ids.attachment_ids = photo
        for user in (self.an, self.binh):
            self.member_of[user].sudo().l10n_vn_away_until = "2027-01-31"
        self.assertEqual(batch.action_create()["domain"], [("id", "in", [])])
        lead = self.env["crm.lead"].sudo().search([("phone_sanitized", "=", "+84912345678")])
        self.assertEqual(lead.user_id, self.chi)
        self.assertEqual(photo.sudo().res_id, lead.id)

    @users("phat")
    def test_contacts_of_who_is_no_salesperson(self):
        contact = self.env["res.partner"].sudo().create({"name": "Chị Thu", "phone": "0987654321"}).sudo(False)
        self.env["ir.default"].sudo().set("crm.lead", "team_id", self.team.id)
        action = contact.action_l10n_vn_create_leads()
        self.assertIn(self.env["crm.lead"].browse(action["res_id"]).user_id, self.team.member_ids)

    def test_copy_of_a_free_lead(self):
        with freeze_time(SATURDAY):
            lead = self.arrive()
        copied = lead.copy()
        self.assertTrue(copied.user_id)
        self.assertFalse(copied.l10n_vn_unshared_since)
        self.assertEqual(copied.copy().user_id, copied.user_id)

    def test_web_form_of_a_visitor(self):
        leads = self.env["crm.lead"].with_user(self.env.ref("base.public_user")).sudo()
        lead = leads.create({"name": "Hỏi giá trên web", "type": "lead", "team_id": self.team.id, "user_id": False})
        self.assertIn(lead.user_id, self.team.member_ids)


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestMails(MailCase, SharingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        sharing = cls.new_team(cls.an, cls.binh, cls.chi, use_leads=True, user_id=cls.manager.id)
        cls.member_of = {member.user_id: member for member in sharing.crm_team_member_ids}
        sharing.l10n_vn_share_method = "turn"
        sharing.write({"alias_name": "chiaso", "alias_domain_id": cls.domain.id, "l10n_vn_join_mails": True})
        sharing.alias_id.alias_defaults = {"type": "lead", "team_id": sharing.id}
        cls.team = sharing
        cls.address = "chiaso@congty-mau.example.vn"

    def mail(self, sender, **headers):
        return self.receive(letter("Cho tôi hỏi giá lô hàng này.", sender=sender, to=self.address, **headers))

    def test_mails_go_in_turn(self):
        names = ("Khoa", "Minh", "Thảo")
        leads = [self.mail(f"{name} <khach{n}@hoasen{n}.vn>") for n, name in enumerate(names)]
        self.assertEqual({lead.user_id for lead in leads}, {self.an, self.binh, self.chi})

    def test_mail_at_the_weekend_waits_and_does_not_go_to_the_leader(self):
        with freeze_time(SATURDAY):
            lead = self.mail("Khoa <khoa@hoasen.vn>")
        self.assertEqual(lead.team_id, self.team)
        self.assertFalse(lead.user_id)

    def test_alias_with_a_salesperson(self):
        self.team.alias_id.alias_defaults = {"type": "lead", "team_id": self.team.id, "user_id": self.chi.id}
        self.assertEqual(self.mail("Khoa <khoa@hoasen.vn>").user_id, self.chi)

    def test_customer_of_a_salesperson(self):
        self.env["res.partner"].create({"name": "Khoa", "email": "khoa@hoasen.vn", "user_id": self.binh.id})
        self.assertEqual(self.mail("Khoa <khoa@hoasen.vn>").user_id, self.binh)


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestImports(ImportCase, SharingCase):
    USERS = SharingCase.USERS

    def rows(self, count):
        return [[f"Khách {number}", f"0912{number:06}", "", ""] for number in range(count)]

    def import_as(self, user, rows, **options):
        robot = self.env
        self.env = robot(user=user, context=dict(robot.context, default_team_id=self.team.id))
        record, answer = self.run_import(rows, "skip", **options)
        self.env = robot
        return record.with_env(robot), answer

    def test_list_of_a_manager_is_shared_and_each_told_once(self):
        before = self.env["mail.message"].search([], order="id DESC", limit=1).id
        record, answer = self.import_as(self.manager, self.rows(60), limit=20)
        while answer["nextrow"]:
            robot, self.env = self.env, self.env(user=self.manager)
            answer = record.with_user(self.manager)._l10n_vn_answer_screen(20, answer["nextrow"])
            self.env = robot
        self.assertEqual((record.state, record.created_count), ("done", 60))
        self.assertEqual(sorted(self.counts(record.lead_ids).values()), [20, 20, 20])
        told = self.env["mail.message"].search(
            [("id", ">", before), ("partner_ids", "in", self.team.member_ids.partner_id.ids)]
        )
        self.assertEqual(told.partner_ids, self.team.member_ids.partner_id)
        self.assertEqual(len(told), 3)
        self.assertIn("20", told[0].subject)

    def test_salesperson_loses_sight_of_leads_and_the_screen_ends_well(self):
        rows = [[*row, ""] for row in self.rows(30)]
        fields, headings = [*FIELDS, "user_id"], [*HEADINGS, "Nhân viên"]
        record, answer = self.import_as(self.an, rows, fields=fields, headings=headings)
        self.assertEqual((record.state, record.created_count, len(answer["ids"])), ("done", 30, 30))
        self.assertFalse(answer["messages"])
        mine = self.env["crm.lead"].with_user(self.an).search([("l10n_vn_import_id", "=", record.id)])
        self.assertEqual(len(mine), 10)
        self.assertTrue(record.with_user(self.an).read())
        record.with_user(self.an).action_undo()
        self.assertEqual((record.state, record.removed_count, record.kept_count), ("undone", 30, 0))

    def test_leads_that_waited_are_undone_too(self):
        with freeze_time(SATURDAY):
            record, _answer = self.import_as(self.manager, self.rows(6))
        self.assertFalse(record.lead_ids.user_id)
        self.env.cr.execute("UPDATE crm_lead_import SET create_date = create_date - interval '1 hour'")
        self.env["crm.lead"]._l10n_vn_cron_share()
        self.assertEqual(len(record.lead_ids.user_id), 3)
        record.with_user(self.manager).action_undo()
        self.assertEqual(record.removed_count, 6)

    def test_test_of_the_screen_counts_no_turns(self):
        self.import_as(self.manager, self.rows(4), dryrun=True)
        self.assertFalse(self.env["crm.lead.share"].search([("team_id", "=", self.team.id)]))

    def test_choices_of_the_ledger_win(self):
        record, _answer = self.import_as(self.manager, self.rows(9))
        record.with_user(self.manager)._l10n_vn_assign_created(self.chi, self.team, self.env["utm.campaign"])
        self.assertEqual(record.lead_ids.user_id, self.chi)

    def test_background(self):
        self.env["ir.config_parameter"].set_param("l10n_vn_crm.import_background_above", "3")
        record, _answer = self.import_as(self.manager, self.rows(12), l10n_vn_background="auto")
        self.assertEqual(record.state, "waiting")
        with self.enter_registry_test_mode():
            self.env.ref("l10n_vn_crm.crm_lead_import_cron").method_direct_trigger()
        self.assertEqual(record.state, "done")
        self.assertEqual(sorted(self.counts(record.lead_ids).values()), [4, 4, 4])
        self.assertFalse(self.env["crm.lead.share"].search([("is_untold", "=", True)]))
