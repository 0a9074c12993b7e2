"""Columns of the vocabulary from the findings in a mail."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from urllib.parse import parse_qs, urlsplit

from ..name import company_name, person_name
from ..syllable import is_valid as is_syllable
from ..text import clean, fold
from ..value import email_address, link, province
from . import words as mail_words
from .message import Message
from .result import Column, Form, Mailbox, MailFindings, Ours

LONGEST_NEED = 5000
_PART_OF_DOMAIN = 0.8
_LONGEST_LINK = 3000
_UTM = {"utm_source": "source_id", "utm_medium": "medium_id", "utm_campaign": "campaign_id"}
_GENERIC = {"info", "sales", "sale", "contact", "admin", "office", "mail", "support", "lienhe", "kinhdoanh", "muahang"}


def from_findings(findings: MailFindings, sender: Mailbox, body: list[str], ours: Ours) -> Iterator[Column]:
    """Yield the columns that free text fills.

    :param findings: what was found in the text
    :param sender: name and address in From, blank for a mail of a colleague
    :param body: lines of the text, which become the description
    :param ours: our own addresses
    """
    name, address = sender
    yield from _name_and_company(findings, name, address)
    if address:
        yield "email_from", address
    elif emails := [email for email in findings.emails if not ours.has(email)]:
        yield "email_from", emails[0]
    numbers = [number for number in findings.phones if number not in ours.phones]
    if numbers:
        yield "phone", numbers[0]
    if numbers[1:]:
        yield "phone_secondary", "; ".join(numbers[1:3])
    for column, value in (
        ("zalo", "" if findings.zalo in ours.phones else findings.zalo),
        ("l10n_vn_vat", findings.vat),
        ("function", findings.function),
        ("street", findings.street),
        ("state_id", "" if province.from_address(findings.street)[2] else findings.province),
        ("expected_revenue", findings.budget),
        ("website", next((site for site in _websites(findings, address) if not _is_ours(site, ours)), "")),
        ("description", "\n".join(body).strip()[:LONGEST_NEED]),
    ):
        if value:
            yield column, value


def _websites(findings: MailFindings, address: str) -> list[str]:
    """Return the sender's websites; a link in a sentence is one only if it is of the domain of the address."""
    domain = "" if email_address.is_free_mail(address) else email_address.domain(address)
    return [*findings.websites, *(site for site in findings.links if domain and _is_of(site, {domain}))]


def _is_ours(site: str, ours: Ours) -> bool:
    return _is_of(site, ours.domains)


def _is_of(site: str, domains: Collection[str]) -> bool:
    if "[" in site:  # urlsplit() takes it for a broken IPv6 address
        return False
    host = urlsplit(site if "//" in site else f"//{site}").hostname or ""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _name_and_company(findings: MailFindings, name: str, address: str) -> Iterator[Column]:
    """Yield the name and the company; a signature with accents is preferred to a name in From without them."""
    name = "" if "@" in name or fold(name).replace(" ", "") in _GENERIC else clean(name)
    companies = list(findings.companies)
    if name and company_name.is_company(name) and not person_name.is_certain(name):
        companies.append(name)
        name = ""
    if not companies:
        companies = [brand for brand in findings.brands if fold(brand) != fold(name) and _is_domain_of(brand, address)]
    if not person_name.is_certain(name) and any(_is_within(name, company) for company in companies):
        name = ""
    who = person_name.parse(name)
    known = "" if _is_login(name) and any(map(person_name.is_certain, findings.names)) else who.name
    signed = next((other for other in findings.names if _is_better(other, known)), "")
    if signed or who.name:
        yield "contact_name", signed or name
    if companies:
        yield "partner_name", companies[0]


def _is_domain_of(brand: str, address: str) -> bool:
    """Return whether the domain of ``address`` consists of words of ``brand``: kovitech.vn of Kovi Tech Vina."""
    if not address or email_address.is_free_mail(address):
        return False
    words = [word for word in mail_words.words_of(brand).split() if len(word) > 2]
    labels = re.split(r"[.\-]", email_address.domain(address))
    longest = max(labels, key=len)
    found = sum(len(word) for word in words if word in longest)
    return found >= _PART_OF_DOMAIN * len(longest)


def _is_within(name: str, company: str) -> bool:
    """Return whether ``name`` in From consists of words of ``company``."""
    return bool(name) and set(mail_words.words_of(name).split()) <= set(mail_words.words_of(company).split())


def _is_login(name: str) -> bool:
    """Return whether ``name`` is a login: tamcao, ktien88."""
    bare = name.strip().lower()
    return bare.isalnum() and (name.islower() or not bare.isalpha()) and not is_syllable(bare)


def _is_better(other: str, name: str) -> bool:
    """Return whether ``other``, found in the text, is a better name of the sender than ``name`` in From."""
    if not name or not person_name.is_person(name):
        return True
    if fold(other) == fold(name):
        return _accents(other) > _accents(name)
    words, others = set(fold(name).split()), set(fold(other).split())
    if words == others:  # "Khoa Nguyen" is Nguyễn Khoa
        return person_name.is_certain(other) and (name.isascii() > other.isascii() or not person_name.is_certain(name))
    if person_name.is_certain(name):
        return words < others
    alike = words & others
    return bool(alike) and len(other) > len(name) or mail_words.begins_with("job_title", name)


def _accents(name: str) -> int:
    """Return how many letters and marks (int) of ``name`` are not ASCII: those of "Thị" are two, of "Thi" none."""
    return sum(not char.isascii() for char in unicodedata.normalize("NFD", name))


def is_of_notifier(email: str, sender: str, ours: Ours) -> bool:
    """Return whether ``email`` (str) is of the notifier of a form, not of the customer.

    :param sender: the address in From
    :param ours: our own addresses
    """
    if ours.has(email) or email_address.is_no_reply(email) or email == sender:
        return True
    house = email_address.domain(sender)
    return email_address.domain(email) == house and not email_address.is_free_mail(email)


def campaign_columns(message: Message, own: list[str], form: Form) -> list[Column]:
    """Return the source, medium and campaign in the UTM parameters of links, as (column, text).

    :param own: lines of the sender
    :param form: labelled values of the mail; columns in it are left out
    """
    page = next(iter(form.get("landing_page_url", ())), "")
    links = [page, *message.links, *(url for line in own if "utm_" in line for url in link.find(line))]
    found: list[Column] = []
    for url in links:
        if "utm_" not in url or len(url) > _LONGEST_LINK:
            continue
        try:
            query = parse_qs(urlsplit(link.trim(url).replace("&amp;", "&")).query, max_num_fields=50)
        except ValueError:
            continue
        for parameter, column in _UTM.items():
            if query.get(parameter) and column not in form and not any(name == column for name, _value in found):
                found.append((column, clean(query[parameter][0])[:200]))
        if found:
            break
    return found
