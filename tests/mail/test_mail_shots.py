"""Pictures of what people see of mails: the settings, a lead made by mail, the mails that made none."""

from odoo.tests import tagged

from ..common import ADDRESS, EMAILS
from ..screens import ScreenCase


def seen(selector):
    """Return the JavaScript that tells whether ``selector`` finds something."""
    return f"Boolean(document.querySelector('{selector}'))"


@tagged("post_install", "-at_install", "-standard", "l10n_vn_crm_shots")
class TestMailShots(ScreenCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, lang="vi_VN", tz="Asia/Ho_Chi_Minh"))
        cls.env.ref("base.user_admin").lang = "vi_VN"
        domain = cls.env["mail.alias.domain"].create({"name": ADDRESS.partition("@")[2]})
        cls.env.company.alias_domain_id = domain
        team = cls.env["crm.team"].create(
            {"name": "Kinh doanh", "use_leads": True, "alias_name": "kinhdoanh", "alias_domain_id": domain.id}
        )
        team.alias_id.alias_defaults = {"type": "lead", "team_id": team.id}
        received = {}
        for name in ("02_plain_signature", "05_out_of_office", "06_bounce", "12_newsletter"):
            received[name] = cls.env["mail.thread"].message_process(False, (EMAILS / f"{name}.eml").read_bytes())
        cls.lead = cls.env["crm.lead"].browse(received["02_plain_signature"])

    def test_mail_settings(self):
        show = "document.querySelector('#l10n_vn_mail').scrollIntoView({block: 'center'})"
        self.shoot("/odoo/settings#crm", "mail_settings", seen("#l10n_vn_mail"), [(show, "true")])

    def test_mail_settings_test(self):
        press = "document.querySelector('#l10n_vn_mail button[name=action_l10n_vn_test_mail]').click()"
        self.shoot("/odoo/settings#crm", "mail_test", seen("#l10n_vn_mail"), [(press, seen(".o_notification"))])

    def test_mail_lead(self):
        """The mail's plain text wraps, in the shadow root where it stands."""
        wraps = (
            "[...document.querySelectorAll('.o-mail-Message *')].some((host) => host.shadowRoot?.querySelector('pre')"
            " && getComputedStyle(host.shadowRoot.querySelector('pre')).whiteSpace === 'pre-wrap')"
        )
        self.shoot(f"/odoo/crm.lead/{self.lead.id}", "mail_lead", wraps)

    def test_mail_rejected(self):
        self.shoot("/odoo/lead-mails-rejected", "mail_rejected", seen(".o_list_view .o_data_row"))

    def test_mail_rejected_form(self):
        kept = self.env["crm.lead.mail.rejected"].search([], limit=1)
        self.shoot(f"/odoo/lead-mails-rejected/{kept.id}", "mail_rejected_form", seen(".o_form_view .oe_title"))
