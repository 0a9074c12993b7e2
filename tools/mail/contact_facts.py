"""What do the lines that somebody wrote, and the signature below them, say of the writer?

>>> facts = read(['Tôi là Nguyễn Thị Bích Hường, Công ty CP Núi Ngọc (Hải Dương).', 'ĐT: 0168 345 6721'], [])
>>> facts.names, facts.companies, facts.mobiles, facts.province
(['Nguyễn Thị Bích Hường'], ['Công ty CP Núi Ngọc'], ['+84383456721'], 'Hải Dương')
>>> read([], ['Kế toán trưởng – HTX Bồ Công Anh', 'Fax: 024 3822 1111']).function
'Kế toán trưởng'
"""

import re

from .. import phone, vocabulary
from ..name import company_name, person_name
from ..text import clean, fold
from ..value import email_address, tax_code
from . import words
from .place import address_in, province_in, province_of, without_place
from .result import Facts
from .sentence import budget_in, capitalised, company_at, company_starts, is_spelled_as_name
from .signature_parts import is_job, listed, may_be_called, named, office_and_name, whole_job, without_honorific

_MOST_LINES = 400
_LONGEST = 1000
_LAST_LINES = 6
_SEGMENTS = re.compile(
    r"\s*[|•·\t¦☎☏✆✉📞📱📲📧📩🌐🏠🏢🏥📍📌]+\ufe0f?\s*|\s+[-–—/]{1,2}\s+|(?<=[^\W\d_])/\s+|\s{3,}|\s*;\s+"
)
_LABEL = re.compile(r"^[\s*•+\-–]*([^\W\d_][^:：=\n]{0,40}?)\s*[:：=]\s*(.*)$")
_NEXT_LABEL = re.compile(r"(?<=[\w)])[\s,]+(?=(?:[^\W\d_]{1,12}|Di động|Điện thoại|Số ĐT|Mã số thuế)\s?[:：](?!//))")
_DIGITS = re.compile(r"(?:\d[^\w\n]{0,3}){8}")
_EMAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5}")
_WEBSITE = re.compile(r"(?i)(?<![@\w.])(?:https?://[^\s<>\"')\]]{4,300}|www\.[\w.\-]{3,100}(?:/[^\s<>\"')\]]{0,200})?)")
_BARE_SITE = re.compile(r"(?i)(?:[\w\-]{2,63}\.){1,4}(?:com|vn|net|org|info|biz|asia|shop|store|io|co)/?")
_VAT = re.compile(r"(?i)(?:mst|mã số thuế|ma so thue|mã số dn|msdn|tax code|tax id|tax no)\W{0,6}(\d[\d .\-]{8,16}\d)")
_NOT_A_PHONE = (
    "stk|số tài khoản|so tai khoan|tài khoản|cmnd|cccd|cmt|mã đơn|đơn hàng|số đơn|số hđ|hợp đồng|hóa đơn|hoá đơn|"
    "invoice|order|po|serial|imei|mã kh"
)
_OTHER_NUMBER = re.compile(rf"(?i)\b(?:{_NOT_A_PHONE})\b\W{{0,4}}(?:số|so|no)?\W{{0,4}}\d[\d .\-/]*")
_FAX = re.compile(r"(?i)\bfax\b|^f$")
_INTRODUCTION = re.compile(
    r"(?i)\b(?:(?:tôi|em|mình|toi|minh|chị|anh|cháu)\s+(?:tên\s+(?:là\s+)?|ten\s+(?:la\s+)?|là\s+|la\s+)|"
    r"tên\s+(?:tôi|em|mình)\s+là\s+|"
    r"my name is\s+|i am\s+|i'm\s+|this is\s+|"
    r"(?:liên hệ|lien he|gặp|gap)\s*:?\s+(?:(?:anh|chị|cô|chú|ông|bà|mr|ms|mrs)\b\.?\s+)?)"
)
_MENTION = re.compile(
    r"(?i)(?<!\w)(?:anh|chị|cô|chú|ông|bà|mr|ms|mrs|"
    r"khách hàng mới|khách hàng|khách mới|khách|kh|a|c)(?:\s*[.:]\s*|\s+)(?=\w)"
)
_ADDRESSED = re.compile(r"(?i)\s*(?:kính gửi|kính gởi|kinh gui|thân gửi|gửi|dear|attn|to)\b\s*:?[^,;.!?]{0,150}")
_NEAR = re.compile(r"(?i)(?:\b(?:gần|cạnh|đối diện|đến|tới|sát)\s)$")
_CALLED = re.compile(r"(?i)\btên|\bten\b")
_SENTENCE_END = (".", "?", "!", ",", ":")


def read(body, signature):
    """Return the :class:`Facts` in the lines (lists of str) of a text and of the signature below it."""
    facts = Facts()
    last = len(body) - _LAST_LINES
    for index, line in enumerate(body[:_MOST_LINES]):
        is_signature = index >= last and len(line) < 100 and not line.endswith(_SENTENCE_END)
        _read_line(facts, line[:_LONGEST], is_signature and not (":" in line and _ADDRESSED.match(line)))
    for line in signature[:_MOST_LINES]:
        _read_line(facts, line[:_LONGEST], True)
    facts.function = facts.function or next(iter(facts.offices), "")
    _read_sentences(facts, body, signature)
    return facts


def _read_line(facts, line, is_signature):
    if is_signature and not facts.function and whole_job(line):
        facts.function = clean(line)
        return
    for segment in _segments(line):
        label, value = _labelled(segment)
        if label:
            _READERS.get(label, _ignore)(facts, value, segment)
        elif not (is_signature and _read_office(facts, segment)):
            _read_segment(facts, segment, is_signature)


def _segments(line):
    """Yield the parts of ``line`` that may have a label each."""
    if ":" in line or "：" in line:
        match = _LABEL.match(line)
        start = match.start(2) if match and vocabulary.label_of(match[1]) else 0  # "Người liên hệ: …" is one label
        line = line[:start] + _NEXT_LABEL.sub(" | ", line[start:])
    for segment in _SEGMENTS.split(clean_tabs(line)):
        if segment and segment.strip():
            yield segment.strip()


def clean_tabs(line):
    return line.replace("\t", " | ")


def _labelled(segment):
    """Return (field, value) of "Label: value", a short label of signatures included; (None, segment) elsewhere."""
    match = _LABEL.match(segment)
    if not match:
        return None, segment
    label, value = match[1], match[2].strip()
    spelled = words.words_of(label)
    for name in ("phone", "fax", "email_from", "website", "street", "zalo", "vat"):
        if spelled in words.words(f"short_label_{name}"):
            return name, value
    if _FAX.search(label) and "tel" not in spelled and "dt" not in spelled.split():
        return "fax", value
    if spelled in words.words("other_number"):
        return "ignore", value
    found = vocabulary.label_of(label)
    return (found, value) if found in _READERS else (None, segment)


def _read_office(facts, segment):
    """Read "Chủ nhiệm: Giang A Páo", "Luật sư Bùi Thị Hồng Nhung"; return whether ``segment`` is such a piece."""
    office, name = office_and_name(segment)
    if office:
        _add_name(facts, name)
        facts.offices.append(office)
    return bool(office)


def _ignore(facts, value, segment):
    """A label whose value says nothing of the writer."""


def _read_phones(facts, value, segment=""):
    if not _DIGITS.search(value):
        _read_called(facts, value)
        return
    value = _without_other_numbers(facts, value)
    if not value:
        return
    said = phone.parse(value)
    for number in said.numbers:
        if phone.is_service(number):
            continue
        listed = facts.mobiles if phone.is_mobile(number) else facts.landlines
        if number not in listed:
            listed.append(number)
    if said.numbers and not facts.zalo and "zalo" in fold(segment or value):
        facts.zalo = next(filter(phone.is_mobile, said.numbers), "")


def _read_called(facts, value):
    """ "Liên hệ: Lê Hoàng Nam - 0909 888 111" names whom to call before the number."""
    name = capitalised(value)
    if person_name.is_certain(named(name)):
        _add_name(facts, name)


def _without_other_numbers(facts, value):
    match = _VAT.search(value)
    if match:
        _read_vat(facts, match[1], "")
        value = value[: match.start()] + " ; " + value[match.end() :]
    return _OTHER_NUMBER.sub(" ; ", value)


def _read_vat(facts, value, segment):
    """A code is kept even where its check digit is wrong: its writer called it one."""
    code = tax_code.compact(value.strip().split("  ")[0])
    if not facts.vat and sum(map(str.isdigit, code)) in (10, 12, 13):
        facts.vat = code


def _read_email(facts, value, segment):
    for address in email_address.parse(value[:200]).addresses:
        if address not in facts.emails:
            facts.emails.append(address)
    _read_phones(facts, value, segment)


def _read_website(facts, value, segment):
    found = re.match(r"(?i)(?:https?://)?[\w.\-]+\.[a-z]{2,}(?:/\S{0,200})?", value)
    if found and "@" not in found[0]:
        facts.websites.append(found[0].rstrip(".,;"))


def _read_zalo(facts, value, segment):
    _read_phones(facts, value, f"zalo {value}")


def _read_street(facts, value, segment):
    if len(value) > 5 and not facts.street:
        facts.street = clean(value)
    _read_phones(facts, value) if "/" not in value else None


def _read_name(facts, value, segment):
    """ "Tên: Kiều Mỹ Yến - Cty CP Trăng Khuyết" names a company too."""
    for part in _SEGMENTS.split(value):
        _read_segment(facts, part, True)
        name = without_honorific(part)
        if person_name.is_person(name) and not company_name.is_company(name) and not _DIGITS.search(name):
            _add_name(facts, name)


def _read_company(facts, value, segment):
    _add(facts.companies, clean(value)[:200].strip(" .,;"))


def _read_function(facts, value, segment):
    facts.function = facts.function or clean(value)[:100]


def _read_state(facts, value, segment):
    facts.province = facts.province or clean(value)[:100]


def _read_budget(facts, value, segment):
    facts.budget = facts.budget or clean(value)[:100]


_READERS = {
    "phone": _read_phones,
    "phone_secondary": _read_phones,
    "zalo": _read_zalo,
    "fax": _ignore,
    "ignore": _ignore,
    "vat": _read_vat,
    "email_from": _read_email,
    "website": _read_website,
    "street": _read_street,
    "contact_name": _read_name,
    "user_id": _read_name,  # the customer's person in charge
    "partner_name": _read_company,
    "function": _read_function,
    "state_id": _read_state,
    "expected_revenue": _read_budget,
}


def _read_segment(facts, segment, is_signature):
    """Read a piece of a line that has no label."""
    if _EMAIL.search(segment):
        _read_email(facts, segment, segment)
    for website in _WEBSITE.findall(segment):
        facts.websites.append(website.rstrip(".,;"))
    if is_signature and _BARE_SITE.fullmatch(segment):
        facts.websites.append(segment)
        return
    _read_phones(facts, _WEBSITE.sub(" ", segment), segment)
    if not is_signature or len(segment) > 150:
        return
    for part in listed(segment):
        part = without_honorific(part).strip(" .,;*_-–")
        if not facts.function and is_job(part):
            facts.function = clean(part)
        elif company_name.is_company(part) and is_spelled_as_name(part) and not _DIGITS.search(part):
            _add(facts.companies, without_place(clean(part)))
        elif person_name.is_certain(named(part)):
            _add_name(facts, part)
        else:
            if is_spelled_as_name(part) and part[:1].isupper() and not _DIGITS.search(part):
                _add(facts.brands, clean(part))
            continue
        if part == segment:
            return


def _add_name(facts, text):
    name = person_name.parse(text).name
    if name and len(name) < 60:
        _add(facts.names, name)


def _add(listed, value):
    if value and value not in listed:
        listed.append(value)


def _read_sentences(facts, body, signature):
    """Read what stands inside sentences: who writes, for which company, from where, for how much."""
    for line in body[:_MOST_LINES]:
        line = clean(line[:_LONGEST])
        for match in _INTRODUCTION.finditer(line):
            name = capitalised(line[match.end() :])
            called = name and _CALLED.search(match[0]) and may_be_called(name)
            if called or person_name.is_certain(named(name)):
                _add_name(facts, name)
        for match in _MENTION.finditer(line):
            name = capitalised(line[match.end() :])
            if person_name.is_certain(named(name)):
                _add(facts.mentioned, named(name))
        addressed = _ADDRESSED.match(line)
        for start in company_starts(line):
            if addressed and start < addressed.end() or _NEAR.search(line[:start]):
                continue  # to whom the mail is written, or where something is
            _add(facts.companies, company_at(line, start))
        if not facts.budget:
            facts.budget = budget_in(line)
    lines = [*body[:_MOST_LINES], *signature[:_MOST_LINES]]
    known = {*facts.names, *facts.companies}
    if not facts.street:
        facts.street = next(filter(None, map(address_in, lines)), "")
    if not facts.province:
        facts.province = next(filter(None, (province_in(line, known) for line in lines)), "")
    facts.province = facts.province or next(filter(None, map(province_of, facts.companies)), "")
