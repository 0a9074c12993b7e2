"""Is a mail a person's, a form's, or something that is no lead: a bounce, an automatic answer, a newsletter?

>>> of_headers({'auto-submitted': 'auto-replied'}, 'lan@x.vn', 'Chào')
'auto_reply'
>>> of_headers({'subject': 'Undeliverable: Báo giá', 'return-path': '<>'}, 'postmaster@x.vn', '')
'bounce'
>>> of_headers({}, 'lan@x.vn', 'Chào em, chị cần báo giá') is None
True
"""

import re

from ..value.email_address import domain
from . import words

_BEGIN = 1500
_TO_END = 20_000
_AUTO_HEADERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-mail-autoreply")
_LIST_HEADERS = ("list-id", "list-unsubscribe", "list-post", "x-mailchimp-id", "x-campaign-id", "x-csa-complaints")
_BULK = {"bulk", "list", "junk"}
_DAEMON = re.compile(
    r"^(?:mailer-?daemon|microsoftexchange[0-9a-f]*|mdaemon|mail-?daemon|bounces?|delivery)(?:$|[+\-_])"
)
_POSTMASTER = re.compile(r"^(?:postmaster|no-?reply|mail|system|daemon|admin|administrator)(?:$|[+\-_.])")


def of_headers(headers, sender, text, ours=()):
    """Return what a mail is by its headers and the beginning of its text.

    :param headers: dict of lower-case header name → str, the first of each
    :param sender: the address (str) in From
    :param text: what the sender wrote himself (str)
    :param ours: our own domains; a list in one of them is our own shared mailbox
    :return: ``bounce``, ``auto_reply``, ``bulk``, or None for a mail that may be a lead
    """
    subject = headers.get("subject", "")
    if _is_bounce(headers, sender, subject, text):
        return "bounce"
    if _is_auto_reply(headers, subject, text):
        return "auto_reply"
    return "bulk" if _is_bulk(headers, text, ours) else None


def _is_bounce(headers, sender, subject, text):
    local = sender.partition("@")[0].lower()
    kind = headers.get("content-type", "").lower()
    if kind.startswith("multipart/report") or "x-failed-recipients" in headers or _DAEMON.match(local):
        return True
    if "x-ms-exchange-message-is-ndr" in headers:
        return True
    empty_path = headers.get("return-path", "x").strip() in ("<>", "")
    machine = empty_path or _POSTMASTER.match(local) or headers.get("auto-submitted", "no").lower() != "no"
    named = words.begins_with("bounce_subject", subject)
    if machine and named:
        return True
    return named and words.contains("bounce_body", text, _BEGIN)


def _is_auto_reply(headers, subject, text):
    submitted = headers.get("auto-submitted", "").lower().partition(";")[0].strip()
    if submitted == "auto-replied" or any(name in headers for name in _AUTO_HEADERS):
        return True
    if headers.get("precedence", "").lower().strip() in ("auto_reply", "auto-reply"):
        return True
    if words.begins_with("auto_subject", subject) and _is_away_notice(subject, text, submitted):
        return True
    if ":" in subject[:20] and words.is_one("receipt_subject", subject.partition(":")[0]) and not _asks(text):
        return True
    if words.contains("acknowledged", text, _BEGIN) and words.contains("automatic", text, _BEGIN):
        return True
    begin = words.words_of(text, _BEGIN)
    if words.contains("auto_body", text, _BEGIN):
        return True
    return words.contains("away", begin[:300]) and words.contains("back", begin, _BEGIN)


def _is_away_notice(subject, text, submitted):
    """A subject such as "Nghỉ lễ …" alone may be a customer's wish; "Trả lời tự động: …" is none."""
    explicit = re.match(r"[^:]{1,60}:", subject) or len(subject) < 40
    return bool(submitted or explicit and not _asks(text) or words.contains("away", text, _BEGIN))


def _asks(text):
    return words.contains("asks", text, _BEGIN)


def _is_bulk(headers, text, ours):
    if _is_our_list(headers, ours):
        return False
    listed = any(name in headers for name in _LIST_HEADERS)
    bulk = headers.get("precedence", "").lower().strip() in _BULK
    if listed or bulk:
        return True
    says_why = "feedback-id" in headers or words.contains("bulk_reason", text, _TO_END)
    return says_why and words.contains("bulk_body", text, _TO_END)


def _is_our_list(headers, ours):
    """A group address of our own (Google Groups, Microsoft 365) adds the headers of a list to every mail."""
    named = " ".join(
        headers.get(name, "") for name in ("list-id", "list-post", "list-unsubscribe", "list-help")
    ).lower()
    return any(re.search(rf"[@.<]{re.escape(ours_domain)}(?![\w.\-])", named) for ours_domain in ours if ours_domain)


def is_machine(headers, name, address):
    """Return whether the mail was sent by a program: a form, a shop, a no-reply address."""
    submitted = headers.get("auto-submitted", "no").lower().partition(";")[0].strip()
    local = address.partition("@")[0]
    return (
        submitted == "auto-generated"
        or words.is_one("machine_sender", local)
        or words.begins_with("machine_sender", local)
        and not name
        or any(words.is_one("machine_sender", word) for word in name.replace("-", " ").split())
        or domain(address).startswith(("notify.", "form.", "forms.", "landing.", "mailer."))
    )
