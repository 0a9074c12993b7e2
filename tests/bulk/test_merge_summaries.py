"""Merges of many leads and the values of converted leads are those that Odoo gives one by one."""

import contextlib
from unittest.mock import patch

from odoo.tests import tagged

from ...models.bulk import merge_summaries
from ..conversion.test_mass_conversion import MassCase

ODD_NAMES = {
    2: "Bàn & ghế <b>gỗ</b>",
    3: "-- Nguyễn Văn Ba",
    4: "> báo giá",
    5: "Tủ  áo",
    6: "Hội chợ 🎉",
    7: "Bàn 'sồi'",
}


@tagged("post_install", "-at_install")
class TestMergeSummaries(MassCase):
    def pairs(self, count, **values):
        """Return ``count`` leads, each of a person who is there twice, and their names."""
        return self.people(count, **values) + self.people(count, **values)

    def merged(self, leads):
        """Merge the duplicates of ``leads``, and undo it.

        :return: {id of the lead that is left: summary}, ids of those rendered by Odoo, and other columns of the notes
        """
        asked = []
        render = type(leads)._l10n_vn_render_summaries

        def collect(model, merges):
            asked.extend(kept.id for kept, *_rest in merges)
            return render(model, merges)

        # Not Odoo's method: a patch of it stops bulk merges, as another module does.
        with contextlib.closing(self.cr.savepoint()), patch.object(type(leads), "_l10n_vn_render_summaries", collect):
            self.mass_convert(leads, self.lan, deduplicate=True)
            notes = leads.exists().message_ids.filtered(lambda note: "crm_lead_merge_summary" in (note.body or ""))
            found = {note.res_id: str(note.body) for note in notes}
            stored = {name for name, field in notes._fields.items() if field.store and field.column_type}
            own = {"id", "body", "date", "message_id"}
            columns = {note.res_id: [str(note[name]) for name in sorted(stored - own)] for note in notes}
        self.env.invalidate_all()
        return found, asked, columns

    def assertSummariesAsRendered(self, leads):
        """Return how many summaries Odoo has rendered; compare them with those of Odoo alone."""
        filled, asked, columns = self.merged(leads)
        with patch.object(merge_summaries, "MIN_SUMMARIES", 10_000):
            rendered, all_asked, as_columns = self.merged(leads)
        self.assertEqual(filled, rendered)
        self.assertEqual(columns, as_columns)
        self.assertEqual(len(all_asked), len(rendered))
        return len(asked)

    def test_summaries_of_plain_texts_are_filled_in(self):
        values = {"street": "12 Lê Lợi", "description": "<p>Cần 2 bộ</p>", "city": "Quận 1"}
        leads = self.pairs(12, **values)
        few = self.assertSummariesAsRendered(leads)
        leads.unlink()
        many = self.assertSummariesAsRendered(self.pairs(30, **values))
        # Two of those that are alike, and the first one where Odoo gives it no score, as nothing is won or lost yet.
        self.assertEqual(few, many)
        self.assertIn(few, (2, 3))

    def test_other_texts_are_rendered_each(self):
        leads = self.pairs(16)
        for number, name in ODD_NAMES.items():
            (leads[number] + leads[16 + number]).name = name
        leads[9].description = leads[25].description = "<p>Cần <b>2</b> bộ</p>"
        self.assertSummariesAsRendered(leads)

    def test_template_that_shows_more_is_obeyed(self):
        """A summary that contains the number of the lead cannot be filled in."""
        self.env["ir.ui.view"].create(
            {
                "name": "Số của khách",
                "mode": "extension",
                "inherit_id": self.env.ref("crm.crm_lead_merge_summary").id,
                "arch": "<xpath expr='//blockquote' position='inside'><i t-out='lead.id'/></xpath>",
            }
        )
        leads = self.pairs(8)
        found, asked, _columns = self.merged(leads)
        self.assertGreaterEqual(len(asked), len(found))
        for summary in found.values():
            self.assertTrue(any(f"<i>{lead_id}</i>" in summary for lead_id in leads.ids), summary)


@tagged("post_install", "-at_install")
class TestKeptValues(MassCase):
    def test_values_that_are_not_computed_again_are_right(self):
        """Leads of new people, of known ones with another phone, and with numbers of no country."""
        leads = self.people(12)
        leads[1].phone, leads[2].phone, leads[3].email_from = "0912 345 001", "12345", "Chị Hoa <HOA@Congty.vn>"
        leads[4].country_id = self.env.ref("base.vn")
        known = {"country_id": self.env.ref("base.us").id, "city": "Austin", "street": "1 Main St"}
        self.env["res.partner"].create(
            [
                {"name": leads[5].contact_name, "email": leads[5].email_from, "phone": "+1 512 555 0100", **known},
                {"name": "Nguyễn Văn Sáu", "email": leads[6].email_from, "phone": leads[6].phone, **known},
            ]
        )
        record = self.mass_convert(leads, self.lan, action="each_exist_or_create")
        self.assertEqual(record.converted_count, 12)
        names = leads._l10n_vn_get_pure_fields()
        self.assertLessEqual({"phone_sanitized", "email_normalized", "phone_state", "email_state"}, names.keys())
        stored = {name: leads.mapped(lambda lead, name=name: lead[name]) for name in names}
        for name in names:
            self.env.add_to_compute(leads._fields[name], leads)
        for name in names:
            self.assertEqual(leads.mapped(lambda lead, name=name: lead[name]), stored[name], name)
        self.assertEqual(leads[5].phone_sanitized, "+15125550100")
