"""HTML that is stored without parsing equals what Odoo's sanitizer makes of it."""

import random

from odoo.tests import BaseCase, tagged
from odoo.tools.mail import html_sanitize

from ...models.bulk import plain_html

NOTES = [
    "Cần báo giá 12 bộ bàn ghế",
    "<p>Cần 2 bộ<br/>Giao ở Quận 1</p>",
    "<p>Gọi sau 17h<br><br>Số 0912 345 678</p><p>Khách cũ</p>",
    "<p>Bàn &#39;gỗ sồi&#39; 5 &lt; 6 &amp; ghế</p>",
    "1. Tủ; 2. Giường – 50%",
]
ODD_NOTES = [
    "1. Tủ\n2. Giường",
    "<p>--<br/>Nguyễn Văn An</p>",
    "<p>\n--\nNguyễn Văn An</p>",
    "Khách viết:\n> báo giá",
    "<p>Khách viết:\n&gt; báo giá</p>",
    " Cần gấp",
    "5 < 6",
    "Bàn & ghế",
    "Bàn\xa0ghế",
    "<b>Gấp</b>",
    "<p>Gấp",
    "<p onclick='x()'>Gấp</p>",
    "<script>alert(1)</script>",
    "<o:p>Gấp</o:p>",
    "",
]
PARTS = [
    *("Cần", "Đ", "ế", "a", "1", "-", "--", "_", "  ", " ", "=", "\\", "%s", "{{x}}", "–", "🎉", "/", "data:image"),
    *(
        "<p>",
        "</p>",
        "</p><p>",
        "<br/>",
        "<br>",
        "<br />",
        "<b>",
        "</b>",
        "<o:p>",
        "<!--",
        "-->",
        "]]>",
        "<",
        ">",
        "> ",
    ),
    *("&gt;", "&amp;", "&lt;", "&quot;", "&#39;", "&nbsp;", "&#128;", "&", "'", '"', "encoding='x' ", "o:"),
    *("\n", "\n> ", "\n-- ", "\r", "\t", "\x00", "\x85", "\xa0", "\u200b", "e\u0301", "https://a.vn/?b=1"),
]
SANITIZERS = [{}, {"sanitize_attributes": True}, {"sanitize_attributes": True, "sanitize_style": True}]


@tagged("post_install", "-at_install")
class TestPlainHtml(BaseCase):
    def test_notes_of_lists_are_not_parsed(self):
        for note in NOTES:
            with self.subTest(note):
                self.assertEqual(plain_html.sanitized(note), html_sanitize(note, sanitize_attributes=True))

    def test_what_may_be_markup_is_left_to_odoo(self):
        for note in ODD_NOTES:
            with self.subTest(note):
                self.assertIsNone(plain_html.sanitized(note))

    def test_any_mixture_is_as_odoo_sanitizes_it(self):
        chance, known = random.Random(19), 0
        for number in range(6000):
            text = "Cần " * (number % 3 == 0) + "".join(chance.choices(PARTS, k=chance.randint(1, 6)))
            text = f"<p>{text}</p>" if number % 2 else text
            stored = plain_html.sanitized(text)
            if stored is not None:
                known += 1
                self.assertEqual(stored, html_sanitize(text, **SANITIZERS[number % 3]), repr(text))
        self.assertGreater(known, 300)
