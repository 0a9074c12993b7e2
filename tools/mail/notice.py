"""Mails that no customer wrote although nothing in their headers says so: codes, notices, invoices, and goodbyes.

A kind needs several signs: its words, a sender that is a program, a manner of writing. One sign of a customer (labelled
name or phone, a mobile number, the words of a request) is enough for a lead.

>>> letter = Letter({'subject': '482913 là mã xác minh của bạn'}, 'Zalo', 'no-reply@zalo.me', ['Không chia sẻ mã này.'])
>>> kind_of(letter), kind_of(letter._replace(lines=['Mã 482913 sai, gọi tôi 0912 345 678']))
('notice', None)
>>> kind_of(Letter({'subject': 'Re: Ưu đãi'}, 'An', 'an@x.vn', ['Vui lòng ngừng gửi email cho tôi.']))
'unsubscribe'
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from .. import phone
from ..value import email_address
from . import classify, words
from .form import read_form
from .signature import split_signature

_READ = 3000
_BEGIN = 800
_MOST_LINES = 120
_CODE = re.compile(r"(?<![\w.,/+-])(?:[A-Z]{1,3}-?)?[0-9](?:[ -]?[0-9]){3,7}(?![\w/]|[.,][0-9])")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LOOKUP = re.compile(
    r"(?i)\b(?:mã\s(?:số\s)?(?:tra cứu|bí mật|nhận hóa đơn|nhận hoá đơn)|ma\s(?:so\s)?(?:tra cuu|bi mat|nhan hoa don)|"
    r"(?:look-?up|search|retrieval)\scode|fkey)\b[^\n:：]{0,40}[:：\t]\s{0,5}([\w-]{5,40})"
)
_LOOKUP_SITE = re.compile(r"(?i)(?<![\w@.])(?:tra-?cuu|hoa-?don|hddt|e?-?invoice)[\w-]{0,20}\.[\w-]{2,60}\.[a-z]{2,5}")
# Programs write addresses of machines and the time to the second.
_LOG = re.compile(
    r"(?<![\w.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![\w.])|[0-9]{2}[ T,][0-9]{2}:[0-9]{2}:[0-9]{2}|\w=\[?\w|"
    r"(?:/[\w.-]{2,40}){3}"
)
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_SMS = re.compile(r"[+(]?[0-9](?:[ .()-]{0,2}[0-9]){8,12}")
_LONGEST_GOODBYE = 400
_MOST_WORDS = 45
# "Đừng gửi mail cho tôi nữa", without accents: "dùng mail" and "đừng mail" are one word there.
_NO_MORE = re.compile(
    r"\b(?:dung|khong|thoi|khoi|ngung)(?: \w{1,12}){0,2} (?:gui|goi|nhan|spam|lam phien)"
    r"(?: \w{1,12}){0,4} (?:mail|email|thu|tin|quang cao|spam)(?: \w{1,12}){0,8} nua\b"
)
_DO_NOT = re.compile(
    r"(?i)\bđừng\s(?:có\s)?(?:gửi|gởi|mail|email|spam)\b[^.!?\n]{0,40}\b(?:e-?mail|mail|thư|tin|quảng cáo|nữa)\b"
)


class Letter(NamedTuple):
    """A mail as it is judged: ``headers``: lower-case name → str · ``name``, ``address`` in From · ``lines`` of the
    sender, without quoted mails · ``links`` · ``has_xml``: whether an invoice's data may be attached"""

    headers: Mapping[str, str]
    name: str
    address: str
    lines: list[str]
    links: tuple[str, ...] = ()
    has_xml: bool = False


def kind_of(letter: Letter) -> str | None:
    """Return ``notice``, ``invoice`` or ``unsubscribe``, None for a mail that may be a customer's."""
    text = "\n".join(letter.lines[:_MOST_LINES])[:_READ]
    subject = letter.headers.get("subject", "")
    if _announces_customer(subject, text):
        return None
    if _is_invoice(letter, subject, text):
        return "invoice"
    if _is_bill(letter, subject, text) and not _names_customer(letter, text):
        return "invoice"
    if _is_program(letter):
        if _names_customer(letter, text):
            return None
        return "notice" if _is_code(letter, subject, text) or _is_notice(letter, subject, text) else None
    if _is_goodbye(letter, subject):
        return "unsubscribe"
    if _names_customer(letter, text):
        return None
    return "notice" if _is_code(letter, subject, text) or _is_notice(letter, subject, text) else None


def _announces_customer(subject: str, text: str) -> bool:
    """Return whether a program tells of a customer: "Bạn có khách hàng mới"."""
    return words.contains("announces_customer", subject) or words.contains("announces_customer", text, _BEGIN)


def _names_customer(letter: Letter, text: str) -> bool:
    """Return whether the mail asks for something, or has a name, phone or address that may be a customer's."""
    if words.contains("asks", text, _READ):
        return True
    people_write = not _is_program(letter) or email_address.service_of(letter.address) == "public"
    if people_write and (words.contains("asks_help", text, _READ) or words.contains("to_supplier", text, _READ)):
        return True
    form = read_form(letter.lines)
    emails = [email for cell in form.get("email_from", ()) for email in email_address.parse(cell).addresses]
    if "contact_name" in form and ("phone" in form or emails):
        return True
    lines = (line for line in letter.lines[:_MOST_LINES] if not words.contains("footer", line))
    numbers = (match[0] for line in lines for match in _SMS.finditer(line[:_BEGIN]))
    return any(phone.is_mobile(number) for text in numbers for number in phone.parse(text).numbers)


def _is_program(letter: Letter) -> bool:
    if email_address.is_no_reply(letter.address) or classify.is_machine(letter.headers, letter.name, letter.address):
        return True
    if _is_alert_program(letter):
        return True
    service = email_address.service_of(letter.address)
    return service in ("form", "system", "invoice") or service == "public" and _is_role(letter)


def _is_alert_program(letter: Letter) -> bool:
    """Return whether a program that only reports is the sender: Wordfence, Zabbix, a network drive."""
    local = letter.address.partition("@")[0]
    if words.is_one("alert_program", letter.name) or words.is_one("alert_program", local):
        return True
    program, *others = _BETWEEN_WORDS.split(local)
    return words.is_one("alert_program", program) and all(words.is_one("machine_sender", word) for word in others)


def _is_role(letter: Letter) -> bool:
    """Return whether the address is one of a service, not of a person: cskh@, security+noreply@."""
    local = letter.address.partition("@")[0]
    return words.is_one("notice_sender", local) or words.is_one("notice_sender", local.partition("+")[0])


def _is_code(letter: Letter, subject: str, text: str) -> bool:
    """Return whether it is a code to sign in: its words, the code, and a manner of writing or a short text."""
    for place in (subject, text[:_BEGIN]):
        if words.contains("otp", place, _BEGIN) and any(not _YEAR.fullmatch(code) for code in _CODE.findall(place)):
            break
    else:
        if not (words.contains("otp", subject) and _CODE.search(text[:_BEGIN])):
            return False
    return words.contains("otp_manner", text, _BEGIN) or _is_program(letter)


def _is_notice(letter: Letter, subject: str, text: str) -> bool:
    in_subject = words.contains("notice", f"{letter.name} {subject}")
    in_text = words.contains("notice", text, _BEGIN)
    manner = words.contains("notice_manner", text, _READ) or "feedback-id" in letter.headers
    is_public = email_address.service_of(letter.address) == "public"
    told = is_public and (words.contains("bill_fact", text, _READ) or words.contains("mass_address", text, _READ))
    is_log = bool(_LOG.search(f"{subject}\n{text[:_BEGIN]}")) and not words.contains("conversation", text, _READ)
    sender = 2 * _is_program(letter) + _is_role(letter) + manner + is_public + told + is_log
    return sender >= 2 and sender + 2 * in_subject + in_text >= 4 and (in_subject or in_text)


def _is_invoice(letter: Letter, subject: str, text: str) -> bool:
    """Return whether it brings a supplier's invoice: its words, the code to look it up, and a sender or manner."""
    named = words.contains("invoice", subject) or words.contains("invoice", text, _READ)
    if not named or not (_LOOKUP.search(text) or _has_lookup_link(letter, text)):
        return False
    if email_address.service_of(letter.address) == "invoice":
        return True
    manner = words.contains("invoice_manner", text, _READ) or words.contains("mass_address", text, _READ)
    if _is_program(letter):
        return manner or letter.has_xml or bool(_LOOKUP.search(text))
    if words.contains("asks", text, _READ) or words.contains("asks_help", text, _READ) or "?" in text:
        return False
    is_public = email_address.service_of(letter.address) == "public"
    beside = letter.has_xml or is_public or _is_role(letter) or _has_lookup_link(letter, text)
    return manner and beside and bool(_LOOKUP.search(text))


def _is_bill(letter: Letter, subject: str, text: str) -> bool:
    """Return whether it is a bill for electricity, water, telephone or a flat: to a customer, who owes by a day."""
    if not words.contains("bill", subject) or words.contains("asks_help", text, _READ) or "?" in text:
        return False
    addressed = words.contains("mass_address", text, _READ) + words.contains("notice_manner", text, _READ)
    public = email_address.service_of(letter.address) == "public"
    sender = 2 * _is_program(letter) + addressed + (_is_role(letter) or public)
    due = words.contains("bill_due", text, _READ) or bool(_LOOKUP.search(text))
    return sender >= 2 and due + words.contains("bill_fact", text, _READ) + bool(addressed) >= 2


def _has_lookup_link(letter: Letter, text: str) -> bool:
    """Return whether a link leads to invoices, and the text speaks of looking one up."""
    links = [*letter.links, *(line for line in letter.lines[:_MOST_LINES] if "http" in line or "www." in line)]
    found = any(word in link.lower() for link in links[:200] for word in ("tracuu", "tra-cuu", "invoice", "hoadon"))
    found = found or bool(_LOOKUP_SITE.search(text))
    return found and words.contains("invoice_lookup", text, _READ)


def _is_goodbye(letter: Letter, subject: str) -> bool:
    """Return whether the sender wants no more mails: says so in few words, and wants nothing else."""
    body, _signature = split_signature(letter.lines, letter.name)
    text = "\n".join(body).strip()
    folded = words.words_of(text, _LONGEST_GOODBYE)
    if len(text) > _LONGEST_GOODBYE or len(folded.split()) > _MOST_WORDS or "?" in text:
        return False
    if words.contains("asks", text) or words.contains("interest", text) or words.contains("asks", subject):
        return False
    if words.is_one("unsubscribe_subject", subject) and (len(folded) < 60 or words.contains("unsubscribe", text)):
        return True
    return words.contains("unsubscribe", text) or bool(_NO_MORE.search(folded) or _DO_NOT.search(text))
