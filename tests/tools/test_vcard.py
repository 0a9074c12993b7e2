import quopri
import random
import time
import unicodedata

import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from odoo.tests import BaseCase

from ...tools.card import vcard

CALM = settings(derandomize=True, database=None, deadline=None, max_examples=200)
PNG = "iVBORw0KGgoAAAANSUhEUg=="
LENGTH, SECONDS = 100_000, 2


def in_1258(text):
    """Return ``text`` as Windows-1258 bytes: letters with their hats, tones apart."""
    letters = []
    for letter in text:
        tone = [mark for mark in unicodedata.normalize("NFD", letter) if mark in "\u0300\u0301\u0303\u0309\u0323"]
        rest = "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in tone)
        letters += [unicodedata.normalize("NFC", rest), *tone]
    return "".join(letters).encode("cp1258")


CARDS = {
    "an old phone writes quoted-printable with soft line breaks": (
        (
            "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Nguy=E1=BB=85n;H=C3=A0;=\r\n"
            "Th=E1=BB=8B;;\r\nTEL;WORK;FAX:02838221234\r\nTEL;WORK:02838221235\r\nTEL;CELL:0912345678\r\nEND:VCARD"
        ),
        {
            "contact_name": "Nguyễn Thị Hà",
            "phone": "0912345678",
            "phone_secondary": "02838221235",
            "fax": "02838221234",
        },
    ),
    "a soft line break has blanks behind it, or folds the line too": (
        (
            "BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Nguy=E1= \r\n=BB=85n Th=\r\n"
            "=E1=BB=8B H=C3=\r\n =A0\r\nNOTE;ENCODING=QUOTED-PRINTABLE:G=E1=BB=8Di sau 17h=\r\nTEL;CELL:0912345678\r\n"
            "END:VCARD"
        ),
        {"contact_name": "Nguyễn Thị Hà", "phone": "0912345678", "description": "Gọi sau 17h"},
    ),
    "quoted-printable without its label": (
        "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8:=4C=C3=AA=20=\n=48=C3=A0\nTEL:0912345678\nEND:VCARD",
        {"contact_name": "Lê Hà", "phone": "0912345678"},
    ),
    "an assistant's card within a card": (
        (
            "BEGIN:VCARD\nVERSION:2.1\nFN:Lê Hà\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nFN:Trần Thư\nTEL:0987654321\n"
            "END:VCARD\nTEL;CELL:0912345678\nEMAIL:ha@x.example.vn\nEND:VCARD"
        ),
        {
            "contact_name": "Lê Hà",
            "phone": "0912345678",
            "email_from": "ha@x.example.vn",
            "description": "AGENT: Trần Thư, 0987654321",
        },
    ),
    "an assistant's card on the line of its property": (
        ("BEGIN:VCARD\nFN:Lê Hà\nAGENT:BEGIN:VCARD\nFN:Trần Thư\nTEL:0987654321\nEND:VCARD\nTEL:0912345678\nEND:VCARD"),
        {"contact_name": "Lê Hà", "phone": "0912345678", "description": "AGENT: Trần Thư, 0987654321"},
    ),
    "an assistant's card in one escaped line": (
        (
            "BEGIN:VCARD\nVERSION:3.0\nFN:Lê Hà\nAGENT:BEGIN:VCARD\\nFN:Trần Thư\\nTEL:0987654321\\nEND:VCARD\\n\n"
            "TEL:0912345678\nEND:VCARD"
        ),
        {"contact_name": "Lê Hà", "phone": "0912345678", "description": "AGENT: Trần Thư, 0987654321"},
    ),
    "Outlook writes Windows-1258, quoted": (
        b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=windows-1258;ENCODING=QUOTED-PRINTABLE:"
        + quopri.encodestring(in_1258("Trần Thị Lệ"))
        + b"\nEND:VCARD",
        {"contact_name": "Trần Thị Lệ"},
    ),
    "Outlook writes Windows-1258, raw": (
        b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=windows-1258:" + in_1258("Trần Thị Lệ") + b"\nEND:VCARD",
        {"contact_name": "Trần Thị Lệ"},
    ),
    "an iPhone puts the whole name into the given name and labels into a group": (
        (
            "BEGIN:VCARD\nVERSION:3.0\nN:;Nguyễn Văn A;;;\nFN:Nguyễn Văn A\nitem1.TEL;type=pref:0987 654 321\n"
            "item1.X-ABLabel:Zalo\nTEL;type=CELL;type=VOICE:0912 345 678\nitem2.URL;type=pref:https\\://a.example.vn\n"
            "item2.X-ABLabel:_$!<HomePage>!$_\nX-SOCIALPROFILE;type=facebook;x-user=abc:http://facebook.com/abc\n"
            "NOTE:MST: 0101243150\\nGặp ở hội chợ\nEND:VCARD"
        ),
        {
            "contact_name": "Nguyễn Văn A",
            "phone": "0912 345 678",
            "zalo": "0987 654 321",
            "website": "https://a.example.vn",
            "facebook": "http://facebook.com/abc",
            "vat": "0101243150",
            "description": "MST: 0101243150\nGặp ở hội chợ",
        },
    ),
    "version 4 writes phones as addresses and pictures as data": (
        (
            'BEGIN:VCARD\nVERSION:4.0\nFN:Lê Thị Bình\nTEL;VALUE=uri;TYPE="voice,cell":tel:+84-912-345-678\n'
            'ADR;LABEL="12 Lê Lợi: Q.1":;;12 Lê Lợi;Quận 1;TP. Hồ Chí Minh;;Việt Nam\n'
            f"PHOTO:data:image/png;base64,{PNG}\nEND:VCARD"
        ),
        {
            "contact_name": "Lê Thị Bình",
            "phone": "+84-912-345-678",
            "street": "12 Lê Lợi",
            "city": "Quận 1",
            "state_id": "TP. Hồ Chí Minh",
            "country_id": "Việt Nam",
            "photo": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        },
    ),
    "a foreign program turns the name round": (
        "BEGIN:VCARD\nVERSION:3.0\nN:Võ;Minh Quý;Hoàng;Mr.;\nFN:Minh Quý Hoàng Võ\nEND:VCARD",
        {"contact_name": "Võ Hoàng Minh Quý", "title_honorific": "Mr."},
    ),
    "the company is all there is": (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Công ty CP Lá Phong\nORG:Công ty CP Lá Phong\n"
        "ADR:;;12 Lê Lợi\\, Vinh\\, Nghệ An;;;;\nEND:VCARD",
        {"partner_name": "Công ty CP Lá Phong", "street": "12 Lê Lợi", "city": "Vinh", "state_id": "Nghệ An"},
    ),
    "a letter is cut in two at the end of a line": (
        b"BEGIN:VCARD\nFN:Nguy\xe1\n \xbb\x85n An\nEND:VCARD",
        {"contact_name": "Nguyễn An"},
    ),
    "beginning and end are missing": (
        "N:Trần;Bình\nTEL:0912345678\nDÒNG HỎNG",
        {"contact_name": "Trần Bình", "phone": "0912345678", "description": "DÒNG HỎNG"},
    ),
    "a QR code of a phone": (
        (
            "MECARD:N:Nguyễn,An;TEL:0912345678;EMAIL:an@laphong.example.vn;ADR:12 Lê Lợi, Quận 1, TP.HCM;"
            "NOTE:hay\\; tốt;;"
        ),
        {
            "contact_name": "Nguyễn An",
            "phone": "0912345678",
            "email_from": "an@laphong.example.vn",
            "street": "12 Lê Lợi",
            "city": "Quận 1",
            "state_id": "TP Hồ Chí Minh",
            "description": "hay; tốt",
        },
    ),
    "a QR code of a printer": (
        "BIZCARD:N:An;X:Nguyễn;T:Giám đốc;C:Cty TNHH Lá Phong;B:02838221234;M:0912345678;F:02838221235;;",
        {
            "contact_name": "Nguyễn An",
            "function": "Giám đốc",
            "partner_name": "Cty TNHH Lá Phong",
            "phone": "0912345678",
            "phone_secondary": "02838221234",
            "fax": "02838221235",
        },
    ),
    "UTF-16 from a spreadsheet": ("BEGIN:VCARD\nFN:Lê An\nEND:VCARD".encode("utf-16"), {"contact_name": "Lê An"}),
}


class TestVcard(BaseCase):
    def test_cards_of_many_phones(self):
        for story, (card, expected) in CARDS.items():
            with self.subTest(story):
                found = vcard.parse(card)
                self.assertEqual(found, [found[0] | expected])
                self.assertLessEqual(found[0].keys(), expected.keys())

    def test_one_file_holds_many_cards(self):
        cards = "".join(f"BEGIN:VCARD\nFN:Khách {i}\nTEL:09123450{i:02}\n" for i in range(50))
        found = vcard.parse("Gửi anh danh bạ:\n" + cards + "END:VCARD\nCảm ơn anh")
        self.assertEqual([card["phone"] for card in found], [f"09123450{i:02}" for i in range(50)])

    def test_what_another_program_writes_is_read(self):
        """vobject writes the card that is read here: two programs, one meaning."""
        card = vobject.vCard()
        card.add("n").value = vobject.vcard.Name(family="Đặng", given="Hoà", additional="Thị")
        card.add("fn").value = "Đặng Thị Hoà"
        card.add("org").value = ["Công ty; Chấm phẩy, phẩy", "Phòng Mua"]
        card.add("note").value = "Dòng một\nDòng hai: \\ và " + "dài " * 60
        card.add("tel").value = "0912 345 678"
        card.add("photo").value = b"\xff\xd8\xff" + bytes(range(256))
        card.photo.encoding_param = "B"
        [found] = vcard.parse(card.serialize())
        self.assertEqual(found["contact_name"], "Đặng Thị Hoà")
        self.assertEqual(found["partner_name"], "Công ty; Chấm phẩy, phẩy")
        self.assertEqual(found["department"], "Phòng Mua")
        self.assertEqual(found["photo"], b"\xff\xd8\xff" + bytes(range(256)))
        self.assertEqual(found["description"], card.note.value.strip())

    def test_a_card_within_a_card_is_one_of_its_own(self):
        text = (
            "BEGIN:VCARD\nFN:Lê Hà\nTEL:0912345678\nBEGIN:VCARD\nFN:Trần Tú\nTEL:0987654321\nEND:VCARD\n"
            "EMAIL:ha@x.example.vn\nEND:VCARD\n"
        )
        self.assertEqual(
            vcard.parse(text),
            [
                {"contact_name": "Lê Hà", "phone": "0912345678", "email_from": "ha@x.example.vn"},
                {"contact_name": "Trần Tú", "phone": "0987654321"},
            ],
        )
        endless = text.replace("END:VCARD\nEMAIL", "EMAIL")
        self.assertEqual([card["contact_name"] for card in vcard.parse(endless)], ["Lê Hà", "Trần Tú"])
        for unit in ("BEGIN:VCARD\n", "AGENT:BEGIN:VCARD\n", "AGENT:\nBEGIN:VCARD\nFN:Lê Hà\n"):
            vcard.parse("BEGIN:VCARD\n" + unit * 3000)

    def test_text_that_is_no_card_is_none(self):
        for text in ("", "Chào anh, em gửi báo giá.", "Tên: Lan\nSĐT: 0912345678", b"\x00\xff", "TEL:0912345678"):
            with self.subTest(text):
                self.assertEqual(vcard.parse(text), [])

    def test_a_printed_card_with_the_labels_of_a_vcard_is_none(self):
        for lines in ("Tel: 0236 3822178\nEmail: ha@x.vn",
                      "TEL: 024 3822 1111 - FAX: 1\nEMAIL: ha@x.vn\nOrg: Mây Trắng",
                      "Tel : 1\nEmail: ha@x.vn", "Tel:0912345678\nEmail:ha@x.vn"):  # fmt: skip
            with self.subTest(lines):
                self.assertEqual(vcard.parse(f"LÊ THỊ HÀ\nTrưởng phòng\n{lines}"), [])
        self.assertEqual(vcard.parse("FN:Lê Hà\nTEL;CELL:0912345678")[0]["contact_name"], "Lê Hà")
        self.assertEqual(vcard.parse("TEL;CELL:0912345678\nEMAIL:ha@x.vn")[0]["phone"], "0912345678")

    def test_a_script_is_no_photo(self):
        svg = "BEGIN:VCARD\nFN:Lan\nPHOTO:data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+\nEND:VCARD"
        self.assertNotIn("photo", vcard.parse(svg)[0])

    @CALM
    @given(st.one_of(st.binary(max_size=300), st.text(max_size=200)))
    def test_anything_is_survived(self, data):
        text = data if isinstance(data, bytes) else data.encode("utf-8", "replace")
        vcard.parse(data)
        vcard.parse(b"BEGIN:VCARD\nFN:Lan\n" + text + b"\nEND:VCARD")

    def test_twenty_thousand_damaged_cards(self):
        whole = [card if isinstance(card, bytes) else card.encode() for card, _expected in CARDS.values()]
        signs = [
            b";",
            b":",
            b"=",
            b"\\",
            b'"',
            b"\n",
            b"\r",
            b",",
            b"\0",
            b"\n ",
            b"=\r\n",
            b"BEGIN:VCARD\n",
            b"MECARD:",
        ]
        dice = random.Random(20261125)
        for _round in range(20_000):
            data = bytearray(dice.choice(whole))
            for _damage in range(dice.randint(1, 8)):
                at = dice.randrange(len(data) + 1)
                data[at : at + dice.choice((0, 0, 1, 20))] = dice.choice(
                    (b"", dice.choice(signs) * dice.randint(1, 4), dice.randbytes(4), data[at // 2 : at // 2 + 40])
                )
            for card in vcard.parse(bytes(data)):
                for field, value in card.items():
                    self.assertIsInstance(value, bytes if field == "photo" else str)
                    self.assertTrue(value)

    def test_time_grows_with_length_only(self):
        heads = (b"", b"BEGIN:VCARD\n", b"BEGIN:VCARD\nTEL;", b"BEGIN:VCARD\nADR:;;", b"BEGIN:VCARD\nNOTE:", b"MECARD:")
        units = (b"a", b";", b":", b"=", b",", b"\\", b'"', b"\n ", b"=\n", b"x;y=", b"TEL:09\n", b"N:a;;", b"\xe1\xbb")
        for head in heads:
            for unit in units:
                with self.subTest(head=head, unit=unit):
                    start = time.process_time()
                    vcard.parse(head + (unit * LENGTH)[:LENGTH])
                    self.assertLess(time.process_time() - start, SECONDS)
