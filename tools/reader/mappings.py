"""Mappings of the columns of the vocabulary: their readers and fields of leads.

They are read in this order: a reader may fill fields that earlier ones left empty.
"""

from __future__ import annotations

from ..vocabulary import OTHER
from . import amounts, consents, contacts, people, places, records, texts
from .mapping import Mapping, free, same

MAPPINGS: tuple[Mapping, ...] = (
    Mapping(texts.read_text, same("function")),
    Mapping(people.read_name_parts, free("contact_last_name", "contact_middle_name", "contact_first_name")),
    Mapping(people.read_contact, same("contact_name")),
    Mapping(people.read_company, same("partner_name")),
    Mapping(
        people.read_honorific,
        {"title_honorific": "l10n_vn_honorific", "l10n_vn_honorific": "l10n_vn_honorific", "gender": None},
    ),
    Mapping(contacts.read_phone, same("phone")),
    Mapping(contacts.read_phone, {"phone_secondary": "l10n_vn_phone2", "l10n_vn_phone2": "l10n_vn_phone2"}),
    Mapping(contacts.read_zalo, {"zalo": "l10n_vn_zalo", "l10n_vn_zalo": "l10n_vn_zalo"}),
    Mapping(contacts.read_email, same("email_from")),
    Mapping(contacts.read_vat, {"vat": "l10n_vn_vat", "l10n_vn_vat": "l10n_vn_vat"}),
    Mapping(contacts.read_personal_id, free("personal_id")),
    Mapping(
        texts.read_code,
        dict.fromkeys(("lead_external_id", "l10n_vn_external_id", "customer_code"), "l10n_vn_external_id"),
    ),
    Mapping(places.read_state, same("state_id")),
    Mapping(places.read_address, same("street", "city")),
    Mapping(amounts.read_money, same("expected_revenue")),
    Mapping(amounts.read_date, same("date_deadline")),
    Mapping(
        amounts.read_datetime, {"create_date": "l10n_vn_received_at", "l10n_vn_received_at": "l10n_vn_received_at"}
    ),
    Mapping(records.read_existing, same("user_id", "team_id", "country_id", "lost_reason_id")),
    Mapping(records.read_status, same("stage_id")),
    Mapping(records.read_or_create, same("campaign_id", "medium_id", "source_id")),
    Mapping(
        records.read_landing_page,
        {"landing_page_url": "l10n_vn_landing_page", "l10n_vn_landing_page": "l10n_vn_landing_page"},
    ),
    Mapping(records.read_tags, same("tag_ids")),
    Mapping(records.read_language, same("lang_id")),
    Mapping(texts.read_priority, same("priority")),
    Mapping(texts.read_probability, same("probability")),
    Mapping(texts.read_description, same("description")),
    Mapping(texts.read_named_text, {"ad_info": "l10n_vn_ad_info", "l10n_vn_ad_info": "l10n_vn_ad_info"}),
    Mapping(texts.read_to_notes, free("fax", "department", "birthdate", OTHER)),
    Mapping(
        amounts.read_activity,
        {"next_activity_date": "l10n_vn_planned_date", "l10n_vn_planned_date": "l10n_vn_planned_date"},
    ),
    Mapping(
        amounts.read_activity,
        {"next_activity_summary": "l10n_vn_planned_summary", "l10n_vn_planned_summary": "l10n_vn_planned_summary"},
    ),
    Mapping(consents.read_consent, {"consent": "l10n_vn_consent", "l10n_vn_consent": "l10n_vn_consent"}),
    Mapping(consents.read_no_contact, {"no_contact": "l10n_vn_no_contact", "l10n_vn_no_contact": "l10n_vn_no_contact"}),
    Mapping(texts.read_ignored, free("ignore")),
    Mapping(texts.read_text, same("l10n_vn_facebook", "referred", "street2", "zip") | {"facebook": "l10n_vn_facebook"}),
    Mapping(texts.read_text, same("website", "email_cc", "name", "l10n_vn_province_text")),
)
