"""Which columns of the vocabulary do the facts of a mail fill?"""

import re
from urllib.parse import parse_qs, urlsplit

from ..name import company_name, person_name
from ..syllable import is_valid as is_syllable
from ..text import clean, fold
from ..value import email_address, province
from . import words as mail_words

LONGEST_NEED = 5000
_PART_OF_DOMAIN = 0.8
_LONGEST_LINK = 3000
_UTM = {"utm_source": "source_id", "utm_medium": "medium_id", "utm_campaign": "campaign_id"}
_GENERIC = {"info", "sales", "sale", "contact", "admin", "office", "mail", "support", "lienhe", "kinhdoanh", "muahang"}


def of_facts(facts, sender, body, ours):
    """Yield (column, text) of what free text says of its sender (name, address)."""
    name, address = sender
    yield from _who(facts, name, address)
    if address:
        yield "email_from", address
    elif emails := [email for email in facts.emails if not ours.has(email)]:
        yield "email_from", emails[0]
    numbers = [*facts.mobiles, *facts.landlines]
    if numbers:
        yield "phone", numbers[0]
    if numbers[1:]:
        yield "phone_secondary", "; ".join(numbers[1:3])
    for column, value in (
        ("zalo", facts.zalo),
        ("l10n_vn_vat", facts.vat),
        ("function", facts.function),
        ("street", facts.street),
        ("state_id", "" if province.from_address(facts.street)[2] else facts.province),
        ("expected_revenue", facts.budget),
        ("website", next((site for site in facts.websites if not _is_ours(site, ours)), "")),
        ("description", "\n".join(body).strip()[:LONGEST_NEED]),
    ):
        if value:
            yield column, value


def _is_ours(site, ours):
    host = urlsplit(site if "//" in site else f"//{site}").hostname or "" if "[" not in site else ""
    return any(host == ours_domain or host.endswith(f".{ours_domain}") for ours_domain in ours.domains)


def _who(facts, name, address):
    """Yield the name and the company: a Vietnamese name that somebody signs with is better than one without accents."""
    name = "" if "@" in name or fold(name).replace(" ", "") in _GENERIC else clean(name)
    companies = list(facts.companies)
    if name and company_name.is_company(name) and not person_name.is_certain(name):
        companies.append(name)
        name = ""
    if not companies:
        companies = [brand for brand in facts.brands if fold(brand) != fold(name) and _is_of(brand, address)]
    if not person_name.is_certain(name) and any(_is_within(name, company) for company in companies):
        name = ""
    who = person_name.parse(name)
    known = "" if _is_login(name) and any(map(person_name.is_certain, facts.names)) else who.name
    signed = next((other for other in facts.names if _is_better(other, known)), "")
    if signed or who.name:
        yield "contact_name", signed or name
    if companies:
        yield "partner_name", companies[0]


def _is_of(brand, address):
    """Return whether the domain of ``address`` is made of the words of ``brand``: Kovi Tech Vina, kovitech.vn."""
    if not address or email_address.is_free_mail(address):
        return False
    words = [word for word in mail_words.words_of(brand).split() if len(word) > 2]
    labels = re.split(r"[.\-]", email_address.domain(address))
    longest = max(labels, key=len)
    found = sum(len(word) for word in words if word in longest)
    return found >= _PART_OF_DOMAIN * len(longest)


def _is_within(name, company):
    """Return whether a name in From consists of words of the ``company`` that writes."""
    return bool(name) and set(mail_words.words_of(name).split()) <= set(mail_words.words_of(company).split())


def _is_login(name):
    """Return whether ``name`` is what somebody types to log in: tamcao, ktien88."""
    bare = name.strip().lower()
    return bare.isalnum() and (name.islower() or not bare.isalpha()) and not is_syllable(bare)


def _is_better(other, name):
    """Return whether ``other``, found in the text, says more of the sender than ``name`` in From."""
    if not name or not person_name.is_person(name):
        return True
    if fold(other) == fold(name):
        return name.isascii() and not other.isascii()
    words, others = set(fold(name).split()), set(fold(other).split())
    if words == others:  # "Khoa Nguyen" is Nguyễn Khoa
        return person_name.is_certain(other) and (name.isascii() > other.isascii() or not person_name.is_certain(name))
    if person_name.is_certain(name):
        return words < others
    alike = words & others
    return bool(alike) and len(other) > len(name) or mail_words.begins_with("job_title", name)


def is_notifiers(email, sender, ours):
    if ours.has(email) or email_address.is_no_reply(email) or email == sender:
        return True
    house = email_address.domain(sender)
    return email_address.domain(email) == house and not email_address.is_free_mail(email)


def origin(message, own, form):
    """Return the source, medium and campaign that links of the mail name and no label does."""
    page = next(iter(form.get("landing_page_url", ())), "")
    links = [page, *message.links, *(found for line in own for found in line.split() if "utm_" in found)]
    found = []
    for link in links:
        if "utm_" not in link or len(link) > _LONGEST_LINK:
            continue
        try:
            query = parse_qs(urlsplit(link).query, max_num_fields=50)
        except ValueError:
            continue
        for parameter, column in _UTM.items():
            if query.get(parameter) and column not in form and not any(name == column for name, _value in found):
                found.append((column, clean(query[parameter][0])[:200]))
        if found:
            break
    return found
