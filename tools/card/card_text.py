"""Values of leads from the text of a business card that was typed, pasted or scanned.

Labelled lines are read by the vocabulary, others by their form: web address, phone, company, street, position; the
name is a remaining line that can be one.

>>> [card] = parse('''CÔNG TY CP LÁ PHONG
... Nguyễn Thị Mai
... Trưởng phòng Kinh doanh
... M: 0912 345 678  |  T: (024) 3822 1234
... mai@laphong.example.vn - www.laphong.example.vn
... 12 Lê Lợi, TP Vinh, Nghệ An''')
>>> card['contact_name'], card['function'], card['partner_name']
('Nguyễn Thị Mai', 'Trưởng phòng Kinh doanh', 'CÔNG TY CP LÁ PHONG')
>>> card['phone'], card['phone_secondary'], card['email_from'], card['website']
('0912 345 678', '(024) 3822 1234', 'mai@laphong.example.vn', 'www.laphong.example.vn')
>>> card['street'], card['city'], card['state_id']
('12 Lê Lợi', 'TP Vinh', 'Nghệ An')
"""

import re
from collections.abc import Iterable, Sequence

from .. import phone, vocabulary
from ..facts import facts
from ..name import company_name, honorific, person_name
from ..table.file_limits import MOST_CARDS
from ..text import clean, clean_lines, fold
from ..value import email_address, province, tax_code

# Lines beyond these become a note.
_MOST_LINES = 60
_LONGEST_LINE = 300

_NUMBER = re.compile(r"[+(]?[0-9]")
_HOTLINE = re.compile(r"(?i)(?:hotline|đường dây nóng|tổng đài)\s?[:.]?\s?([+(]?[0-9][0-9 .()\-]{6,18})")
_BETWEEN_CARDS = re.compile(r"(?m)^[ \t]*(?:[-=*_#~]{3,})[ \t]*$")
_PIECES = re.compile(r"\s*[|•·●▪■│]\s*|\s+[-–—]\s+")
_GAP = re.compile(r"(?<=\S)(?:\t| {3,})[\t ]*(?=\S)")
# Spaces that OCR adds: "www . mau.vn", "lan @ mau. com.vn".
_SPACED = re.compile(
    r"(?i)(?:(?<=\w) (?=@)|(?<=@) (?=\w)|(?<=\bwww) (?=\.)|(?<=\bwww\.) (?=\w)| (?=\.(?:com|vn|net|org|edu|gov)\b)|"
    r"(?<=[@a-z0-9]\.) (?=(?:com|vn|net|org|edu|gov)\b))()"
)
_LETTER = re.compile(r"(?i)^(cell|mob|hp|dd|dđ|tel|fax|[tmphfewa])(?:\s?[.:]\s?(?=\S)|\s+(?=[+(]?[0-9]{2}))")
_LETTERS = {"f": "fax", "fax": "fax", "e": "email_from", "w": "website", "a": "street"}
_WEB = re.compile(
    r"(?i)\b(?:https?://|www\.)[^\s,;|]{3,200}|"
    r"(?<![\w@.\-])[a-z0-9\-]{2,60}(?:\.[a-z0-9\-]{2,60}){0,2}\.(?:vn|com|net|org|me|shop|store|asia|info|biz|io)\b(?:/[^\s,;|]{1,200})?(?!@)"
)
_STREET = re.compile(
    r"(?i)^(?:địa chỉ|đ/c|số|lô|tầng|lầu|p\.|phòng [0-9]|toà|tòa|đường|phố|ngõ|ngách|hẻm|kiệt|ấp|thôn|xóm|tổ|khu|kcn|"
    r"quốc lộ|ql|[0-9]{1,4}[a-z]?(?:[/\-][0-9]{1,4}[a-z]?){0,5}\s+(?=[^\W\d]))|"
    r"\b(?:quận|phường|huyện|xã|thị trấn|đường|phố|ngõ)\s"
)
_COLUMNS = {
    "contact_name", "contact_last_name", "contact_first_name", "partner_name", "function", "department", "phone",
    "phone_secondary", "fax", "zalo", "facebook", "email_from", "email_cc", "website", "street", "street2", "city",
    "state_id", "zip", "country_id", "vat", "title_honorific", "birthdate",
}  # fmt: skip
_PROFILES = (("zalo.me/", "zalo"), ("facebook.com/", "facebook"), ("fb.com/", "facebook"), ("fb.me/", "facebook"))
_SEVERAL = {"phone": "phone_secondary", "phone_secondary": "phone_secondary", "email_from": "email_cc"}
_ACCOUNT = re.compile(
    r"(?i)(?:stk|số\s?tk|tk|số tài khoản|tài khoản|so tai khoan|tai khoan|account|acc|a/c|iban|cccd|cmnd|cmt|hộ chiếu|"
    r"passport|gplx|bhxh)\b"
)
_NAME_LABEL = re.compile(r"(?i)^(?:lh|lhệ|liên hệ|gặp|hotline|tel|đt|sđt|call)\s+")
_NOT_WORD = re.compile(r"[\W_]+")


def _key(text: str) -> str:
    return f" {_NOT_WORD.sub(' ', fold(text)).strip()} "


_JOBS = tuple({_key(row["words"]) for row in facts("job_words")})


def count(text: str) -> int:
    """Return the largest number (int) of cards that ``text`` (str) can hold, without parsing them."""
    return 1 + sum(1 for _line in _BETWEEN_CARDS.finditer(text))


def parse(text: str | None) -> list[dict[str, str]]:
    """Return the cards in ``text``, one ``{column: text}`` per card.

    :param text: str or None; a line of dashes or the like separates cards
    :return: list of dicts with columns as :func:`.vcard.parse` gives them; every word of the text is in one of them.
        Never raises.
    """
    blocks = _BETWEEN_CARDS.split(clean_lines(text or ""), maxsplit=MOST_CARDS)
    return [card for card in map(_card, blocks) if card]


def _card(block: str) -> dict[str, str]:
    lines = [_SPACED.sub(r"\1", line) for line in map(clean, _GAP.sub(" | ", block).split("\n")) if line]
    values: dict[str, str] = {}
    notes: list[str] = []
    rest = [piece for line in _joined(lines[:_MOST_LINES]) for piece in _labelled(line, values, notes)]
    hotlines = [number for found in _HOTLINE.findall(block) for number in phone.parse(found).numbers]
    is_labelled = _put_mobile_first(values, hotlines)
    rest = [left for piece in rest if (left := _known(piece, values))]
    if not is_labelled:
        _put_mobile_first(values, hotlines)
    _name(rest, values)
    notes += [*rest, *lines[_MOST_LINES:]]
    values["description"] = "\n".join(notes)
    return {field: value for field, value in values.items() if value}


def _joined(texts: Iterable[str]) -> list[str]:
    """Return ``texts`` with each number behind the label that rules it out: "Mã khách hàng", "0912345678"."""
    joined: list[str] = []
    for text in texts:
        label = joined[-1] if joined and _NUMBER.match(text) and not _is_address(text) else ""
        if label and not any(map(str.isdigit, label)) and phone.is_other_label(label) and not _is_name(label):
            joined[-1] = f"{label.rstrip(' :')}: {text}"
        else:
            joined.append(text)
    return joined


def _is_address(text: str) -> bool:
    """Return whether ``text`` is an address that begins with a number: "208 30 Tháng 4, Nghệ An"."""
    return any(map(str.isalpha, text)) and bool(_STREET.search(text) or province.from_address(text)[2])


def _is_name(text: str) -> bool:
    """Return whether ``text`` names a company or a person, though its last word is one of labels: "Việt Tín", TIN."""
    return company_name.is_company(text) or person_name.is_certain(text)


def _put_mobile_first(values: dict[str, str], hotlines: Sequence[str]) -> bool:
    """Exchange a landline in ``values`` for a mobile in the column for others; return whether there is a phone.

    :param hotlines: E.164 of the company's hotlines, which are nobody's mobile
    """
    first, others = values.get("phone", ""), values.get("phone_secondary", "")
    numbers = [*phone.parse(first).numbers, *phone.parse(others).numbers]
    mobile = next((number for number in numbers if phone.is_mobile(number) and number not in hotlines), "")
    if mobile and mobile != numbers[0]:
        texts = [text for text in [first, *others.split("; ")] if text]
        own = next((text for text in texts if phone.parse(text)[:3:2] == ((mobile,), "")), phone.format(mobile))
        values["phone"] = own
        values["phone_secondary"] = "; ".join(text for text in texts if text != own)
    return bool(first)


def _labelled(line: str, values: dict[str, str], notes: list[str]) -> list[str]:
    """Add the labelled values of ``line`` to ``values``; return the pieces (list of str) without a label."""
    if len(line) > _LONGEST_LINE:
        notes.append(line)
        return []
    if not _LETTER.match(line) and not _pairs(line, values):
        return []
    pieces = _joined(piece for piece in _PIECES.split(line) if piece)
    return [left for piece in pieces if not _lettered(piece, values) for left in _pairs(piece, values)]


def _lettered(piece: str, values: dict[str, str]) -> bool:
    """Read "M: 0912 345 678" and the like; return whether ``piece`` (str) has such a one-letter label."""
    letter = _LETTER.match(piece)
    if not letter:
        return False
    field = _LETTERS.get(letter[1].lower(), "phone")
    value = piece[letter.end() :]
    if field == "phone" and not phone.parse(value).numbers:
        return False
    _put(values, field, value)
    return True


def _pairs(piece: str, values: dict[str, str]) -> list[str]:
    pairs = vocabulary.read_pairs([piece])
    if not pairs or any(field not in _COLUMNS for field, _value in pairs):
        return [piece]
    for field, value in pairs:
        _put(values, field, value)
    return []


def _put(values: dict[str, str], field: str, value: str) -> None:
    """Add ``value`` (str) to ``values``; a second phone or e-mail goes to the column for others."""
    if field in _SEVERAL and values.get(field):
        field = _SEVERAL[field]
    if field == "street":
        street, city, state = province.from_address(value)
        for name, part in (("street", street), ("city", city), ("state_id", state.name if state else "")):
            if part:
                values[name] = ", ".join(filter(None, [values.get(name), part])) if name == "street" else part
        return
    joint = "; " if field in ("phone_secondary", "zalo", "fax") else ", "
    values[field] = joint.join(filter(None, [values.get(field), value]))


def _known(piece: str, values: dict[str, str]) -> str:
    """Add ``piece`` (str) to ``values`` by its form; return the words (str) of it that were not recognised."""
    emails = email_address.parse(piece)
    if emails.addresses:
        for address in emails.addresses:
            _put(values, "email_from", address)
        return _known(emails.note, values) if emails.note else ""
    if web := _WEB.search(piece):
        _put(values, next((field for start, field in _PROFILES if start in web[0].lower()), "website"), web[0])
        return clean(f"{piece[: web.start()]} {piece[web.end() :]}").strip(" -–|,;:")
    if tax_code.is_valid(piece) and not _ACCOUNT.match(piece) and not _is_phone(piece):
        _put(values, "vat", piece)
        return ""
    numbers = [] if _STREET.search(piece) else [number for number, *_rest in phone.find(piece)]
    if not numbers:
        return "" if _read_words(piece, values) else piece
    reading = phone.parse(piece)
    if set(reading.numbers) != set(numbers):  # a size or price beside the phone
        _put(values, "phone", ", ".join(map(phone.format, numbers)))
        return piece
    _put(values, "phone", piece)
    _beside_phone(piece, reading, values)
    return ""


def _is_phone(piece: str) -> bool:
    """Return whether ``piece`` is a mobile, or a landline, whose eleven digits may be those of an identity number."""
    digits = "".join(filter(str.isdigit, piece))
    return phone.is_mobile(phone.compact(piece)) or len(digits) == 11 and digits.startswith("02")


def _beside_phone(piece: str, reading: phone.Phones, values: dict[str, str]) -> None:
    """Read the words beside a phone: "Lan 0912 345 678", "0912 345 678 chị Lan (Zalo)", "0912 345 678 (Zalo)"."""
    words = _NOT_WORD.sub(" ", reading.note).strip()
    is_zalo = fold(words).split()[-1:] == ["zalo"]
    words = words.rpartition(" ")[0] if is_zalo else words
    if is_zalo:
        _put(values, "zalo", phone.format(reading.numbers[0]))
    words = _NAME_LABEL.sub("", words)
    if not vocabulary.label_of(words) and not values.get("contact_name") and _can_be_name(words):
        values["contact_name"] = words
        values["phone"] = values["phone"].replace(piece, ", ".join(map(phone.format, reading.numbers)))


def _read_words(piece: str, values: dict[str, str]) -> bool:
    """Read a job title, a company or an address; return whether ``piece`` was one."""
    if not person_name.is_certain(piece):
        position, name = _position_and_name(piece)
        if name and not values.get("contact_name"):
            values["contact_name"] = name
            _put(values, "function", position)
            return True
        if position or _is_position(piece):
            _put(values, "function", piece)
            return True
        if company_name.is_company(piece) and not values.get("partner_name"):
            values["partner_name"] = piece
            return True
        if any(job in _key(piece) for job in _JOBS) and not any(char.isdigit() for char in piece):
            _put(values, "function", piece)
            return True
    street, city, state = province.from_address(piece)
    if _STREET.search(piece) or state and (not street or "," in piece):
        _put(values, "street", piece)
        return True
    return False


def _position_and_name(piece: str) -> tuple[str, str]:
    """Return the position that ``piece`` begins with, and the certain name behind it; two blanks for other texts."""
    if any(map(str.isdigit, piece)) or len(piece) > _LONGEST_POSITION:
        return "", ""
    position, rest = honorific.position(piece)
    if not position or company_name.is_company(rest) or company_name.is_company(piece) and rest:
        return "", ""
    found = person_name.parse(piece)
    return (found.role, found.name) if person_name.is_certain(found.name) else (piece, "")


_LONGEST_POSITION = 80


def _is_position(piece: str) -> bool:
    """Return whether ``piece`` ends with an English job title: "Branch Manager" is no branch."""
    return any(_key(piece).endswith(job) for job in _JOBS) and company_name.core(piece) == piece and len(piece) < 60


def _name(rest: list[str], values: dict[str, str]) -> None:
    """Move the name from ``rest`` (lines) to ``values``: one that is certainly a name, else the first that can be."""
    if values.get("contact_name"):
        return
    can_be = [piece for piece in rest if _can_be_name(piece)]
    name = next(filter(person_name.is_certain, can_be), can_be[0] if can_be else "")
    if name:
        values["contact_name"] = name
        rest.remove(name)


def _can_be_name(piece: str) -> bool:
    words = piece.split()
    return len(words) < 7 and not any(map(str.isdigit, piece)) and person_name.is_person(piece)
