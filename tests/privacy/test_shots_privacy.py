"""Pictures of personal data: request with its places, certificate, wish not to be contacted, consent, settings."""

from odoo.tests import tagged

from ..screens import seen
from ..story import StoryCase
from ..walk.records import Records

SIZES = (("375x812", True), ("1366x768", False))


@tagged("post_install", "-at_install", "-standard", "l10n_vn_crm_shots")
class TestShotsPrivacy(StoryCase):
    def test_privacy(self):
        cls = type(self)
        cls.mine = self.leads.filtered("user_id")[:1]
        cls._new_leads = classmethod(lambda cls, count: Records._new_leads.__func__(cls, count))
        ids = Records._privacy.__func__(cls, self.env.ref("base.user_admin"))
        self.env["crm.lead"].browse(ids["refusing"]).l10n_vn_consent = "given"
        self.env.flush_all()
        down = ("document.querySelector('#l10n_vn_keep').scrollIntoView()", "true")
        more = (
            "document.querySelector('.o_notebook .nav-link[name=extra]').click()",
            seen(".o_field_widget[name=l10n_vn_consent]"),
        )
        form = ".o_form_view .o_field_widget"
        pages = (
            ("list", "/odoo/personal-data", ".o_data_row, .o_kanban_record", ()),
            ("places", f"/odoo/personal-data/{ids['privacy_found']}", form, ()),
            ("certificate", f"/odoo/personal-data/{ids['privacy_done']}", form, ()),
            ("new", "/odoo/personal-data/new", form, ()),
            ("refusing", f"/odoo/crm.lead/{ids['refusing']}", form, ()),
            ("consent", f"/odoo/crm.lead/{ids['refusing']}", form, (more,)),
            ("settings", "/odoo/settings#crm", "#l10n_vn_keep", (down,)),
            ("downloads", "/odoo/lead-downloads", ".o_data_row, .o_kanban_record", ()),
        )
        for size, touch in SIZES:
            self.browser_size, self.touch_enabled = size, touch
            for name, url, ready, clicks in pages:
                self.shoot(url, f"privacy_{name}_{size.partition('x')[0]}", seen(ready), clicks, login="admin")
