"""An import keeps what the place it was started from presets, whether it runs at once or in the background."""

from odoo.tests import tagged

from ..common import ALL, CONTACTS, person
from .test_ledger import ImportCase

ROWS = [["Lê Thị Hà", "0912345678", "", "Sao Mai"], ["Trần Nam", "0987654321", "", "Hoa Sen"]]


@tagged("post_install", "-at_install")
class TestImportPlace(ImportCase):
    USERS = {**ImportCase.USERS, "loan": person("Loan", f"{ALL},{CONTACTS}")}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch = cls.env["res.company"].create({"name": "Chi nhánh Huế"})
        cls.team = cls.env["crm.team"].create({"name": "Kinh doanh miền Trung", "use_leads": True})
        cls.tag = cls.env["crm.tag"].create({"name": "Hội chợ"})
        cls.planned = ["next_activity_date", "next_activity"]
        # Places as their actions preset them, then all that could do harm elsewhere.
        cls.places = {
            "pipeline": {"default_type": "opportunity"},
            "unassigned": {"default_type": "lead", "default_user_id": False},
            "team": {"default_team_id": cls.team.id, "default_type": "opportunity"},
            "tags": {"default_tag_ids": [[6, 0, [cls.tag.id]]], "default_user_id": cls.nam.id},
            "everything": {
                "default_type": "opportunity",
                "default_user_id": False,
                "default_team_id": cls.team.id,
                "default_company_id": cls.env.company.id,
                "default_name": "Tên đặt sẵn",
                "default_state": "failed",
                "default_policy": "update_all",
                "default_body": "<p>Lời nhắn đặt sẵn</p>",
                "default_subject": "Tiêu đề đặt sẵn",
                "default_summary": "Việc đặt sẵn",
                "default_note": "Ghi chú đặt sẵn",
                "default_message": "Đặt sẵn",
                "default_email": "datsan@saomai.vn",
                "default_active": True,
                "default_res_id": 1,
                "default_partner_id": False,
                "default_outcome": "kept",
                "default_color": 7,
            },
        }

    def run_from(self, place, user, background, dryrun=False, **options):
        """Call what the screen's client calls, with the context of the action; return the record and its leads."""
        screen = self.screen("\n".join(";".join(row) for row in [["Họ tên", "Điện thoại", "Email", "Công ty"], *ROWS]))
        options = {
            "has_headers": True,
            "separator": ";",
            "quoting": '"',
            "l10n_vn_policy": "create",
            "l10n_vn_background": "yes" if background else "no",
            **options,
        }
        fields = options.pop("fields", ["contact_name", "phone", "email_from", "partner_name"])
        context = {"active_model": "crm.lead", "lang": "en_US", "tz": "Asia/Ho_Chi_Minh", **place}
        columns = ["họ tên", "điện thoại", "email", "công ty"]
        called = screen.with_user(user).create(screen.copy_data()[0]).with_context(context)
        answer = called.execute_import(fields, columns, options, dryrun=dryrun)
        self.assertFalse(answer["messages"])
        record = self.env["crm.lead.import"].browse(answer["l10n_vn_import_id"] or [])
        if background and record:
            with self.enter_registry_test_mode():
                self.env.ref("l10n_vn_crm.crm_lead_import_cron").method_direct_trigger()
            record.invalidate_recordset()
        return record, record.lead_ids

    def seen(self, leads):
        names = ("type", "user_id", "team_id", "company_id", "stage_id", "tag_ids", "contact_name", "active", "color")
        return [
            {name: lead[name].ids if lead._fields[name].relational else lead[name] for name in names}
            for lead in leads.sorted("contact_name")
        ]

    def test_the_place_is_kept_at_once_and_in_the_background(self):
        for login in ("hoa", "loan", "manager"):
            for title, place in self.places.items():
                user = getattr(self, login)
                if title == "tags" and login == "hoa":
                    place = {**place, "default_user_id": self.hoa.id}
                natively = self.env["crm.lead"].with_user(user).with_context(place).create({"name": "Bằng tay"})
                _record, now = self.run_from(place, user, background=False)
                _record, later = self.run_from(place, user, background=True)
                with self.subTest(place=title, user=login):
                    self.assertEqual(len(now), len(ROWS))
                    self.assertEqual(self.seen(now), self.seen(later))
                    for name in ("type", "user_id", "team_id", "tag_ids", "color"):
                        self.assertEqual([lead[name] for lead in now], [natively[name]] * len(ROWS), name)

    def test_who_works_as_superuser_keeps_the_place_too(self):
        robot = self.env.ref("base.user_root")
        for title, place in self.places.items():
            for background in (False, True):
                with self.subTest(place=title, background=background):
                    record, leads = self.run_from(place, robot, background)
                    self.assertEqual(record.user_id, robot)
                    self.assertEqual(record.state, "done")
                    self.assertEqual(set(leads.mapped("type")), {place.get("default_type", "lead")})
                    if "default_user_id" in place:
                        self.assertEqual(leads.user_id.id, place["default_user_id"])

    def test_the_test_of_the_screen_knows_the_place(self):
        for user in (self.hoa, self.env.ref("base.user_root")):
            with self.subTest(user=user.login):
                self.run_from(self.places["everything"], user, background=False, dryrun=True)

    def test_a_second_batch_is_in_the_same_place(self):
        screen = self.screen("\n".join(";".join(row) for row in [["Họ tên", "Điện thoại"], *(row[:2] for row in ROWS)]))
        screen = screen.with_user(self.hoa).create(screen.copy_data()[0])
        options = {"has_headers": True, "separator": ";", "quoting": '"', "limit": 1, "l10n_vn_background": "no"}
        context, ids, skip = self.places["everything"], [], 0
        for _batch in ROWS:
            answer = screen.with_context(context).execute_import(
                ["contact_name", "phone"], ["họ tên", "điện thoại"], {**options, "skip": skip}
            )
            ids, skip = ids + answer["ids"], answer["nextrow"]
        leads = self.env["crm.lead"].browse(ids)
        self.assertEqual((len(leads), len(leads.l10n_vn_import_id)), (2, 1))
        self.assertEqual(
            (set(leads.mapped("type")), leads.user_id.ids, leads.team_id), ({"opportunity"}, [], self.team)
        )
        self.assertEqual(leads.l10n_vn_import_id.user_id, self.hoa)

    def test_presets_reach_leads_alone(self):
        place = self.places["everything"]
        models = ("crm.lead.import", "crm.lead.import.line", "mail.message", "ir.attachment", "mail.activity",
                  "res.partner", "utm.campaign", "utm.source", "crm.tag")  # fmt: skip
        for user in (self.loan, self.env.ref("base.user_root")):
            for background in (False, True):
                last = {name: self.env[name].sudo().search([], order="id desc", limit=1).id or 0 for name in models}
                record, leads = self.run_from(
                    place,
                    user,
                    background,
                    fields=["contact_name", "phone", "campaign_id", "partner_id"],
                    name_create_enabled_fields={"partner_id": True, "campaign_id": True},
                )
                with self.subTest(user=user.login, background=background):
                    self.assertEqual(leads.partner_id.mapped("type"), ["contact"] * len(ROWS))
                    self.assertEqual((record.user_id, record.policy, record.state), (user, "create", "done"))
                    self.assertEqual(record.company_id, self.env.company)
                    for name in models:
                        made = self.env[name].sudo().search([("id", ">", last[name])])
                        for value in made.read([f for f in made._fields if made._fields[f].store]):
                            for words in ("đặt sẵn", "datsan", "Đặt sẵn"):
                                if name == "crm.lead.import":
                                    value.pop("user_context", None)
                                self.assertNotIn(words, str(value), name)

    def test_customers_created_by_name_take_no_presets(self):
        place = self.places["everything"]
        for user in (self.loan, self.env.ref("base.user_root")):
            converter = (
                self.env["ir.fields.converter"]
                .with_user(user)
                .with_context(**place, name_create_enabled_fields={"partner_id": True})
            )
            field = self.env["crm.lead"]._fields["partner_id"]
            with self.subTest(user=user.login), self.env.cr.savepoint() as savepoint:
                id_, _warnings = converter.db_id_for(
                    self.env["crm.lead"], field, None, f"Công ty mới của {user.login}", savepoint
                )
                partner = self.env["res.partner"].browse(id_)
                self.assertEqual((partner.type, partner.email, partner.user_id.ids), ("contact", False, []))

    def test_planned_steps_take_no_presets(self):
        leads = self.env["crm.lead"].with_user(self.hoa).with_context(**self.places["everything"])
        lead = leads.create({"name": "Hà", "user_id": self.hoa.id, "l10n_vn_planned_date": "2030-05-01"})
        activity = lead.activity_ids
        self.assertEqual((len(activity), activity.user_id, bool(activity.summary)), (1, self.hoa, False))
        self.assertFalse(activity.note)

    def test_nobody_presets_another_import(self):
        secret = self.env["crm.lead.import"].create({"file_name": "bí mật.csv", "user_id": self.nam.id})
        for background in (False, True):
            record, leads = self.run_from({"default_l10n_vn_import_id": secret.id}, self.hoa, background)
            self.assertEqual((len(leads), leads.l10n_vn_import_id), (len(ROWS), record))
        self.assertFalse(secret.lead_ids)
