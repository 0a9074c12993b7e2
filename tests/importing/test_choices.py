"""What the user chooses on the import screen is obeyed: formats of dates and numbers, rows with an id."""

from datetime import date

from odoo.tests import tagged, users
from odoo.tools import html2plaintext

from .test_ledger import ImportCase
from .test_screen import ImportCase as ScreenCase

FIELDS, HEADINGS = ["contact_name", "date_deadline", "expected_revenue"], ["Họ tên", "Ngày chốt", "Doanh thu"]


@tagged("post_install", "-at_install")
class TestChosenFormats(ImportCase):
    def imported(self, rows, **options):
        record, answer = self.run_import(rows, fields=FIELDS, headings=HEADINGS, **options)
        return record, self.env["crm.lead"].browse(answer["ids"])

    def setUp(self):
        super().setUp()
        self.env.company.currency_id = self.env.ref("base.USD")

    @users("hoa")
    def test_dates(self):
        rows = [["Hà", "03/04/2026", ""], ["Nam", "13/12/2026", ""]]
        for chosen, day in (("", date(2026, 4, 3)), ("%m/%d/%Y", date(2026, 3, 4)), ("%d/%m/%Y", date(2026, 4, 3))):
            with self.subTest(chosen=chosen):
                _record, leads = self.imported(rows, date_format=chosen, datetime_format="")
                self.assertEqual(leads.mapped("date_deadline"), [day, date(2026, 12, 13)])

    @users("hoa")
    def test_numbers(self):
        for thousands, decimal, cell, amount in (
            ("", "", "USD 1,234.56", 1234.56), ("", "", "1.234,56 usd", 1234.56), ("", "", "1.234", 1234),
            (",", ".", "1.234", 1.23), (".", ",", "1,234", 1.23), ("none", ".", "1234.5", 1234.5),
            (".", ",", "1.234", 1234),
        ):  # fmt: skip
            with self.subTest(thousands=thousands, decimal=decimal, cell=cell):
                options = {"float_thousand_separator": thousands, "float_decimal_separator": decimal}
                _record, lead = self.imported([["Hà", "", cell]], **options)
                self.assertEqual(lead.expected_revenue, amount)

    @users("hoa")
    def test_the_dong_has_no_cents(self):
        dong = self.env.ref("base.VND").sudo()
        dong.active = True
        # A company of its own: one that has accounts keeps its currency.
        company = self.env["res.company"].sudo().create({"name": "Công ty Sao Mai", "currency_id": dong.id})
        self.env.user.sudo().company_ids += company
        self.env = self.env(context={**self.env.context, "allowed_company_ids": company.ids})
        record, [first, second] = self.imported([["Hà", "", "1.234.567,89"], ["Nam", "", "USD 1,234.56"]])
        self.assertEqual((first.expected_revenue, second.expected_revenue), (1234568, 0))
        self.assertIn("USD 1,234.56", html2plaintext(second.description))
        self.assertTrue(record.line_ids)

    @users("hoa")
    def test_in_batches_too(self):
        rows = [[f"Khách {number}", "03/04/2026", "1.5"] for number in range(4)]
        options = {"date_format": "%m/%d/%Y", "float_decimal_separator": ".", "float_thousand_separator": ","}
        text = "\n".join(";".join(row) for row in [HEADINGS, *rows])
        screen, ids = self.screen(text), []
        options |= {"has_headers": True, "separator": ";", "quoting": '"', "encoding": "utf-8"}
        for skip in (0, 2):
            ids += screen.execute_import(FIELDS, HEADINGS, {**options, "limit": 2, "skip": skip})["ids"]
        leads = self.env["crm.lead"].browse(ids)
        self.assertEqual(set(leads.mapped("date_deadline")), {date(2026, 3, 4)})
        self.assertEqual(leads.mapped("expected_revenue"), [1.5] * 4)


@tagged("post_install", "-at_install")
class TestGuessedFormats(ScreenCase):
    def test_a_guess_of_the_preview_is_no_choice(self):
        text = "Họ tên;Ngày chốt;Doanh thu\nHà;03/04/2026;1.234\nNam;04/05/2026;2.500"
        _wizard, preview = self.read(text.encode())
        for name in ("date_format", "datetime_format", "float_thousand_separator", "float_decimal_separator"):
            self.assertFalse(preview["options"].get(name), name)
        chosen = {
            "date_format": "%m/%d/%Y",
            "datetime_format": "",
            "float_thousand_separator": "",
            "float_decimal_separator": ".",
        }
        wizard, preview = self.read(text.encode(), **chosen)
        self.assertEqual({name: preview["options"][name] for name in chosen}, chosen)
        leads = self.load(wizard, preview)
        self.assertEqual(leads.mapped("date_deadline"), [date(2026, 3, 4), date(2026, 4, 5)])


@tagged("post_install", "-at_install")
class TestRowsWithIds(ImportCase):
    @users("hoa")
    def test_they_change_their_record_whatever_the_policy(self):
        lead = self.lead(contact_name="Lê Hà", phone="+84912345678")
        for policy in ("create", "skip", "update_empty", "update_all"):
            with self.subTest(policy=policy):
                lead.contact_name = "Lê Hà"
                rows, fields, headings = (
                    [[str(lead.id), "Lê Thị Hà"], ["", "Trần Nam"]],
                    [".id", "contact_name"],
                    ["ID", "Tên"],
                )
                answer = self.run_import(rows, policy, fields, headings, dryrun=True)[1]
                self.assertEqual(answer["l10n_vn_counts"], {"updated": 1, "created": 1, "with_id": 1})
                record, _answer = self.run_import(rows, policy, fields, headings)
                self.assertEqual((lead.contact_name, record.updated_count), ("Lê Thị Hà", 1))
                line = record.line_ids.filtered(lambda line: line.outcome == "updated")
                self.assertIn("ID", line.message)
