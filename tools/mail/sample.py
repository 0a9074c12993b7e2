"""Sample mail of a customer, to test that an address receives mails."""

import email.message
import email.policy
import email.utils


def test_mail(address: str) -> bytes:
    """Return the mail (bytes) of an invented customer to ``address`` (str)."""
    mail = email.message.EmailMessage(policy=email.policy.SMTP)
    mail["From"] = "Nguyễn Thị Thử Nghiệm <thu.nghiem@khach.example.com>"
    mail["To"] = address
    mail["Subject"] = "Thư thử: hỏi giá"
    mail["Message-ID"] = email.utils.make_msgid(domain="khach.example.com")
    mail["Date"] = email.utils.formatdate(localtime=False)
    mail.set_content("Chào anh chị,\nCông ty em cần báo giá.\n\nTrân trọng,\nNguyễn Thị Thử Nghiệm\nDĐ: 0912 345 678\n")
    return mail.as_bytes()
