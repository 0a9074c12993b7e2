"""Findings in the text and signature of a mail: names, companies, phones, places, budget of the writer.

>>> findings = read(['Tôi là Nguyễn Thị Bích Hường, Công ty CP Núi Ngọc (Hải Dương).', 'ĐT: 0168 345 6721'], [])
>>> findings.names, findings.companies, findings.phones, findings.province
(['Nguyễn Thị Bích Hường'], ['Công ty CP Núi Ngọc'], ['+84383456721'], 'Hải Dương')
>>> read([], ['Kế toán trưởng – HTX Bồ Công Anh', 'Fax: 024 3822 1111']).function
'Kế toán trưởng'
"""

import re
from collections.abc import Iterator

from .. import phone, vocabulary
from ..name import company_name, legal_form, person_name
from ..text import clean, fold
from ..value import email_address, link, tax_code
from . import words
from .place import address_in, province_in, province_of, without_place
from .result import MailFindings
from .sentence import budget_in, capitalised, company_at, company_starts, is_spelled_as_name
from .signature_parts import (
    can_be_given_name,
    candidates,
    is_job,
    is_whole_job,
    job_and_name,
    normal_name,
    without_honorific,
)

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
_BARE_SITE = re.compile(r"(?i)(?:[\w\-]{2,63}\.){1,4}(?:com|vn|net|org|info|biz|asia|shop|store|io|co)/?")
_SITE = re.compile(r"(?i)[\w\-]{1,63}(?:\.[\w\-]{1,63}){0,5}\.[a-z]{2,24}(?:/[^\s,<>\"'”’»]{0,200})?")
_VAT = re.compile(r"(?i)(?:mst|mã số thuế|ma so thue|mã số dn|msdn|tax code|tax id|tax no)\W{0,6}(\d[\d .\-]{8,16}\d)")
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
_REGISTERED = re.compile(r"\s?\([A-Z.: ]{0,20}[0-9]{4,12}(?:-[A-Z0-9]{1,3})?\)$")
_SENTENCE_END = (".", "?", "!", ",", ":")


def read(body: list[str], signature: list[str]) -> MailFindings:
    """Return the :class:`MailFindings` in ``body`` and ``signature``, lists of lines."""
    findings = MailFindings()
    lines = [*body[:_MOST_LINES], "", *signature[:_MOST_LINES]]
    findings.phones = [found.number for found in phone.find_in_lines(list(map(link.remove, lines)))]
    last = len(body) - _LAST_LINES
    for index, line in enumerate(body[:_MOST_LINES]):
        ends = line.endswith(_SENTENCE_END) and not legal_form.ends_with_form(line)
        is_signature = index >= last and len(line) < 100 and not ends
        _read_line(findings, line[:_LONGEST], is_signature and not (":" in line and _ADDRESSED.match(line)))
    for line in signature[:_MOST_LINES]:
        _read_line(findings, line[:_LONGEST], True)
    findings.function = findings.function or next(iter(findings.job_titles), "")
    _read_sentences(findings, body, signature)
    return findings


def _read_line(findings: MailFindings, line: str, is_signature: bool) -> None:
    if is_signature and not findings.function and is_whole_job(line):
        findings.function = clean(line)
        return
    for segment in _segments(line):
        label, value = _labelled(segment)
        if label:
            _READERS.get(label, _ignore)(findings, value, segment)
        elif not (is_signature and _read_job_and_name(findings, segment)):
            _read_segment(findings, segment, is_signature)


def _segments(line: str) -> Iterator[str]:
    """Yield the parts of ``line``, each of which may have a label."""
    if ":" in line or "：" in line:
        match = _LABEL.match(line)
        start = match.start(2) if match and vocabulary.label_of(match[1]) else 0  # "Người liên hệ: …" is one label
        line = line[:start] + _NEXT_LABEL.sub(" | ", line[start:])
    for segment in _SEGMENTS.split(line.replace("\t", " | ")):
        if segment and segment.strip():
            yield segment.strip()


def _labelled(segment: str) -> tuple[str | None, str]:
    """Return (field, value) of "Label: value", short labels of signatures included; (None, segment) without a label."""
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


def _read_job_and_name(findings: MailFindings, segment: str) -> bool:
    """Read a job title with a name: "Chủ nhiệm: Giang A Páo"; return whether ``segment`` (str) is one."""
    job_title, name = job_and_name(segment)
    if job_title:
        _add_name(findings, name)
        findings.job_titles.append(job_title)
    return bool(job_title)


def _ignore(findings: MailFindings, value: str, segment: str) -> None:
    """Skip a label whose value is not about the writer."""


def _read_beside_phone(findings: MailFindings, value: str, segment: str = "") -> None:
    """Read the name before a number, "Liên hệ: Lê Hoàng Nam - 0909 888 111", a tax code, and which phone has Zalo."""
    if not _DIGITS.search(value):
        name = capitalised(value)
        if person_name.is_certain(normal_name(name)):
            _add_name(findings, name)
        return
    if match := _VAT.search(value):
        _read_vat(findings, match[1], "")
    if not findings.zalo and "zalo" in fold(segment or value):
        numbers = [found.number for found in phone.find(value)]
        findings.zalo = next(
            (number for number in findings.phones if number in numbers and phone.is_mobile(number)), ""
        )


def _read_vat(findings: MailFindings, value: str, segment: str) -> None:
    """Read a tax code; one with a wrong check digit is kept, because it is labelled."""
    code = tax_code.compact(value.strip().split("  ")[0])
    if not findings.vat and sum(map(str.isdigit, code)) in (10, 12, 13):
        findings.vat = code


def _read_email(findings: MailFindings, value: str, segment: str) -> None:
    for address in email_address.parse(value[:200]).addresses:
        if address not in findings.emails:
            findings.emails.append(address)
    _read_beside_phone(findings, value, segment)


def _read_website(findings: MailFindings, value: str, segment: str) -> None:
    found = next(iter(link.find(value)), "") or (bare[0] if (bare := _SITE.match(value)) else "")
    if found and "@" not in found:
        findings.websites.insert(0, link.trim(found))  # labelled: before links of the text


def _read_zalo(findings: MailFindings, value: str, segment: str) -> None:
    _read_beside_phone(findings, value, f"zalo {value}")


def _read_street(findings: MailFindings, value: str, segment: str) -> None:
    if len(value) > 5 and not findings.street:
        findings.street = clean(value)


def _read_name(findings: MailFindings, value: str, segment: str) -> None:
    """Read a name, perhaps with a company: "Tên: Kiều Mỹ Yến - Cty CP Trăng Khuyết"."""
    for part in _SEGMENTS.split(value):
        _read_segment(findings, part, True)
        name = without_honorific(part)
        if person_name.is_person(name) and not company_name.is_company(name) and not _DIGITS.search(name):
            _add_name(findings, name)


def _read_company(findings: MailFindings, value: str, segment: str) -> None:
    _add(findings.companies, clean(value)[:200].strip(" .,;"))


def _read_function(findings: MailFindings, value: str, segment: str) -> None:
    findings.function = findings.function or clean(value)[:100]


def _read_state(findings: MailFindings, value: str, segment: str) -> None:
    findings.province = findings.province or clean(value)[:100]


def _read_budget(findings: MailFindings, value: str, segment: str) -> None:
    findings.budget = findings.budget or clean(value)[:100]


_READERS = {
    "phone": _read_beside_phone,
    "phone_secondary": _read_beside_phone,
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


def _read_segment(findings: MailFindings, segment: str, is_signature: bool) -> None:
    """Read a part of a line without a label."""
    if _EMAIL.search(segment):
        _read_email(findings, segment, segment)
    (findings.websites if is_signature else findings.links).extend(link.find(segment))
    if is_signature and _BARE_SITE.fullmatch(segment):
        findings.websites.append(segment)
        return
    _read_beside_phone(findings, link.remove(segment), segment)
    if not is_signature or len(segment) > 150:
        return
    for written in candidates(segment):
        written = _REGISTERED.sub("", written)
        part = without_honorific(written).strip(" .,;*_-–")
        if not findings.function and is_job(part):
            findings.function = clean(part)
        elif company_name.is_company(part) and is_spelled_as_name(part) and not _DIGITS.search(part):
            form_end = "." if legal_form.ends_with_form(written.rstrip(" ,;*_")) else ""
            _add(findings.companies, without_place(clean(part + form_end)))
        elif person_name.is_certain(normal_name(part)):
            _add_name(findings, part)
        else:
            if is_spelled_as_name(part) and part[:1].isupper() and ":" not in part and not _DIGITS.search(part):
                _add(findings.brands, clean(part))
            continue
        if part == segment:
            return


def _add_name(findings: MailFindings, text: str) -> None:
    name = person_name.parse(text).name
    if name and len(name) < 60:
        _add(findings.names, name)


def _add(found: list[str], value: str) -> None:
    if value and value not in found:
        found.append(value)


def _read_sentences(findings: MailFindings, body: list[str], signature: list[str]) -> None:
    """Read sentences: names, companies, the place and the budget."""
    for line in body[:_MOST_LINES]:
        line = clean(line[:_LONGEST])
        for match in _INTRODUCTION.finditer(line):
            name = capitalised(line[match.end() :])
            is_called = bool(name and _CALLED.search(match[0])) and can_be_given_name(name)
            if is_called or person_name.is_certain(normal_name(name)):
                _add_name(findings, name)
        for match in _MENTION.finditer(line):
            name = capitalised(line[match.end() :])
            if person_name.is_certain(normal_name(name)):
                _add(findings.mentioned, normal_name(name))
        addressed = _ADDRESSED.match(line)
        for start in company_starts(line):
            if addressed and start < addressed.end() or _NEAR.search(line[:start]):
                continue  # the addressee, or a landmark
            _add(findings.companies, company_at(line, start))
        if not findings.budget:
            findings.budget = budget_in(line)
    lines = [*body[:_MOST_LINES], *signature[:_MOST_LINES]]
    known = {*findings.names, *findings.companies}
    if not findings.street:
        findings.street = next(filter(None, map(address_in, lines)), "")
    if not findings.province:
        findings.province = next(filter(None, (province_in(line, known) for line in lines)), "")
    findings.province = findings.province or next(filter(None, map(province_of, findings.companies)), "")
