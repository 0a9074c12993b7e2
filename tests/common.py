"""What tests of leads start from: people with their rights, a team, an address for leads, sample files and mails."""

from pathlib import Path

from odoo import Command
from odoo.addons.mail.tests.common import mail_new_test_user
from odoo.tests import TransactionCase

FILES = Path(__file__).parent / "files"
SAMPLES, EMAILS = FILES / "samples", FILES / "emails"

# Rights of salespeople (own leads, all leads) and of their manager, as xml ids that are separated by commas.
OWN = "base.group_user,sales_team.group_sale_salesman"
ALL = "base.group_user,sales_team.group_sale_salesman_all_leads"
MANAGER = "base.group_user,sales_team.group_sale_manager"
CONTACTS = "base.group_partner_manager"

ADDRESS = "kinhdoanh@congty-mau.example.vn"


def person(name, groups=OWN, **values):
    """Return a user for :attr:`LeadCase.USERS`; the login is the key there unless ``values`` have another one."""
    return {"name": name, "groups": groups, **values}


class LeadCase(TransactionCase):
    """Salespeople and their manager: each of ``USERS`` is a user and an attribute of the class.

    ==============  =============================================
    ``hoa, nam``    salespeople who see their own leads
    ``lan``         a salesperson who sees all leads
    ``manager``     their manager, with the login *mai*
    ==============  =============================================

    A class that needs others declares them, as ``USERS = {"lan": person("Nguyễn Thị Lan", OWN)}``, or adds to these:
    ``USERS = {**LeadCase.USERS, …}``. Users do not get mails about their account.
    """

    USERS = {
        "hoa": person("Trần Thị Hoa"),
        "nam": person("Lê Văn Nam"),
        "lan": person("Phạm Thị Lan", ALL),
        "manager": person("Nguyễn Thị Mai", MANAGER, login="mai"),
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, no_reset_password=True))
        for name, values in cls.USERS.items():
            setattr(cls, name, cls.new_user(**{"login": name, **values}))

    @classmethod
    def activate_english(cls):
        """Let users read English: a database that was made in Vietnamese has no other language."""
        cls.env["res.lang"]._activate_lang("en_US")

    @classmethod
    def new_user(cls, login, **values):
        """Create a user as the superuser, whoever the test is; ``values`` as for :func:`person`."""
        return mail_new_test_user(cls.env, login, **values)

    def cost_of_leads(self, number, act):
        """Return how many queries ``act(leads)`` costs for ``number`` new leads of ``self.team``."""
        leads = self.env["crm.lead"].create(
            [{"name": f"Khách {n}", "type": "lead", "team_id": self.team.id} for n in range(number)]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        act(leads)
        return self.cr.sql_log_count - before

    @classmethod
    def new_team(cls, *members, **values):
        """Create a sales team of ``members`` (users)."""
        ids = [member.id for member in members]
        return cls.env["crm.team"].create(
            {"name": "Kinh doanh miền Nam", "member_ids": [Command.set(ids)] if ids else [], **values}
        )


class MailCase(TransactionCase):
    """A company with an address for leads, served by a team that works the Vietnamese way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, no_reset_password=True, tracking_disable=False))
        cls.env.company.country_id = cls.env.ref("base.vn")
        cls.domain = cls.env["mail.alias.domain"].create({"name": "congty-mau.example.vn"})
        # Odoo gives the first domain to every company; demo data have several.
        cls.env["res.company"].search([("alias_domain_id", "=", cls.domain.id)]).alias_domain_id = False
        cls.env.company.alias_domain_id = cls.domain
        cls.team = cls.env["crm.team"].create(
            {
                "name": "Kinh doanh",
                "use_leads": True,
                "l10n_vn_lead_stages": True,
                "l10n_vn_join_mails": True,
                "alias_name": "kinhdoanh",
                "alias_domain_id": cls.domain.id,
            }
        )
        cls.team.alias_id.alias_defaults = {"type": "lead", "team_id": cls.team.id}
        cls.leads = cls.env["crm.lead"]
        cls.kept = cls.env["crm.lead.mail.rejected"]

    def receive(self, data, model=False):
        """Feed ``data`` (bytes, or str in UTF-8) to the gateway; return the lead, empty where there is none."""
        data = data.encode() if isinstance(data, str) else data
        return self.leads.browse(self.env["mail.thread"].message_process(model, data) or [])

    def last_kept(self):
        return self.kept.search([], limit=1)


def letter(body, sender="Trần Văn Khoa <khoa@hoasen.example.com>", subject="Hỏi giá", to=ADDRESS, **headers):
    """Return (str) a plain mail; names of ``headers`` have _ for -."""
    number = letter.number = getattr(letter, "number", 0) + 1
    lines = {"From": sender, "To": to, "Subject": subject, "Message-ID": f"<{number}@thu.example.com>"}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=utf-8", **lines}
    head = "".join(f"{name}: {value}\n" for name, value in lines.items() if value is not None)
    return f"{head}\n{body}"
