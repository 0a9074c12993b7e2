import csv
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

from odoo.tests import TransactionCase, tagged
from odoo.tools import html2plaintext, mute_logger

from ..tools import company_name
from ..tools.text import fold

SAMPLES = Path(__file__).parent / "files" / "samples"
# What a machine must get right in every row, and what may fail once in a hundred.
EXACT = {"action", "phone_e164", "phone2_e164", "email", "state_xmlid"}
LEAST = 0.99
OPTIONS = {"has_headers": True, "quoting": '"', "separator": "", "encoding": ""}


def local(moment):
    return str(moment + timedelta(hours=7)) if moment else ""


def plain(html):
    return html2plaintext(html or "").strip()


def first_paragraph(lead):
    return plain((lead.description or "").split("</p>")[0])


# How a column of the expected values shows in a lead.
SHOWN = {
    "contact_name": lambda lead: lead.contact_name,
    "partner_name": lambda lead: fold(lead.partner_name or ""),
    "partner_core": lambda lead: company_name.compact(lead.partner_name or ""),
    "phone_e164": lambda lead: lead.phone_sanitized,
    "phone2_e164": lambda lead: lead.l10n_vn_phone2_sanitized,
    "email": lambda lead: lead.email_normalized,
    "state_xmlid": lambda lead: lead.state_id.get_external_id().get(lead.state_id.id),
    "function": lambda lead: lead.function,
    "external_id": lambda lead: lead.l10n_vn_external_id,
    "vat": lambda lead: lead.l10n_vn_vat,
    "street": lambda lead: fold(lead.street or ""),
    "city": lambda lead: fold(lead.city or ""),
    "source": lambda lead: fold(lead.source_id.name or ""),
    "medium": lambda lead: fold(lead.medium_id.name or ""),
    "campaign": lambda lead: fold(lead.campaign_id.title or ""),
    "create_date_local": lambda lead: local(lead.l10n_vn_received_at),
    "revenue_min": lambda lead: int(lead.expected_revenue) if lead.expected_revenue else "",
    "tag": lambda lead: fold("; ".join(lead.tag_ids.mapped("name"))),
    "tags": lambda lead: "; ".join(sorted(map(fold, lead.tag_ids.mapped("name")))),
    "description": first_paragraph,
    "status": lambda lead: plain(lead.description) + (lead.with_context(lang="vi_VN").stage_id.name or ""),
    "user_name": lambda lead: plain(lead.description) + (lead.user_id.name or ""),
}
# How the expected value is written to be compared.
WANTED = {
    "revenue_min": lambda text: text.replace("0", "", text == "0"),
    "partner_name": fold,
    "partner_core": company_name.compact,
    "street": fold,
    "city": fold,
    "source": fold,
    "medium": fold,
    "campaign": fold,
    "tag": fold,
    "tags": lambda text: "; ".join(sorted(map(fold, text.split("; ")))),
}
CONTAINED = {"status", "user_name"}


@tagged("post_install", "-at_install")
class TestSamples(TransactionCase):
    def read(self, name, **options):
        path = SAMPLES / name
        wizard = (
            self.env["base_import.import"]
            .with_context(default_type="lead")
            .create({"res_model": "crm.lead", "file": path.read_bytes(), "file_name": name})
        )
        preview = wizard.parse_preview(OPTIONS | options)
        self.assertNotIn("error", preview)
        return wizard, preview

    def load(self, wizard, preview):
        """Import as the screen does: the fields that it suggests, no hand on them."""
        columns = [heading.lower() for heading in preview["headers"]]
        fields = ["/".join(preview["matches"].get(index, [])) or False for index in range(len(columns))]
        result = wizard.execute_import(fields, columns, preview["options"])
        self.assertTrue(result["ids"], result["messages"])
        return self.env["crm.lead"].browse(result["ids"])

    def actions(self, wizard, preview, leads):
        sheet = wizard._l10n_vn_reading(dict(preview["options"])).sheet
        actions = {row.number: row.code for row in sheet.left_out}
        by_row = {row.number: lead for row, lead in zip(sheet.rows, leads, strict=True)}
        for row, lead in by_row.items():
            actions[row] = "create" if lead.phone_sanitized or lead.email_normalized else "review"
        return actions, by_row

    def compare(self, name):
        """Import sample ``name``; return ``{column: [(row, wanted, got)]}`` of all cells."""
        wizard, preview = self.read(name)
        with mute_logger("odoo.addons.base_import.models.base_import"):
            leads = self.load(wizard, preview)
        actions, by_row = self.actions(wizard, preview, leads)
        cells = defaultdict(list)
        with open(SAMPLES / f"{name.rpartition('.')[0]}.expected.csv", encoding="utf-8", newline="") as file:
            for wanted in csv.DictReader(file):
                row = int(wanted["row"])
                cells["action"].append((row, wanted["action"], actions.get(row)))
                if wanted["action"].startswith("skip"):
                    continue
                for column in SHOWN.keys() & wanted.keys():
                    text = WANTED.get(column, str)(wanted[column])
                    got = str(SHOWN[column](by_row[row]) or "") if row in by_row else None
                    if column in CONTAINED and got and text in got:
                        got = text
                    if column == "create_date_local" and got and len(text) == 10:
                        got = got[:10]
                    cells[column].append((row, text, got))
        return cells

    def check(self, name, optional=()):
        cells = self.compare(name)
        for column, compared in sorted(cells.items()):
            wrong = [cell for cell in compared if cell[1] != cell[2]]
            share = 1 - len(wrong) / len(compared)
            print(f"{name} {column}: {share:.2%} of {len(compared)} {wrong[:4] or ''}")  # noqa: T201
            with self.subTest(file=name, column=column):
                self.assertGreaterEqual(share, 0 if column in optional else 1 if column in EXACT else LEAST, wrong[:5])

    def test_trade_fair_workbook(self):
        self.check("01_trade_fair.xlsx", optional=["campaign"])

    def test_facebook_export(self):
        self.check("02_facebook_lead_ads.csv")

    def test_landing_page_export(self):
        self.check("03_ladipage.csv")

    def test_google_form(self):
        self.check("04_google_forms.csv")

    def test_accounting_list_in_tcvn3(self):
        self.check("05_accounting_tcvn3.csv")

    def test_semicolons_in_windows_1258(self):
        self.check("06_cp1258_semicolon.csv")

    def test_decomposed_letters_of_a_mac(self):
        self.check("07_mac_nfd.csv")

    def test_damaged_spreadsheet(self):
        self.check("08_excel_damaged.csv")

    def test_workbook_in_a_vni_font(self):
        self.check("09_vni_font.xlsx")
