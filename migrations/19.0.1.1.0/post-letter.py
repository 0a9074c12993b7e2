"""The first letter to a lead no longer has the lead's title, which is internal, as its subject."""

from odoo.tools import SQL

_BEFORE = "{{ object.env.company.name }}: {{ object.name }}"
_SUBJECTS = {
    "en_US": '{{ object.env.company.name }}: reply to {{ object.l10n_vn_salutation or "your request" }}',
    "vi_VN": '{{ object.env.company.name }} trả lời {{ object.l10n_vn_salutation or "anh/chị" }}',
}


def migrate(cr, version):
    # The template is of its users: a subject that they have changed stays.
    for lang, subject in _SUBJECTS.items():
        cr.execute(
            SQL(
                "UPDATE mail_template SET subject = subject || jsonb_build_object(%(lang)s, %(subject)s)"
                " WHERE subject ->> %(lang)s = %(before)s AND id = (SELECT res_id FROM ir_model_data"
                "  WHERE module = 'l10n_vn_crm' AND name = 'mail_template_lead_greeting')",
                lang=lang,
                subject=subject,
                before=_BEFORE,
            )
        )
