"""What the programs send, made from a seed; what is lost, doubled or stuck in the database at the end."""

import random

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khoa", "Lan", "Minh", "Nam", "Oanh", "Phúc", "Quân", "Thảo")
ADDRESS = "kinhdoanh@cum.example.vn"
IMPORTS, MAILS_A_ROW, CONVERTED_A_ROW, BATCH = 4, 1 / 40, 1 / 4, 100

# Leads to convert, two conversions that wait in the background, the address, and the key of the programs.
START = """
env.company.country_id = env.ref('base.vn')
domain = env['mail.alias.domain'].create({{'name': 'cum.example.vn'}})
env.company.alias_domain_id = domain
team = env['crm.team'].create({{'name': 'Kinh doanh', 'use_leads': True, 'alias_name': 'kinhdoanh',
                               'alias_domain_id': domain.id}})
team.alias_id.alias_defaults = {{'type': 'lead', 'team_id': team.id}}
leads = env['crm.lead'].create([
    {{'name': name + ' hỏi giá', 'type': 'lead', 'team_id': team.id, 'contact_name': name, 'phone': phone,
      'email_from': email}} for name, phone, email in {converted!r}])
half = leads[len(leads) // 2:]
options = {{'deduplicate': False, 'customer': 'each_exist_or_create', 'partner_id': False, 'user_ids': [],
           'team_id': False, 'force_assignment': False}}
admin = env.ref('base.user_admin')
for part in (half[::2], half[1::2]):
    env['crm.lead.conversion'].with_user(admin)._open(part, options, background=True)
until = datetime.datetime.now() + datetime.timedelta(days=1)
key = env['res.users.apikeys'].with_user(admin)._generate('rpc', 'cluster', until)
env.cr.commit()
print('STARTED', key, *leads[:len(leads) // 2].ids)
"""
# How many there are, and how many different ones.
COUNTS = {
    "rows imported": "SELECT count(*), count(DISTINCT phone_sanitized) FROM crm_lead"
    " WHERE phone_sanitized LIKE '+8491%'",
    "mails": "SELECT count(*), count(DISTINCT message_id) FROM mail_message JOIN crm_lead ON res_id = crm_lead.id"
    " WHERE message_id LIKE '<%@cum.khach.example.com>' AND model = 'crm.lead'",
    "leads converted": "SELECT count(*), count(DISTINCT phone_sanitized) FROM crm_lead"
    " WHERE phone_sanitized LIKE '+8497%' AND type = 'opportunity' AND partner_id IS NOT NULL",
    "their customers": "SELECT count(*), count(DISTINCT email_normalized) FROM res_partner"
    " WHERE email_normalized LIKE '%@doi.example.vn'",
}
STUCK = """
SELECT (SELECT count(*) FROM crm_lead_import WHERE state != 'done')
     + (SELECT count(*) FROM crm_lead_conversion WHERE state != 'done')
     + (SELECT count(*) FROM queue_job WHERE state NOT IN ('done', 'cancelled'))
"""
HOW_FAR = "SELECT coalesce(sum(position), 0) FROM crm_lead_import"

READS = (
    (
        "crm.lead/web_search_read",
        {
            "domain": [["type", "=", "lead"]],
            "specification": {"name": {}, "phone": {}, "stage_id": {"fields": {"display_name": {}}}},
            "limit": 80,
        },
    ),
    ("crm.lead/search_count", {"domain": [["name", "ilike", "an"]]}),
    ("crm.lead/formatted_read_group", {"domain": [], "groupby": ["stage_id"], "aggregates": ["__count"]}),
    ("crm.lead/name_search", {"name": "minh", "limit": 8}),
    ("crm.lead/l10n_vn_lookup", {"phone": "0970000005"}),
)


class Work:
    """The work of one run.

    :param int rows: rows that are imported; the numbers of mails and conversions follow from it
    """

    def __init__(self, rows, seed):
        self.random = random.Random(seed)
        self.rows, self.mails, self.converted = rows, int(rows * MAILS_A_ROW), int(rows * CONVERTED_A_ROW)

    def _name(self):
        return f"{self.random.choice(FAMILY)} {self.random.choice(GIVEN)} {self.random.choice(GIVEN)}"

    def start(self):
        """Return the script that fills the database."""
        leads = [(self._name(), f"097{n:07d}", f"khach{n}@doi.example.vn") for n in range(self.converted)]
        return "import datetime\n" + START.format(converted=leads)

    def imports(self):
        """Return lists of calls, one for each program."""
        rows = [
            {"Họ tên": self._name(), "SĐT": f"091{n:07d}", "Email": f"khach{n}@nhap.example.vn"}
            for n in range(self.rows)
        ]
        return [
            [("crm.lead/l10n_vn_intake_start", {"rows": rows[part::IMPORTS], "source": f"chương trình {part}"})]
            for part in range(IMPORTS)
        ]

    def mails_in(self):
        """Return calls as those of a mail server."""
        return [
            ("mail.thread/message_process", {"model": False, "message": self._mail(number)})
            for number in range(self.mails)
        ]

    def _mail(self, number):
        name = self._name()
        return (
            f"From: khach{number}@thu{number}.example.com\nTo: {ADDRESS}\nSubject: Hoi gia {number}\n"
            f"Message-ID: <{number}@cum.khach.example.com>\nContent-Type: text/plain; charset=utf-8\n\n"
            f"Cho tôi xin báo giá.\n{name}\nĐT 096{number:07d}"
        )

    def conversions(self, lead_ids):
        """Return calls that convert ``lead_ids``, each with the key under which it is done once."""
        return [
            (
                "crm.lead/l10n_vn_convert",
                {"ids": lead_ids[at : at + BATCH], "deduplicate": False, "request_key": f"chuyển {at}"},
            )
            for at in range(0, len(lead_ids), BATCH)
        ]

    def count(self, node, database):
        """Return [(title, wanted, lost, doubled)] of what is in ``database`` of ``node``."""
        sent = (self.rows, self.mails, self.converted, self.converted)
        found = [map(int, node.sql(question, database).split("|")) for question in COUNTS.values()]
        return [
            (title, wanted, wanted - different, count - different)
            for title, wanted, (count, different) in zip(COUNTS, sent, found, strict=True)
        ]
