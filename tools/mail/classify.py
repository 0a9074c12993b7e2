"""Classification of mails: bounces, automatic replies, newsletters, and mails sent by programs.

Sources: RFC 3464 (bounces), RFC 3834 (``Auto-Submitted``), RFC 2369 and 2919 (lists), ``data/mail_words.csv``.

>>> kind_by_headers({'auto-submitted': 'auto-replied'}, 'lan@x.vn', 'Chào')
'auto_reply'
>>> kind_by_headers({'subject': 'Undeliverable: Báo giá', 'return-path': '<>'}, 'postmaster@x.vn', '')
'bounce'
>>> kind_by_headers({}, 'lan@x.vn', 'Chào em, chị cần báo giá') is None
True
"""

import re
from collections.abc import Iterable, Mapping

from ..value.email_address import domain, service_of
from . import words

_BEGIN = 1500
_TO_END = 20_000
_AUTO_HEADERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-mail-autoreply")
_LIST_HEADERS = ("list-id", "list-unsubscribe", "list-post", "x-mailchimp-id", "x-campaign-id", "x-csa-complaints")
# Left by programs of web sites and the services through which these send.
_PROGRAM_HEADERS = (
    "x-php-originating-script", "x-php-script", "x-sg-eid", "x-mailgun-sid", "x-mandrill-user", "x-mj-mid",
    "x-postmark-server", "x-pm-message-id", "x-ses-outgoing",
)  # fmt: skip
_FORM_BEGIN = 300
_BULK = {"bulk", "list", "junk"}
_DAEMON = re.compile(
    r"^(?:mailer-?daemon|microsoftexchange[0-9a-f]*|mdaemon|mail-?daemon|bounces?|delivery)(?:$|[+\-_])"
)
_POSTMASTER = re.compile(r"^(?:postmaster|no-?reply|mail|system|daemon|admin|administrator)(?:$|[+\-_.])")


def kind_by_headers(headers: Mapping[str, str], sender: str, text: str, ours: Iterable[str] = ()) -> str | None:
    """Return the kind of a mail by its headers and the beginning of its text.

    :param headers: dict of lower-case header name → str, the first of each
    :param sender: the address (str) in From
    :param text: text (str) of the sender, without quoted mails
    :param ours: our own domains; a mailing list of one of them is our own shared mailbox
    :return: ``bounce``, ``auto_reply``, ``bulk``, or None for a mail that may be a lead
    """
    subject = headers.get("subject", "")
    if _is_bounce(headers, sender, subject, text):
        return "bounce"
    if _is_auto_reply(headers, subject, text):
        return "auto_reply"
    return "bulk" if _is_bulk(headers, text, ours) else None


def _is_bounce(headers: Mapping[str, str], sender: str, subject: str, text: str) -> bool:
    local = sender.partition("@")[0].lower()
    kind = headers.get("content-type", "").lower()
    if kind.startswith("multipart/report") or "x-failed-recipients" in headers or _DAEMON.match(local):
        return True
    if "x-ms-exchange-message-is-ndr" in headers:
        return True
    empty_path = headers.get("return-path", "x").strip() in ("<>", "")
    machine = empty_path or _POSTMASTER.match(local) or headers.get("auto-submitted", "no").lower() != "no"
    has_bounce_subject = words.begins_with("bounce_subject", subject)
    if machine and has_bounce_subject:
        return True
    return has_bounce_subject and words.contains("bounce_body", text, _BEGIN)


def _is_auto_reply(headers: Mapping[str, str], subject: str, text: str) -> bool:
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


def _is_away_notice(subject: str, text: str, submitted: str) -> bool:
    """Return whether the subject is an absence notice: "Nghỉ lễ …" alone may be a request, "Trả lời tự động: …" not."""
    explicit = re.match(r"[^:]{1,60}:", subject) or len(subject) < 40
    return bool(submitted or explicit and not _asks(text) or words.contains("away", text, _BEGIN))


def _asks(text: str) -> bool:
    return words.contains("asks", text, _BEGIN)


def _is_bulk(headers: Mapping[str, str], text: str, ours: Iterable[str]) -> bool:
    if _is_our_list(headers, ours):
        return False
    has_list_headers = any(name in headers for name in _LIST_HEADERS)
    bulk = headers.get("precedence", "").lower().strip() in _BULK
    if has_list_headers or bulk:
        return True
    gives_reason = "feedback-id" in headers or words.contains("bulk_reason", text, _TO_END)
    return gives_reason and words.contains("bulk_body", text, _TO_END)


def _is_our_list(headers: Mapping[str, str], ours: Iterable[str]) -> bool:
    """Return whether the list is ours: Google Groups and Microsoft 365 add list headers to mails to a group address."""
    listed = " ".join(
        headers.get(name, "") for name in ("list-id", "list-post", "list-unsubscribe", "list-help")
    ).lower()
    return any(re.search(rf"[@.<]{re.escape(own_domain)}(?![\w.\-])", listed) for own_domain in ours if own_domain)


def is_machine(headers: Mapping[str, str], name: str, address: str) -> bool:
    """Return whether a mail was sent by a program: a form, a shop.

    :param headers: as :func:`kind_by_headers` takes them
    :param name: the name (str) in From
    :param address: the address (str) in From
    """
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


def is_form_notice(headers: Mapping[str, str], address: str, text: str) -> bool:
    """Return whether a mail with labelled lines was sent by a form: by its service, its program, or what it says.

    :param headers: as :func:`kind_by_headers` takes them
    :param address: the address (str) in From
    :param text: text (str) of the mail

    >>> is_form_notice({'x-mailer': 'PHPMailer 6.9'}, 'a@x.vn', ''), is_form_notice({}, 'hello@zapier.com', '')
    (True, True)
    >>> is_form_notice({'subject': 'Hỏi giá'}, 'an@x.vn', 'Họ tên: Lê An'), is_form_notice({}, 'a@x.vn', 'New lead: A')
    (False, True)
    """
    if service_of(address) == "form" or any(name in headers for name in _PROGRAM_HEADERS):
        return True
    if words.contains("web_program", headers.get("x-mailer", "")):
        return True
    return words.contains("form_notice", headers.get("subject", "")) or words.contains("form_notice", text, _FORM_BEGIN)
