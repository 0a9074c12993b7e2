"""Context keys of this addon, used where a method of Odoo in between has no parameter for a value.

Between methods of ours a value is an argument. Each key is a class here, a :class:`Marker`, whose docstring says in
which method it is set and in which it is read. No client can send a Python type, so a key from outside has no effect,
whatever its value.

The keys of :data:`SCREEN_KEYS` come back from the web client, which gets them with an action. They decide what is shown
or logged, never what a user may do, and need no type.
"""

from typing import ClassVar, TypeVar

from odoo.models import BaseModel

_M = TypeVar("_M", bound="Marker")
_R = TypeVar("_R", bound=BaseModel)

# ``l10n_vn_go_on``: the window that this action opens requests the next steps of its conversion; other windows show
# the conversion as stopped.
# ``l10n_vn_log_documents``: files added in the documents screen of a lead are logged in its chatter.
GO_ON, LOG_DOCUMENTS = SCREEN_KEYS = ("l10n_vn_go_on", "l10n_vn_log_documents")


class Marker:
    """A value of the context that only code of the server can put there, under the ``key`` of its class."""

    key: ClassVar[str]

    # Odoo shares environments with equal contexts: a value from a client must not be equal to a marker, nor one marker
    # that collects values to another.
    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__

    @classmethod
    def of(cls: type[_M], records: BaseModel) -> _M | None:
        """Return the marker in the context of ``records``, None where there is none."""
        value = records.env.context.get(cls.key)
        return value if isinstance(value, cls) else None

    def on(self, records: _R) -> _R:
        """Return ``records`` with this marker in their context."""
        return records.with_context(**{self.key: self})

    @classmethod
    def off(cls, records: _R) -> _R:
        """Return ``records`` without such a marker in their context."""
        return records.with_context(**{cls.key: None})


# Importing


class ListImport(Marker):
    """``load`` reads a list of the import screen, not what a program sends: phones are Vietnamese unless they have a
    country code, warnings are not messages, and a stage that does not fit is replaced.

    ``options``: those of the screen.
    Set in ``execute_import`` and by imports in the background, read in ``load`` and ``write``.
    """

    key = "l10n_vn_list_import"

    def __init__(self, options: dict | None = None) -> None:
        self.options = options or {}


class Cleaned(Marker):
    """Values are clean, and empty cells are blank. Set in ``load`` and by imports, read in ``create`` and ``write``."""

    key = "l10n_vn_cleaned"


class KnownFields(Marker, dict):
    """``{column index: field}``, as the vocabulary reads a file. Set in ``parse_preview``, read in
    ``_get_mapping_suggestions``.
    """

    key = "l10n_vn_fields"


LIST_IMPORT, CLEANED = ListImport(), Cleaned()

# Proof


class Proof(Marker, frozenset):
    """Names of proof fields that may be written. Set before ``create`` and ``write``, read in ``_has_field_access``."""

    key = "l10n_vn_proof"


# Conversion


class DuplicatesOf(Marker):
    """The lead whose duplicates are searched.

    Set in ``_compute_duplicated_lead_ids``, read in ``_get_lead_duplicates``.
    """

    key = "l10n_vn_duplicates_of"

    def __init__(self, lead_id: int) -> None:
        self.lead_id = lead_id


class MergeAll(Marker):
    """Merge any number of leads: the dialog has listed them. Set in ``action_apply``, read in ``merge_opportunity``."""

    key = "l10n_vn_merge_all"


class OpportunityValues(Marker, dict):
    """Values that the user has chosen for the new opportunity.

    Set in ``_convert_and_allocate``, read in ``_convert_opportunity_data``.
    """

    key = "l10n_vn_opportunity_values"


MERGE_ALL = MergeAll()

# Mail


class WantedLead(Marker):
    """A user makes a lead of a rejected mail, whatever its kind. Set in ``_l10n_vn_make_lead``, read in
    ``message_process``.
    """

    key = "l10n_vn_wanted_lead"


WANTED_LEAD = WantedLead()

# Bulk


class ReservedIds(Marker, list):
    """Ids reserved for the leads to be created. Set before ``create``, read in ``_create``."""

    key = "l10n_vn_reserved_ids"


class Notes(Marker, list):
    """Notes that are collected to be written together.

    Set in ``_message_track`` and before ``_merge_log_summary``, read in ``message_post`` and ``_message_log_batch``.
    """

    key = "l10n_vn_notes"

    def __init__(self) -> None:
        super().__init__()
        self.subtypes: dict[tuple, BaseModel] = {}  # subtypes that exist, by ids


class Moves(Marker, dict):
    """``{id of a message: values}``, collected to be written together.

    Set before ``_merge_dependences_history``, read in ``write`` of ``mail.message``.
    """

    key = "l10n_vn_moves"
