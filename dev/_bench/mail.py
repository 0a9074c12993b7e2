# Mails of strangers to the leads' address.
SIZES = (50,)
MAIL = """From: {contact_name} <{email_from}>
To: leads@example.vn
Subject: {name}
Message-ID: <{number}.{seed}@example.com>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Chào anh chị, {description}.
{contact_name}
ĐT: {phone}
"""


def prepare(env, size):
    return [MAIL.format(number=number, seed=size, **row).encode() for number, row in enumerate(people(size, seed=8))]


def work(env, prepared):
    for message in prepared:
        env["mail.thread"].message_process("crm.lead", message)


def result(env, prepared):
    leads = env["crm.lead"].search([("email_from", "ilike", "khach8.")]).sorted("email_normalized")
    return values(leads, ["name", "email_normalized"])
