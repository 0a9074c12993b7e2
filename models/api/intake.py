"""Intake: rows that a program sends become leads through the import engine, each with its own answer."""

import contextlib

from odoo import api, models

from ..api_error import ApiError
from ..api_request import LONGEST_KEY
from ..argument_checks import ANY, check_choice, check_flag, check_text
from .usage import verb

MOST_ROWS = 1000
MOST_CHARACTERS = 5_000_000
POLICIES = ("create", "skip", "update_empty", "update_all")


@contextlib.contextmanager
def _taken_back(env):
    """Roll back what the block does, and forget what caches have kept of it; the rest of the transaction stays."""
    registry = env.registry
    caches, is_changed = set(registry.cache_invalidated), registry.registry_invalidated
    registry.cache_invalidated.clear()
    registry.registry_invalidated = False
    savepoint = env.cr.savepoint()
    try:
        yield
    finally:
        savepoint.close(rollback=True)
        # Caches that the block has invalidated may hold what is rolled back, in this process and in no other.
        registry.reset_changes()
        registry.cache_invalidated.update(caches)
        registry.registry_invalidated = is_changed


class CrmLead(models.Model):
    _inherit = "crm.lead"

    @api.model
    @verb(ANY)
    def l10n_vn_intake(
        self, rows: list[dict] | None = None, policy: str = "update_empty", source: str = "", dry_run: bool = False
    ) -> list[dict]:
        """Bring rows of a program in as leads: each is read, matched with known people, and created or updated.

        A row is a dict such as ``{"Họ tên": "Nguyễn Văn An", "SĐT": "0912.345.678", "external_id": "form-1207"}``.
        Keys are fields of leads, or headings as people write them, in Vietnamese or English: "Họ tên", "Danh xưng",
        "Chức vụ", "Công ty", "MST", "SĐT", "Zalo", "Email", "Website", "Địa chỉ", "Tỉnh", "Nhu cầu", "Ghi chú",
        "Nguồn", "Kênh", "Chiến dịch", "Nhân viên", "Trạng thái", "Nhãn", "Mức độ quan tâm", "Dự toán", "Ngày gọi lại",
        "full_name", "phone_number", "company_name" and many more; what no field has is kept in the notes. Values are
        texts as people write them, or numbers.

        A row with an ``external_id`` that is sent again under the same ``source`` is answered again, and changes
        nothing.

        :param list rows: up to 1,000 dicts
        :param str policy: for people who are there already: ``update_empty`` fills empty fields, ``update_all`` writes
            all, ``skip`` leaves them as they are, ``create`` makes a second lead
        :param str source: name of the program; an ``external_id`` is one of its source
        :param bool dry_run: answer, and store nothing
        :return: one dict a row, in the order given:

            * ``index``
            * ``outcome``: created, updated, joined, skipped, review or failed
            * ``first_outcome``: another one only where a row for review was decided on since it was sent first
            * ``lead_id``: 0 where there is none, or the user may not read it
            * ``matched_by``: phone, email, vat, zalo, external_id or ''
            * ``owner``: name of the salesperson
            * ``warnings``: list of ``field``, ``code``, ``message``
            * ``error``: ``field``, ``code``, ``message``, all '' where there is none
            * ``import_id``: for ``l10n_vn_undo``, 0 where the row was answered before
        :raise ApiError: for arguments that are not valid, too many rows, or rows that are too large
        :raise AccessError: where the user may not create leads
        """
        check_flag(self, "dry_run", dry_run)
        self._l10n_vn_check_rows(rows, policy, source, MOST_ROWS, MOST_CHARACTERS)
        if not dry_run:
            return self._l10n_vn_take_in(rows, policy, source or "")
        with _taken_back(self.env):
            # No mail may be sent at the commit about leads that are rolled back.
            quiet = self.with_context(mail_notify_force_send=False)
            answers = quiet._l10n_vn_take_in(rows, policy, source or "")
        gone = {answer["lead_id"] for answer in answers if answer["outcome"] == "created"}
        return [
            {**answer, "lead_id": 0 if answer["lead_id"] in gone else answer["lead_id"], "import_id": 0}
            for answer in answers
        ]

    @api.model
    def _l10n_vn_check_rows(self, rows, policy, source, most_rows, most_characters):
        """Refuse arguments of the intake that are not valid."""
        self.browse().check_access("create")
        check_choice(self, "policy", policy, POLICIES)
        check_text(self, "source", source)
        if source and (len(source) > LONGEST_KEY or "\0" in source):
            raise ApiError(self.env._("“source” may have %s characters at most.", LONGEST_KEY), "too_long", "source")
        if rows is None:
            raise ApiError(self.env._("Give “rows”: a list of dictionaries."), "missing_argument", "rows")
        if not isinstance(rows, (list, tuple)):
            raise ApiError(self.env._("“rows” must be a list of dictionaries."), "wrong_type", "rows")
        if len(rows) > most_rows:
            raise ApiError(
                self.env._(
                    "“rows” may have %(most)s rows at most, not %(count)s: send more with “l10n_vn_intake_start”.",
                    most=most_rows,
                    count=len(rows),
                ),
                "too_many_rows",
                "rows",
            )
        size = sum(len(str(value)) for row in rows if isinstance(row, dict) for value in row.values())
        if size > most_characters:
            raise ApiError(
                self.env._(
                    "“rows” may have %(most)s characters at most, not %(count)s: send fewer rows in a call.",
                    most=most_characters,
                    count=size,
                ),
                "too_large",
                "rows",
            )
