"""The search text is what it would be if it were made anew, through whatever door its values came."""

from unittest.mock import patch

from odoo.tests import Form, tagged
from odoo.tools import SQL

from ...models.stored_columns import add_columns
from ..common import letter
from .search_case import SearchCase


@tagged("post_install", "-at_install")
class TestSearchText(SearchCase):
    def stored(self, records):
        """Return the stored texts, and those that are computed anew."""
        records.env.flush_all()
        field = records._fields["l10n_vn_search_text"]
        names, text = records.env[records._name]._l10n_vn_get_search_text_rule()
        records = records.sudo()
        records.invalidate_recordset()
        fresh = [
            text({name: record.mapped(name)[:1] and record.mapped(name)[0] for name in names}) for record in records
        ]
        rows = self.env.execute_query(
            SQL("SELECT id, %s FROM %s", SQL.identifier(field.name), SQL.identifier(records._table))
        )
        of_id = dict(rows)
        return [of_id[id_] for id_ in records.ids], fresh

    def assert_kept(self, records):
        self.assertTrue(records)
        there, fresh = self.stored(records)
        self.assertEqual(there, fresh)

    def test_every_change_of_a_lead(self):
        lead = self.env["crm.lead"].browse(self.leads["lead"]["an"])
        for vals, typed in (
            ({"contact_name": "Tô Hiến"}, "to hien"),
            ({"partner_name": "Cty TNHH Lá Xanh"}, "la xanh"),
            ({"email_from": "hien@laxanh.vn"}, "hien@laxanh"),
            ({"phone": "0168 777 8889"}, "0387778889"),
            ({"l10n_vn_phone2": "0977 222 111"}, "0977 222"),
            ({"l10n_vn_zalo": "zalo.me/tohien99"}, "tohien99"),
            ({"l10n_vn_vat": "0100112437"}, "100112437"),
            ({"l10n_vn_honorific": "Thầy"}, "thay to"),
            ({"name": "Xin bảng giá cửa cuốn"}, "cua cuon"),
        ):
            with self.subTest(vals=vals):
                self.assertNotIn("an", self.found("lead", typed))
                lead.write(vals)
                self.assertEqual(self.found("lead", typed), ["an"])
        self.assertEqual(self.found("lead", "may loc nuoc"), [])
        self.assert_kept(lead)

    def test_changes_of_the_customer(self):
        self.customer.name = "Công ty Cổ phần Sông Xanh"
        self.customer.child_ids.email = "gia.bao@songxanh.vn"
        self.customer.vat = "0100112437"
        self.assertEqual(self.found("opportunity", "song xanh"), ["bao"])
        self.assertEqual(self.found("opportunity", "gia.bao@songxanh"), ["bao"])
        self.assertEqual(self.found("opportunity", "0100112437"), ["bao"])
        self.assert_kept(self.env["crm.lead"].browse(self.leads["opportunity"]["bao"]))
        self.assert_kept(self.customer | self.customer.child_ids)

    def test_a_customer_who_is_merged_or_deleted(self):
        lead = self.env["crm.lead"].browse(self.leads["opportunity"]["bao"])
        other = self.env["res.partner"].create({"name": "Đoàn Thị Điểm", "ref": "KH-777"})
        self.env["base.partner.merge.automatic.wizard"]._merge([other.id, lead.partner_id.id], other)
        self.assertEqual(lead.partner_id, other)
        self.assertEqual(self.found("opportunity", "đoan điem kh-777"), ["bao"])
        self.assert_kept(lead)
        gone = self.env["crm.lead"].create({"name": "Khách lẻ", "partner_id": other.copy({"name": "Hồ Quý Ly"}).id})
        self.env.flush_all()
        gone.partner_id.with_context(active_test=False).unlink()
        self.assertFalse(gone.partner_id)
        self.assert_kept(gone)

    def test_every_door(self):
        env = self.env(user=self.nam)
        Leads = env["crm.lead"]
        made = {}
        with Form(Leads) as form:
            form.name, form.contact_name, form.phone = "Từ biểu mẫu", "Võ Thị Sáu", "0168 111 2223"
        made["form"] = form.record
        fields = ["name", "contact_name", "phone", "partner_name", "email_from", "l10n_vn_vat"]
        rows = [[f"Việc {n}", f"Kiều Oanh {n}", f"0168 33{n:02} 444", f"Cty TM Đá {n}", f"oanh{n}@da.vn", "0100109106"]
                for n in range(60)]  # fmt: skip
        made["load"] = Leads.browse(Leads.load(fields, rows)["ids"])
        made["create"] = Leads.create([dict(zip(fields, row, strict=True)) for row in rows])
        made["copy"] = made["form"].copy()
        screen = env["base_import.import"].create(
            {
                "res_model": "crm.lead",
                "file": "\n".join(["Họ tên;Điện thoại;Công ty"] + [f"{r[1]};{r[2]};{r[3]}" for r in rows]).encode(),
                "file_name": "khach.csv",
                "file_type": "text/csv",
            }
        )
        options = {"has_headers": True, "separator": ";", "quoting": '"', "encoding": "utf-8",
                   "l10n_vn_policy": "create", "l10n_vn_background": "no"}  # fmt: skip
        answer = screen.execute_import(
            ["contact_name", "phone", "partner_name"], ["họ tên", "điện thoại", "công ty"], options
        )
        made["import"] = Leads.browse(answer["ids"])
        made["mail"] = Leads.sudo().browse(
            self.env["mail.thread"].message_process("crm.lead", letter("ĐT: 0168 555 6667\nCông ty TNHH Mây Trắng"))
        )
        batch = env["crm.lead.card.batch"].create(
            {"text": "Nguyễn Văn Đạt\nGiám đốc\nCông ty TNHH Đạt Phát\nĐT: 0168 444 5556\ndat@datphat.example.vn"}
        )
        batch.action_read()
        batch.action_create()
        made["card"] = Leads.search([("email_from", "=", "dat@datphat.example.vn")])
        answers = Leads.l10n_vn_intake(
            [{"Họ tên": f"TẠ QUANG {n}", "SĐT": f"0168.22{n:02}.333", "Công ty": "CTY CP GIÓ MỚI"} for n in range(30)]
        )
        made["program"] = Leads.browse(answer["lead_id"] for answer in answers)
        for door, leads in made.items():
            with self.subTest(door=door):
                self.assertTrue(leads)
                self.assert_kept(leads)
        self.assertEqual((len(made["import"]), len(made["program"])), (60, 30))
        self.assertIn(made["card"], Leads.search([("l10n_vn_search", "ilike", "dat phat 0168 444")]))
        for door in ("load", "create", "import"):
            found = Leads.search([("l10n_vn_search", "ilike", "oanh 0383307444"), ("id", "in", made[door].ids)])
            self.assertEqual(len(found), 1, door)

    def test_conversions_and_merges(self):
        team = self.new_team(use_leads=True)
        leads = self.env["crm.lead"].create(
            [
                {
                    "name": f"Đơn {n}",
                    "type": "lead",
                    "team_id": team.id,
                    "contact_name": f"Lý Thường Kiệt {n}",
                    "partner_name": f"Công ty TNHH Cơ khí Bình Minh {n // 2}",
                    "phone": f"0168 88{n:02} 999",
                    "email_from": f"kiet{n}@binhminh{n // 2}.vn",
                    "l10n_vn_vat": "0100112437" if n < 2 else False,
                    "l10n_vn_zalo": f"zalo.me/kiet{n}xyz",
                }
                for n in range(24)
            ]
        )
        leads._handle_partner_assignment(create_missing=True)
        window = self.env["crm.lead2opportunity.partner.mass"].with_context(
            active_model="crm.lead", active_ids=leads.ids
        )
        window.create({"deduplicate": True, "action": "each_exist_or_create"}).action_mass_convert()
        kept = leads.exists()
        self.assertEqual(set(kept.mapped("type")), {"opportunity"})
        self.assert_kept(kept)
        partners = kept.partner_id | kept.partner_id.parent_id
        self.assertGreater(len(partners), 12)
        self.assert_kept(partners)
        pair = self.env["crm.lead"].create(
            [{"name": f"Trùng {n}", "phone": "0977 555 444", "contact_name": "Lê Lai", "type": "lead",
              "email_from": "lai@lamson.vn" if n else False} for n in range(2)]
        )  # fmt: skip
        merged = pair.merge_opportunity()
        self.assert_kept(merged)
        self.assertIn(merged, merged.search([("l10n_vn_search", "ilike", "lai@lamson 0977 555")]))
        answer = merged.l10n_vn_separate_merged("Hai khách")
        self.assertTrue(answer["is_back"], answer)
        self.assert_kept(pair.exists())
        self.assertEqual(len(pair.exists()), 2)

    def test_what_was_there_gets_its_text(self):
        models = self.env["crm.lead"], self.env["res.partner"]
        before = [self.stored(model.with_context(active_test=False).search([], order="id"))[0] for model in models]
        for model in models:
            self.env.cr.execute(SQL("ALTER TABLE %s DROP COLUMN l10n_vn_search_text", SQL.identifier(model._table)))
            self.env.invalidate_all()
            add_columns(model, ["l10n_vn_search_text"])
            # In chunks, smaller than the table.
            with patch("odoo.addons.l10n_vn_crm.models.backfill._CHUNK", 7):
                self.env["crm.lead.backfill"]._request(model._name, installing=False)
        self.env.invalidate_all()
        after = [self.stored(model.with_context(active_test=False).search([], order="id"))[0] for model in models]
        self.assertEqual(after, before)

    def test_the_cost_does_not_grow(self):
        """The text costs no query of its own; that of a lead with a customer reads the customers, at once."""
        rows = [{"name": f"Việc {n}", "type": "lead", "contact_name": f"Kiều {n}"} for n in range(40)]
        leads = self.env["crm.lead"].with_user(self.nam).create(rows)
        self.customer.child_ids.copy({"name": "Ngô Gia Khánh"})
        of_customer = leads.create(
            [{**row, "partner_id": self.customer.child_ids[n % 2].id} for n, row in enumerate(rows)]
        )

        def cost(records, vals):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.write(vals)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(leads, {"street": "1 Lê Lợi"})  # what is cached once
        self.assertEqual(cost(leads, {"name": "Một"}), cost(leads, {"street": "2 Lê Lợi"}))
        self.assertEqual(cost(leads[:2], {"name": "Hai"}), cost(leads, {"name": "Ba"}))
        self.assertEqual(cost(of_customer[:2], {"name": "Hai"}), cost(of_customer, {"name": "Ba"}))
        self.assertLessEqual(cost(of_customer, {"name": "Năm"}), cost(leads, {"name": "Bốn"}) + 1)
        self.assert_kept(leads | of_customer)
