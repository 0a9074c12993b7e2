"""Overrides by other modules of core methods that bulk code bypasses: watched methods, and overrides known to be safe.

Leads, customers and notes of a set are copied from one record that the ORM has made. An override of a watched method
may give each record something that a copy does not get. It counts as harmless where it is Odoo's own code that this
addon is built on, or where :data:`KNOWN` names it by model, module and method with the fingerprint of its source:
another version of it is read again before it is trusted.
"""

import hashlib
import inspect
from functools import cache
from typing import NamedTuple

from odoo.orm.model_classes import is_model_class


class Known(NamedTuple):
    """An override that was read: the reason why it is safe, and the fingerprint of its source (empty: any)."""

    reason: str
    fingerprint: str = ""


class BulkBlocker(NamedTuple):
    """What blocks a bulk operation: ``name`` is a method or field of ``model``, ``module`` the module that adds it.

    ``kind``: ``override``, ``changed`` (known, in another version), ``patch`` (set at run time, as automation rules
    do), ``computed`` (a stored field that copying would not compute), ``constraint``, ``default``.
    """

    kind: str
    model: str
    name: str
    module: str


# The addon is built on these: ``dev upstream --changed`` names what has changed in them.
CORE = {"base", "crm", "l10n_vn_crm", "mail", "phone_validation", "sales_team", "utm"}
_CREATION = {"_create", "create"}
_RECORDS = {
    *_CREATION,
    "_add_missing_default_values",
    "_compute_field_value",
    "_compute_phone_sanitized",
    "_creation_message",
    "_creation_subtype",
    "_message_auto_subscribe",
    "_message_auto_subscribe_followers",
    "_message_log_batch",
    "_message_post_after_hook",
    "_notify_thread",
    "_phone_format",
    "_track_template",
    "default_get",
    "message_notify",
    "message_post",
}
_FOLLOWERS = {"mail.followers": {*_CREATION, "_insert_followers"}}
_MESSAGES = {"mail.message": _CREATION, "mail.notification": _CREATION, "mail.mail": _CREATION}
# Core methods that each bulk operation bypasses: {operation: {model: methods}}.
WATCHED = {
    "create": {
        "crm.lead": {
            *_RECORDS,
            "_compute_email_domain_criterion",
            "_compute_email_normalized",
            "_compute_email_state",
            "_compute_phone_state",
            "_compute_probabilities",
            "_compute_prorated_revenue",
            "_pls_get_naive_bayes_probabilities",
        },
        **_FOLLOWERS,
        **_MESSAGES,
    },
    "convert": {
        "crm.lead": {
            "_create_customer",
            "_find_matching_partner",
            "_handle_partner_assignment",
            "_handle_salesmen_assignment",
            "_message_log",
            "_message_track",
            "convert_opportunity",
            "write",
        },
    },
    "merge": {
        "crm.lead": {
            "_merge_dependences",
            "_merge_dependences_attachments",
            "_merge_dependences_calendar_events",
            "_merge_dependences_history",
            "_merge_followers",
            "_merge_log_summary",
            "_merge_opportunity",
            "_message_log",
            "merge_opportunity",
            "write",
        },
        "mail.message": {"write"},
    },
    "notes": {
        "crm.lead": {
            "_message_log",
            "_message_log_batch",
            "_message_post_after_hook",
            "_notify_thread",
            "message_post",
        },
        "mail.tracking.value": _CREATION,
        **_MESSAGES,
    },
    "customers": {
        "res.partner": {
            *_RECORDS,
            "_children_sync",
            "_compute_complete_name",
            "_fields_sync",
            "_get_complete_name",
            "_handle_first_contact_creation",
        },
        **_FOLLOWERS,
        "mail.message": _CREATION,
    },
}
KNOWN = {
    ("crm.lead", "crm_iap_enrich", "create"): Known(
        "asks for one run of a scheduled action, which finds leads by their values", "0a2a472cd0"
    ),
    ("crm.lead", "crm_livechat", "create"): Known(
        "checks access to the channel of a lead; rows with a channel go to the ORM", "0fdfeea7e6"
    ),
    ("crm.lead", "crm_livechat", "write"): Known(
        "checks access to a channel, which a conversion does not write", "4d319eeac1"
    ),
    ("crm.lead", "website_crm_partner_assign", "write"): Known(
        "checks what portal users write, who convert no leads", "ea5de4200e"
    ),
    ("mail.message", "account", "write"): Known(
        "guards messages of accounting documents, leads are none", "df1fe3e638"
    ),
    ("mail.thread", "rating", "_message_post_after_hook"): Known(
        "links a rating that is given with the message", "d756af9cd6"
    ),
    ("mail.thread", "rating", "message_post"): Known("keeps a rating that is given with the message", "029f101a96"),
    ("mail.thread", "sms", "_notify_thread"): Known("sends text messages, where the message is one", "4da2766c0d"),
    ("mail.thread", "sms", "message_post"): Known(
        "writes the text of a text message, where the message is one", "7c13307799"
    ),
    ("res.partner", "account", "create"): Known(
        "ranks customers by the context, which is one for the set", "545716bebf"
    ),
    ("res.partner", "account_peppol", "create"): Known(
        "looks a customer up by tax code and country, which are the same in a group; the answer is copied", "34753914b9"
    ),
    ("res.partner", "base_vat", "_inverse_vat"): Known(
        "checks a tax code by its country, both the same in a group", "67849e816a"
    ),
    ("res.partner", "base_vat", "create"): Known(
        "leaves out the check of a tax code in imports; the code and its check are the same in a group", "b50208d8c3"
    ),
    ("res.partner", "mail_plugin", "create"): Known(
        "keeps what its own service has found, in fields with which the ORM creates the customer", "c5da9f2fee"
    ),
    ("res.partner", "website_crm_partner_assign", "default_get"): Known(
        "presets by the context, which is one for the set", "e9255ca515"
    ),
    ("website.published.mixin", "website", "create"): Known(
        "checks who may publish; what is published is the same in a group", "24248934ea"
    ),
}


def overrides(model, methods, known):
    """Return how other modules change ``methods`` (set of names) of ``model``, as a list of :class:`BulkBlocker`.

    :param dict known: {(model that is extended, module, method): :class:`Known`}
    """
    found = []
    for cls in type(model).mro():
        names = [name for name in methods if name in vars(cls)]
        if is_model_class(cls):
            # Code that is put into the registry's class at run time.
            found += [BulkBlocker("patch", model._name, name, module_of(vars(cls)[name])) for name in names]
            continue
        module = getattr(cls, "_module", None)
        if not module or module in CORE:
            continue
        for name in names:
            if not is_read(cls, name, known):
                kind = "changed" if (cls._name, module, name) in known else "override"
                found.append(BulkBlocker(kind, model._name, name, module))
    return sorted(found)


def is_harmless(model, name, known):
    """Return whether each definition of the method ``name`` of ``model`` is of ``known``, Odoo's own included."""
    classes = [cls for cls in type(model).mro() if name in vars(cls)]
    return bool(classes) and all(is_read(cls, name, known) for cls in classes)


def is_read(cls, name, known):
    """Return whether ``known`` has the method ``name`` as the class ``cls`` defines it."""
    read = known.get((cls._name, getattr(cls, "_module", None), name))
    return bool(read) and not is_model_class(cls) and read.fingerprint in ("", fingerprint(vars(cls)[name]))


@cache
def fingerprint(function) -> str:
    """Return :func:`digest` of the source of ``function``; where there is no source, what no digest is equal to."""
    try:
        return digest(inspect.getsource(inspect.unwrap(function)))
    except (OSError, TypeError):
        return "no source"


def digest(source: str) -> str:
    """Return a key of ``source`` that ignores comments and layout."""
    lines = [" ".join(line.split()) for line in source.splitlines()]
    code = [line for line in lines if line and not line.startswith("#")]
    return hashlib.sha256("\n".join(code).encode()).hexdigest()[:10]


def module_of(function):
    """Return the Odoo module that ``function`` was written in, else its Python module."""
    parts = getattr(inspect.unwrap(function), "__module__", "").split(".")
    return parts[2] if parts[:2] == ["odoo", "addons"] else parts[0]
