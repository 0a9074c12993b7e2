"""Undo of a conversion: the opportunity becomes the lead that it was, with the leads that were merged into it."""

from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from ..screens import ScreenCase, seen
from .test_mass_conversion import MassCase


class ReturnCase(MassCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.consulting = cls.env.ref("l10n_vn_crm.crm_stage_consulting")
        cls.call = cls.env.ref("mail.mail_activity_data_call")

    def convert(self, lead, user=None, **values):
        """Convert ``lead`` in the window of one lead, as ``user``."""
        self.open_wizard(lead, user or self.lan, **{"action": "create", **values}).action_apply()
        lead.invalidate_recordset()
        return lead

    def hoa_lead(self, **values):
        known = {
            "contact_name": "Phạm Thu Hoa",
            "partner_name": "Công ty TNHH Hoa Sen",
            "phone": "0912 345 678",
            "email_from": "hoa@hoasen.example.vn",
            "stage_id": self.consulting.id,
        }
        return self.new_lead(**known | values)

    def give_back(self, leads, user=None, **values):
        """Undo the conversion of ``leads`` as ``user``; return the answers."""
        answers = leads.with_user(user or self.lan).l10n_vn_return_to_lead(**values)
        leads.invalidate_recordset()
        return answers

    def texts(self, lead):
        return " ".join(lead.message_ids.mapped("body"))


@tagged("post_install", "-at_install")
class TestReturnToLead(ReturnCase):
    def test_the_lead_is_what_it_was_and_its_customer_is_gone(self):
        lead = self.hoa_lead(expected_revenue=5_000_000)
        before = lead.read(["stage_id", "user_id", "team_id", "phone", "email_from", "contact_name", "partner_name"])
        self.convert(
            lead,
            user_id=self.hung.id,
            force_assignment=True,
            l10n_vn_expected_revenue=90_000_000,
            l10n_vn_stage_id=self.stages[1].id,
        )
        customer = lead.partner_id + lead.partner_id.parent_id
        self.assertEqual(len(customer), 2)
        self.assertEqual((lead.type, lead.user_id, lead.expected_revenue), ("opportunity", self.hung, 90_000_000))
        [answer] = self.give_back(lead, self.hung, reason="Chuyển nhầm, khách chưa quyết")
        self.assertEqual(answer["is_back"], True, answer)
        self.assertEqual(
            lead.read(["stage_id", "user_id", "team_id", "phone", "email_from", "contact_name", "partner_name"]), before
        )
        self.assertEqual((lead.type, lead.date_conversion, lead.expected_revenue), ("lead", False, 5_000_000))
        self.assertFalse(customer.exists())
        self.assertIn("Chuyển nhầm, khách chưa quyết", self.texts(lead))
        self.assertIn(self.hung.partner_id, lead.message_ids.author_id)
        [again] = self.give_back(lead, self.lan)
        self.assertEqual(again["is_back"], False)

    def test_properties_of_its_team_are_back(self):
        self.team.member_ids -= self.hung
        other = self.new_team(
            self.hung, use_leads=True, use_opportunities=True, l10n_vn_lead_stages=True, name="Khách lớn"
        )
        for team, name, title in ((self.team, "nganh", "Ngành hàng"), (other, "quy_mo", "Quy mô")):
            team.lead_properties_definition = [{"name": name, "type": "char", "string": title}]
        lead, untouched = self.hoa_lead(team_id=self.team.id), self.new_lead("Anh Tâm", contact_name="Trần Tâm")
        for one in lead + untouched:
            one.lead_properties = {"nganh": "Phần mềm"}
        self.convert(untouched)
        self.convert(lead, user_id=self.hung.id, team_id=other.id, force_assignment=True)
        self.assertEqual(lead.team_id, other)
        self.assertNotIn("nganh", dict(lead.lead_properties))
        self.give_back(lead + untouched, self.mai)
        for one in lead + untouched:
            self.assertEqual((one.team_id, dict(one.lead_properties)), (self.team, {"nganh": "Phần mềm"}))

    def test_properties_that_were_changed_since_stay(self):
        self.team.lead_properties_definition = [{"name": "nganh", "type": "char", "string": "Ngành hàng"}]
        lead = self.hoa_lead(team_id=self.team.id)
        lead.lead_properties = {"nganh": "Phần mềm"}
        self.convert(lead)
        lead.lead_properties = {"nganh": "Đào tạo"}
        self.give_back(lead)
        self.assertEqual(dict(lead.lead_properties), {"nganh": "Đào tạo"})

    def test_properties_of_separated_leads_are_back(self):
        self.team.lead_properties_definition = [
            {"name": name, "type": "char", "string": name} for name in ("nganh", "quy_mo")
        ]
        first, second = self.hoa_lead(team_id=self.team.id), self.hoa_lead(team_id=self.team.id, name="Hỏi lại")
        first.lead_properties = {"nganh": "Phần mềm", "quy_mo": False}
        second.lead_properties = {"nganh": "Đào tạo", "quy_mo": "50 người"}
        before = {lead: dict(lead.lead_properties) for lead in first + second}
        kept = (first + second)._merge_opportunity()
        kept.with_user(self.mai).l10n_vn_separate_merged()
        self.env.invalidate_all()
        self.assertEqual({lead: dict(lead.lead_properties) for lead in first + second}, before)

    def test_what_was_changed_since_stays(self):
        lead = self.convert(self.hoa_lead(), l10n_vn_expected_revenue=90_000_000)
        lead.write({"expected_revenue": 70_000_000, "phone": "+84 988 777 666"})
        [preview] = lead.with_user(self.lan).l10n_vn_preview_return()
        self.assertTrue(preview["stays"])
        self.give_back(lead)
        self.assertEqual((lead.type, lead.expected_revenue), ("lead", 70_000_000))
        self.assertEqual(lead.phone, "+84 988 777 666")

    def test_merged_leads_are_separated_with_what_was_theirs(self):
        tag, other_tag = self.env["crm.tag"].create([{"name": "Nóng"}, {"name": "Hội chợ"}])
        lead = self.hoa_lead(tag_ids=tag.ids)
        twin = self.hoa_lead(
            name="Hoa hỏi lại", user_id=self.hung.id, tag_ids=other_tag.ids, description="<p>Thích màu xanh</p>"
        )
        twin.l10n_vn_criterion_ids = self.env["crm.lead.criterion"].search([], limit=1)
        twin.message_post(body="Khách gọi lại", subject="Gọi", message_type="comment")
        twin.message_subscribe(self.mai.partner_id.ids)
        activity = twin.activity_schedule("mail.mail_activity_data_call", user_id=self.hung.id)
        file = self.env["ir.attachment"].create(
            {"name": "Bản vẽ.pdf", "res_model": "crm.lead", "res_id": twin.id, "raw": b"x"}
        )
        meeting = self.env["calendar.event"].create(
            {"name": "Gặp chị Hoa", "start": "2026-12-01 02:00", "stop": "2026-12-01 03:00", "opportunity_id": twin.id}
        )
        self.env["ir.model.data"].create({"module": "nhap", "name": "hoa", "model": "crm.lead", "res_id": twin.id})
        self.env.flush_all()
        names = [
            name for name, field in twin._fields.items() if field.store and field.type not in ("one2many", "many2one")
        ]
        before = twin.read(names)
        messages, followers = twin.message_ids, twin.message_partner_ids
        subjects, names_of = messages.mapped("subject"), {one.id: one.name for one in lead + twin}
        self.mass_convert(lead + twin, self.mai, user_ids=[Command.set(self.lan.ids)])
        self.assertEqual(len((lead + twin).exists()), 1)
        kept = (lead + twin).exists()
        gone = lead + twin - kept
        self.assertEqual(kept.tag_ids, tag + other_tag)
        [preview] = kept.with_user(self.lan).l10n_vn_preview_return()
        self.assertIn(names_of[gone.id], " ".join(preview["back"]))
        [answer] = self.give_back(kept)
        self.assertTrue(answer["is_back"], answer)
        self.assertEqual((lead + twin).exists(), lead + twin)
        self.assertEqual(set((lead + twin).mapped("type")), {"lead"})
        self.assertEqual((lead.tag_ids, twin.tag_ids), (tag, other_tag))
        skipped = {"write_date", "message_ids", "duration_tracking", "__last_update"}
        after = twin.read(names)
        self.assertEqual(
            {name: value for name, value in after[0].items() if name not in skipped},
            {name: value for name, value in before[0].items() if name not in skipped},
        )
        self.assertTrue(messages <= twin.message_ids)
        self.assertEqual(messages.mapped("subject"), subjects)
        self.assertEqual(twin.message_partner_ids, followers)
        self.assertEqual((twin.activity_ids, activity.res_name), (activity, twin.name))
        self.assertEqual((file.res_id, file.name), (twin.id, "Bản vẽ.pdf"))
        self.assertEqual(meeting.opportunity_id, twin)
        self.assertEqual(self.env.ref("nhap.hoa"), twin)
        self.assertEqual(len(twin.l10n_vn_criterion_ids), 1)
        self.assertEqual((lead.user_id, twin.user_id), (self.lan, self.hung))

    def test_customers_that_others_use_stay(self):
        uses = {
            "lead": lambda one: self.new_lead(partner_id=one.id),
            "follower": lambda one: self.env["res.partner"].create({"name": "Kho"}).message_subscribe(one.ids),
            "message": lambda one: self.team.message_post(body="Chào", author_id=one.id),
            "tag": lambda one: self.env["calendar.event"].create(
                {"name": "Họp", "start": "2026-12-01 02:00", "stop": "2026-12-01 03:00", "partner_ids": one.ids}
            ),
            "login": lambda one: self.env["res.users"].create({"login": "hoa.sen", "partner_id": one.id}),
            "file": lambda one: self.env["ir.attachment"].create(
                {"name": "CCCD", "res_model": one._name, "res_id": one.id}
            ),
        }
        for name, use in uses.items():
            with self.subTest(use=name):
                lead = self.convert(self.hoa_lead(name=f"Hoa {name}", phone=False, email_from=False))
                customer = lead.partner_id
                use(customer)
                self.env.flush_all()
                if name == "file":
                    self.env.cr.execute(
                        "UPDATE ir_attachment SET create_date = create_date + interval '1 hour' WHERE name = 'CCCD'"
                    )
                [answer] = self.give_back(lead)
                self.assertTrue(answer["is_back"])
                self.assertTrue(customer.exists())
                self.assertIn(customer.display_name, " ".join(answer["reasons"]))
                self.assertFalse(lead.partner_id)

    def test_customer_that_was_there_before_stays(self):
        customer = self.env["res.partner"].create({"name": "Phạm Thu Hoa", "email": "hoa@hoasen.example.vn"})
        lead = self.convert(self.hoa_lead(), action="exist", partner_id=customer.id)
        self.assertEqual(lead.partner_id, customer)
        self.give_back(lead)
        self.assertEqual((lead.type, lead.partner_id), ("lead", self.env["res.partner"]))
        self.assertTrue(customer.exists())
        self.assertEqual(lead.contact_name, "Phạm Thu Hoa")

    def test_two_leads_of_one_new_customer(self):
        leads = self.hoa_lead() + self.hoa_lead(name="Hoa mua thêm")
        self.mass_convert(leads, self.lan, deduplicate=False)
        customer = leads.partner_id
        self.assertEqual(len(customer), 1)
        self.give_back(leads[0])
        self.assertTrue(customer.exists(), "the other opportunity has it")
        self.assertEqual(leads[1].partner_id, customer)
        self.give_back(leads[1])
        self.assertFalse(customer.exists())

    def test_converted_by_a_plain_write(self):
        lead = self.hoa_lead(user_id=self.hung.id)
        lead.with_user(self.hung).write({"type": "opportunity", "stage_id": self.stages[1].id})
        [preview] = lead.with_user(self.hung).l10n_vn_preview_return()
        self.assertFalse(preview["refusals"])
        [answer] = self.give_back(lead, self.hung)
        self.assertTrue(answer["is_back"], answer)
        self.assertEqual((lead.type, lead.stage_id), ("lead", self.consulting))

    def test_who_may(self):
        lead = self.convert(self.hoa_lead())
        with self.assertRaises(AccessError):
            self.give_back(lead, self.hung)
        free = self.convert(self.hoa_lead(name="Chung", phone=False, email_from=False))
        free.user_id = False
        [answer] = self.give_back(free, self.lan)
        self.assertFalse(answer["is_back"], "it is nobody's")
        lead.action_set_won()
        self.assertFalse(self.give_back(lead, self.lan)[0]["is_back"])
        self.assertTrue(self.give_back(lead, self.mai)[0]["is_back"])
        self.assertEqual((lead.type, lead.stage_id, lead.won_status), ("lead", self.consulting, "pending"))
        late = self.convert(self.hoa_lead(name="Muộn", phone=False, email_from=False, contact_name="Lê Muộn"))
        with freeze_time(fields.Datetime.now() + timedelta(days=8)):
            self.assertFalse(self.give_back(late, self.lan)[0]["is_back"])
            self.assertTrue(self.give_back(late, self.mai)[0]["is_back"])
        direct = self.new_lead(type="opportunity")
        self.assertFalse(self.give_back(direct, self.mai)[0]["is_back"])

    def test_bought_by_mistake(self):
        lead = self.hoa_lead()
        lead.with_user(self.lan).stage_id = self.env.ref("l10n_vn_crm.crm_stage_bought")
        self.assertEqual((lead.type, lead.won_status), ("opportunity", "won"))
        self.assertTrue(self.give_back(lead, self.mai)[0]["is_back"])
        self.assertEqual((lead.type, lead.stage_id, lead.won_status), ("lead", self.consulting, "pending"))
        self.assertFalse(lead.partner_id)

    def test_converted_before_snapshots(self):
        lead = self.convert(self.hoa_lead())
        self.env["crm.lead.snapshot"].search([]).unlink()
        [preview] = lead.with_user(self.lan).l10n_vn_preview_return()
        self.assertTrue(preview["stays"])
        self.assertTrue(self.give_back(lead)[0]["is_back"])
        self.assertEqual((lead.type, lead.user_id), ("lead", self.lan))
        self.assertIn(lead.stage_id.l10n_vn_applies_to, ("lead", "both"))
        self.assertTrue(lead.partner_id)


@tagged("post_install", "-at_install")
class TestUndoMassConversion(ReturnCase):
    def undo(self, record, user=None):
        record.with_user(user or self.mai).action_undo()
        self.env.invalidate_all()
        return {line.lead_number: line for line in record.line_ids}

    def test_every_lead_is_told(self):
        leads = self.people(12, user_id=self.lan.id, stage_id=self.consulting.id)
        leads[1].phone = leads[0].phone
        there = self.new_lead(type="opportunity", phone=leads[2].phone, contact_name=leads[2].contact_name)
        record = self.mass_convert(leads, self.mai, user_ids=[Command.set(self.hung.ids)], force_assignment=True)
        self.assertEqual((record.converted_count, record.merged_count), (10, 2))
        opportunities = leads.exists().filtered(lambda lead: lead.type == "opportunity")
        customers = opportunities.partner_id + opportunities.partner_id.parent_id
        won = opportunities[-1]
        self.env["res.partner"].create({"name": "Kế toán", "parent_id": won.partner_id.parent_id.id})
        lost = opportunities[-2]
        lost.action_set_lost()
        lines = self.undo(record)
        self.assertEqual(record.state, "undone")
        self.assertEqual((record.returned_count, record.kept_count), (11, 1))
        self.assertEqual(lines[lost.id].outcome, "kept")
        self.assertTrue(lines[lost.id].reason)
        self.assertEqual(leads.exists(), leads)
        back = leads - lost
        self.assertEqual((set(back.mapped("type")), back.user_id, back.stage_id), ({"lead"}, self.lan, self.consulting))
        self.assertEqual((there.type, there.contact_name), ("opportunity", leads[2].contact_name))
        self.assertEqual(
            customers.exists(),
            (
                won.partner_id
                + lost.partner_id
                + customers.filtered(lambda one: one.id in (lost.partner_id.parent_id + won.partner_id.parent_id).ids)
            ).exists()
            | customers.exists(),
        )
        with self.assertRaises(UserError):
            record.action_undo()

    def test_in_the_background_after_a_crash(self):
        leads = self.people(30, user_id=self.lan.id)
        record = self.mass_convert(leads, self.mai)
        with (
            patch("odoo.addons.l10n_vn_crm.models.conversion.crm_lead_conversion_undo.AT_ONCE", 10),
            patch("odoo.addons.l10n_vn_crm.models.conversion.crm_lead_conversion.BACKGROUND_CHUNK", 7),
        ):
            record.action_undo()
            self.assertEqual(record.state, "undoing")
            record.sudo(False)._undo_step(7)
            self.assertEqual(record.undo_position, 7)
            with self.enter_registry_test_mode():
                self.env.ref("l10n_vn_crm.crm_lead_conversion_cron").method_direct_trigger()
        self.assertEqual((record.state, record.returned_count, record.undo_position), ("undone", 30, 30))
        self.assertEqual(set(leads.mapped("type")), {"lead"})
        self.assertFalse(leads.partner_id)

    def test_who_may_undo_it(self):
        record = self.mass_convert(self.people(3, user_id=self.lan.id), self.lan)
        with self.assertRaises(AccessError):
            record.with_user(self.hung).action_undo()
        with freeze_time(fields.Datetime.now() + timedelta(days=8)), self.assertRaises(UserError):
            record.with_user(self.lan).action_undo()
        self.undo(record, self.lan)
        self.assertEqual(record.returned_count, 3)

    def test_queries_of_snapshots_and_undo_grow_by_batches_only(self):
        counts = {}
        for size in (50, 300):
            leads = self.people(size, name=f"Đợt {size}", user_id=self.lan.id)
            for place, lead in enumerate(leads):
                lead.email_from = f"dot{size}.{place}@example.vn"
                lead.phone = f"+84 9{size // 50:02d} {place // 100:03d} {place % 100:02d}0"
            for lead, twin in zip(leads[: size // 5], leads[-size // 5 :], strict=True):
                twin.phone = lead.phone
            record = self.mass_convert(leads, self.mai)
            self.env.cr.flush()
            self.env.invalidate_all()
            started = self.env.cr.sql_log_count
            with patch("odoo.addons.l10n_vn_crm.models.conversion.crm_lead_conversion_undo.AT_ONCE", 500):
                record.action_undo()
            self.env.cr.flush()
            counts[size] = self.env.cr.sql_log_count - started
            self.assertEqual((record.returned_count, record.kept_count), (size, 0))
        self.assertLess(counts[300] - counts[50], 50, counts)

    def test_snapshots_are_nobodys_and_end(self):
        self.convert(self.hoa_lead())
        snapshots = self.env["crm.lead.snapshot"].search([])
        for user in (self.lan, self.mai):
            with self.assertRaises(AccessError):
                snapshots.with_user(user).read(["before"])
        self.env["crm.lead.snapshot"]._gc_snapshots()
        self.assertTrue(snapshots.exists())
        with freeze_time(fields.Datetime.now() + timedelta(days=91)):
            self.env["crm.lead.snapshot"]._gc_snapshots()
        self.assertFalse(snapshots.exists())

    def test_snapshots_of_deleted_leads_go_at_once(self):
        first, second, third, fourth = (self.hoa_lead(name=f"Chị Hoa {number}") for number in range(4))
        left = ((first + second)._merge_opportunity() + third)._merge_opportunity()
        snapshots, heads = self.env["crm.lead.snapshot"], (first + second + third).ids
        self.convert(fourth, name="convert")
        fourth.unlink()
        snapshots._gc_snapshots()
        self.assertFalse(snapshots.search([("head_number", "=", fourth.id)]))
        self.assertEqual(len(snapshots.search([("head_number", "in", heads), ("kind", "=", "merged")])), 2)
        left.unlink()
        snapshots._gc_snapshots()
        snapshots._gc_snapshots()
        self.assertFalse(snapshots.search([("head_number", "in", heads)]))

    def test_merge_of_the_dialog_and_attaching_are_separated(self):
        lead, other = self.hoa_lead(), self.hoa_lead(name="Hoa lần 2", phone="0977 123 123")
        merged = (lead + other).with_user(self.mai)._merge_opportunity()
        gone = (lead + other) - merged
        self.assertFalse(gone.exists())
        self.assertTrue(merged.l10n_vn_has_merged)
        answer = merged.with_user(self.mai).l10n_vn_separate_merged("Hai người khác nhau")
        self.assertEqual((answer["is_back"], answer["merged_ids"]), (True, gone.ids))
        self.assertIn("Hai người khác nhau", self.texts(merged))
        deal = self.new_lead("Cơ hội cũ", type="opportunity", stage_id=self.stages[0].id)
        gone._l10n_vn_attach(deal)
        self.assertFalse(gone.exists())
        self.assertTrue(deal.contact_name)
        answer = deal.with_user(self.lan).l10n_vn_separate_merged()
        self.assertTrue(answer["is_back"], answer)
        self.assertTrue(gone.exists())
        self.assertEqual((deal.type, deal.contact_name), ("opportunity", False))
        self.assertEqual(
            self.env["crm.lead"]._l10n_vn_undo_merge(gone.ids).keys(), set(gone.ids), "nothing is stored now"
        )

    def test_dialog_shows_and_does(self):
        lead = self.convert(self.hoa_lead())
        wizard = (
            self.env["crm.lead.return"]
            .with_user(self.lan)
            .with_context(active_model="crm.lead", active_id=lead.id, active_ids=lead.ids)
            .create({"reason": "Nhầm"})
        )
        self.assertEqual((wizard.mode, wizard.refusals, bool(wizard.back)), ("return", "", True))
        action = wizard.action_confirm()
        self.assertEqual(action["params"]["next"]["res_id"], lead.id)
        self.assertEqual(lead.type, "lead")


@tagged("post_install", "-at_install")
class TestReturnTour(HttpCase, ReturnCase):
    def test_undo_a_conversion(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.lan.write({"lang": "vi_VN", "tz": "Asia/Ho_Chi_Minh"})
        leads = self.hoa_lead(name="Hoa hỏi lại") + self.hoa_lead(name="Hoa hỏi lại")
        self.mass_convert(leads, self.lan)
        opportunity = leads.exists()
        merged = leads - opportunity
        self.new_lead("Đơn hàng khác", type="opportunity", partner_id=opportunity.partner_id.id)
        self.start_tour(f"/odoo/crm.lead/{opportunity.id}", "l10n_vn_crm_return", login="lan")
        self.assertEqual((opportunity.type, merged.exists().type), ("lead", "lead"))


@tagged("post_install", "-at_install")
class TestReturnScreens(ScreenCase, ReturnCase):
    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("vi_VN")
        (self.lan + self.mai).write({"lang": "vi_VN", "tz": "Asia/Ho_Chi_Minh"})

    def test_the_dialog_on_a_screen_and_on_a_phone(self):
        leads = self.hoa_lead(name="Hoa hỏi giá") + self.hoa_lead(name="Hoa hỏi lại")
        self.mass_convert(leads, self.lan)
        opportunity = leads.exists()
        self.new_lead("Đơn hàng khác", type="opportunity", partner_id=opportunity.partner_id.id)
        context = f"{{active_model: 'crm.lead', active_id: {opportunity.id}, active_ids: [{opportunity.id}]}}"
        dialog = (
            "odoo.__WOWL_DEBUG__.root.env.services.action.doAction("
            f"'l10n_vn_crm.crm_lead_return_action', {{additionalContext: {context}}})"
        )
        for size, touch in (("1366x768", False), ("375x812", True)):
            self.browser_size, self.touch_enabled = size, touch
            with self.subTest(size=size):
                self.shoot(
                    f"/odoo/crm.lead/{opportunity.id}",
                    f"return_{size}",
                    seen(".o_form_view .o_statusbar_status, .o_form_view .o_field_statusbar"),
                    [(dialog, seen(".modal [name=back]"))],
                    login="lan",
                )
                self.assertEqual(opportunity.type, "opportunity", "looking undoes nothing")

    def test_the_undone_record_on_a_screen_and_on_a_phone(self):
        leads = self.people(5, user_id=self.lan.id)
        record = self.mass_convert(leads, self.mai)
        leads[2].action_set_lost()
        action = f"/odoo/action-l10n_vn_crm.crm_lead_conversion_action/{record.id}"
        for size, touch in (("1366x768", False), ("375x812", True)):
            self.browser_size, self.touch_enabled = size, touch
            with self.subTest(size=size):
                self.shoot(action, f"undo_mass_{size}", seen("button[name=action_undo]"), login="mai")
        record.action_undo()
        for size, touch in (("1366x768", False), ("375x812", True)):
            self.browser_size, self.touch_enabled = size, touch
            with self.subTest(size=size):
                self.shoot(action, f"undone_{size}", seen(".o_field_widget[name=undo_user_id]"), login="mai")
