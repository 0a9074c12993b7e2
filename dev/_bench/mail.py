# Mails of strangers to the leads' address: a form's notification, a letter with a signature, a thread, a large file.
SIZES = (60,)
PLAIN = """Chào anh chị, {description}.

Trân trọng,
--
{contact_name}
Trưởng phòng Mua hàng
{partner_name}
ĐT: {phone} - Fax: 024 3822 1112
E: {email_from} | W: www.example.com
"""
FORM = """<p>Bạn có khách hàng mới</p><table><tr><td><b>Họ và tên:</b></td><td>{contact_name}</td></tr>
<tr><td>Số điện thoại:</td><td>{phone}</td></tr><tr><td>Lời nhắn:</td><td>{description}</td></tr></table>"""
THREAD = (
    "{description}\n\n{contact_name}\n{phone}\n\nVào T.3, 3 thg 6, 2025 lúc 10:12 Mẫu <leads@example.vn> đã viết:\n"
)
QUOTED = "> Kính gửi anh chị, công ty chúng tôi xin gửi báo giá như sau.\n" * 40
LARGE = 200_000


def customers(env):
    """Make as many customers as CUSTOMERS says, by SQL: what they cost is not measured."""
    import os

    count = int(os.environ.get("CUSTOMERS", 0))
    if count:
        env.cr.execute(
            "INSERT INTO res_partner"
            " (name, complete_name, email, email_normalized, active, type, partner_share, company_id)"
            " SELECT 'Khách ' || n, 'Khách ' || n, 'cu' || n || '@example.com', 'cu' || n || '@example.com', TRUE,"
            " 'contact', TRUE, NULL FROM generate_series(1, %s) n",
            [count],
        )
        env.cr.execute("ANALYZE res_partner")


def prepare(env, size):
    customers(env)
    return [mail(number, size, row) for number, row in enumerate(people(size, seed=8))]


def mail(number, size, row):
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"] = f"{row['contact_name']} <{row['email_from']}>"
    message["To"] = "leads@example.vn"
    message["Subject"] = row["name"]
    message["Message-ID"] = f"<{number}.{size}@example.com>"
    message["Date"] = "Tue, 03 Jun 2025 08:41:10 +0700"
    if number % 3 == 0:
        message.set_content(FORM.format(**row), subtype="html")
    else:
        message.set_content((PLAIN if number % 3 == 1 else THREAD + QUOTED).format(**row))
    if number % 6 == 5:
        message.add_attachment(bytes(LARGE), maintype="application", subtype="pdf", filename="bao-gia.pdf")
    return message.as_bytes()


def work(env, prepared):
    for message in prepared:
        env["mail.thread"].message_process("crm.lead", message)


def result(env, prepared):
    leads = env["crm.lead"].search([("email_from", "ilike", "khach8.")]).sorted("email_normalized")
    return values(leads, ["name", "email_normalized"])
