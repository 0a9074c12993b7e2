"""Codes, notices, invoices, goodbyes and answers to invitations make no lead; invitations do, with their file."""

from odoo.tests import tagged

from ..common import ADDRESS, MailCase, letter

GUEST = "Hồ Kim Chi <chi@luavang.example.com>"
EVENT = """BEGIN:VCALENDAR
PRODID:-//Lich//VI
METHOD:{method}
BEGIN:VEVENT
DTSTART;TZID=Asia/Ho_Chi_Minh:20261203T093000
ORGANIZER;CN="Hồ Kim Chi":mailto:chi@luavang.example.com
ATTENDEE;CN=Kinh doanh:mailto:kinhdoanh@congty-mau.example.vn
SUMMARY:Xem mẫu gạo xuất khẩu
LOCATION:12 Ngô Quyền\\, Cần Thơ
DESCRIPTION:Bên em cần 5 tấn.\\nHồ Kim Chi\\n0977 121 232
END:VEVENT
END:VCALENDAR
"""


def invitation(method, alone=False, text=""):
    """Return a mail with an invitation, ``alone`` or beside a ``text``."""
    event = EVENT.format(method=method)
    kind = f"text/calendar; charset=utf-8; method={method}"
    if alone:
        return letter(event, GUEST, "Lời mời", Content_Type=kind)
    parts = f"--b\nContent-Type: text/plain; charset=utf-8\n\n{text}\n--b\nContent-Type: {kind}\n\n{event}\n--b--\n"
    return letter(parts, GUEST, "Lời mời", Content_Type="multipart/alternative; boundary=b")


@tagged("post_install", "-at_install")
class TestMailNoCustomer(MailCase):
    def rejected(self, mail, reason):
        """Feed ``mail`` to the gateway; check that it is kept with ``reason``, and return it."""
        before = self.leads.search_count([])
        self.assertFalse(self.receive(mail))
        self.assertEqual(self.leads.search_count([]), before)
        kept = self.last_kept()
        self.assertEqual(kept.reason, reason)
        return kept

    def test_what_no_customer_wrote_is_kept_and_a_lead_in_a_click(self):
        invoice = "Kính gửi Quý khách,\nMã tra cứu: T5R4E3W2\nTra cứu tại https://tracuu.hoadon.example.vn"
        for reason, mail in {
            "notice": letter("Mã xác minh: 552 801. Không chia sẻ mã này.", "no-reply@vi.example.com", "Mã xác minh"),
            "invoice": letter(invoice, "no-reply@hd.example.com", "Hóa đơn điện tử số 77"),
            "calendar": invitation("REPLY", text="Đã chấp nhận"),
        }.items():
            with self.subTest(reason=reason):
                kept = self.rejected(mail, reason)
                kept.action_make_leads()
                self.assertTrue(kept.lead_id.exists())
        self.rejected(invitation("CANCEL", alone=True), "calendar")

    def test_a_notice_of_our_own_site_is_no_lead_but_its_form_is(self):
        site = "WordPress <wordpress@congty-mau.example.vn>"
        self.rejected(letter("Trang của bạn đã được cập nhật lên 6.9.", site, "Các plugin đã được cập nhật"), "notice")
        form = "Họ tên: Mạc Văn Tùng\nSĐT: 0977 121 232\nNội dung: trang web của bạn đã được cập nhật giá chưa?"
        self.assertEqual(self.receive(letter(form, site, "Liên hệ")).phone_sanitized, "+84977121232")

    def test_who_wants_no_more_mails_gets_none(self):
        self.rejected(letter("Vui lòng ngừng gửi thư quảng cáo cho tôi.", GUEST, "Re: Ưu đãi"), "unsubscribe")
        blacklisted = self.env["mail.blacklist"].search([("email", "=", "chi@luavang.example.com")])
        self.assertEqual(len(blacklisted), 1)
        self.assertIn("Re: Ưu đãi", "".join(blacklisted.message_ids.mapped("body")))
        self.last_kept().action_make_leads()
        self.assertTrue(self.last_kept().lead_id.is_blacklisted)

    def test_a_goodbye_in_a_thread_stays_there(self):
        lead = self.leads.create({"name": "Gạo", "email_from": "chi@luavang.example.com", "team_id": self.team.id})
        sent = lead.message_post(body="Ưu đãi", message_type="email_outgoing", subtype_xmlid="mail.mt_comment")
        self.assertEqual(self.receive(letter("Unsubscribe", GUEST, "Re: Ưu đãi", In_Reply_To=sent.message_id)), lead)
        self.assertTrue(lead.is_blacklisted)

    def test_nobody_says_goodbye_for_another(self):
        for sender in (
            "chi@luavang.example.com, ai@khac.example.org",
            "chi@luavang.example.com\nFrom: ai@khac.example.org",
        ):
            self.rejected(letter("Unsubscribe", sender, "Unsubscribe"), "unsubscribe")
        self.receive(letter("Unsubscribe", "ai@khac.example.org", "Unsubscribe", Reply_To="chi@luavang.example.com"))
        self.assertFalse(self.env["mail.blacklist"].search([("email", "=", "chi@luavang.example.com")]))

    def test_a_customer_is_not_blacklisted(self):
        lead = self.receive(letter("Hủy đăng ký gói cũ giúp em, em cần gói 5 người dùng.", GUEST, "Đổi gói"))
        self.assertTrue(lead)
        self.assertFalse(lead.is_blacklisted)

    def test_an_invitation_is_read_and_its_file_kept(self):
        for mail in (invitation("REQUEST", alone=True), invitation("REQUEST"), invitation("REQUEST", text="Mời anh")):
            lead = self.receive(mail)
            with self.subTest(mail=mail[:300]):
                self.assertEqual(lead.email_normalized, "chi@luavang.example.com")
                self.assertEqual((lead.contact_name, lead.phone_sanitized), ("Hồ Kim Chi", "+84977121232"))
                for text in ("Xem mẫu gạo xuất khẩu", "03/12/2026 lúc 09:30", "Bên em cần 5 tấn."):
                    self.assertIn(text, lead.description)
                message = lead.message_ids.filtered(lambda message: message.message_type == "email")
                self.assertEqual(message.attachment_ids.mapped("name"), ["invite.ics"])
                self.assertIn("BEGIN:VEVENT", message.attachment_ids.raw.decode())
                self.assertNotIn("BEGIN:VEVENT", message.body)
            lead.action_set_lost()


@tagged("post_install", "-at_install")
class TestMailOnePerson(MailCase):
    def test_one_mailbox_in_other_spellings_joins(self):
        lead = self.leads.create({"name": "Gạo", "team_id": self.team.id, "email_from": "kim.chi@gmail.com"})
        for sender in ("kimchi+mua@gmail.com", "k.imchi@googlemail.com"):
            self.assertEqual(self.receive(letter("Còn gạo không?\n--\nChi\n0977 121 232", sender)), lead)
        self.assertEqual((lead.email_from, lead.phone_sanitized), ("kim.chi@gmail.com", "+84977121232"))
        for sender in ("kim.chi.2@gmail.com", "kimchi@gmail.com.example.org", "kimchi@luavang.example.com"):
            self.assertNotEqual(self.receive(letter("Còn gạo không?", sender)), lead)

    def test_a_sender_who_fills_in_lines_keeps_the_address_and_joins(self):
        lines = "Họ tên: Đặng Thị Ngọc Lan\nSố điện thoại: 0938 404 505\nNội dung: cần 12 ghế xoay"
        lead = self.receive(letter(lines, "Gấu Bông <gaubong.89@gmail.com>"))
        self.assertEqual(lead.email_from, "gaubong.89@gmail.com")
        self.assertEqual((lead.contact_name, lead.phone_sanitized), ("Đặng Thị Ngọc Lan", "+84938404505"))
        self.assertEqual(self.receive(letter(lines, "Gấu Bông <gaubong.89@gmail.com>")), lead)

    def test_customers_whom_one_mailbox_sends_are_not_mixed(self):
        first, second = (
            self.receive(letter(f"Họ tên: {name}\nSĐT: {number}", "Ghế Xoay <info@ghexoay.example.com>"))
            for name, number in (("Đặng Thị Ngọc Lan", "0938 404 505"), ("Mạc Văn Tùng", "0977 121 232"))
        )
        self.assertNotEqual(first, second)
        self.assertEqual(second.phone_sanitized, "+84977121232")
        self.assertEqual(first.phone_sanitized, "+84938404505")

    def test_a_forwarded_name_is_no_colleagues(self):
        user = self.env["res.users"].create(
            {"name": "Lương Thị Nga", "login": "nga", "email": "nga@congty-mau.example.vn", "phone": "0909 101 202"}
        )
        head = "\n\nFrom: {}\nSent: Monday\nTo: Kinh doanh\nSubject: Gạo\n\nCần 5 tấn."
        sender = f"Nga <{user.email}>"
        lead = self.receive(letter(f"Nga 0909 101 202{head.format('Hồ Kim Chi')}", sender, to=ADDRESS))
        self.assertEqual((lead.contact_name, lead.phone), ("Hồ Kim Chi", False))
        lead = self.receive(letter(f"Chuyển giúp.{head.format('Nga Lương Thị')}", sender))
        self.assertFalse(lead.contact_name)
