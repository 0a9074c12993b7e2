"""What would a customer's mail look like? One made up, to prove that an address works."""

import email.message
import email.policy
import email.utils


def test_mail(address):
    """Return (bytes) a mail of a made-up customer to ``address`` (str)."""
    mail = email.message.EmailMessage(policy=email.policy.SMTP)
    mail["From"] = "Nguyễn Thị Thử Nghiệm <thu.nghiem@khach.example.com>"
    mail["To"] = address
    mail["Subject"] = "Thư thử: hỏi giá"
    mail["Message-ID"] = email.utils.make_msgid(domain="khach.example.com")
    mail["Date"] = email.utils.formatdate(localtime=False)
    mail.set_content("Chào anh chị,\nCông ty em cần báo giá.\n\nTrân trọng,\nNguyễn Thị Thử Nghiệm\nDĐ: 0912 345 678\n")
    return mail.as_bytes()
