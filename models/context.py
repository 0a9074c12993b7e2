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
# ``l10n_vn_by_words``: a window of a lead searches customers by words, as the search box searches leads.
GO_ON, LOG_DOCUMENTS, BY_WORDS = SCREEN_KEYS = ("l10n_vn_go_on", "l10n_vn_log_documents", "l10n_vn_by_words")


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


class RepeatedRows(Marker, dict):
    """``{lead id: values}`` of rows whose leads are there already, collected to be written together.

    Set in ``_load_records``, read in ``_load_records_write``.
    """

    key = "l10n_vn_repeated_rows"


class Unindexed(Marker):
    """The text of a file is not indexed. Set where the file of an import is stored, read in ``_index``."""

    key = "l10n_vn_unindexed"


class KnownFields(Marker, dict):
    """``{column index: field}``, as the vocabulary reads a file. Set in ``parse_preview``, read in
    ``_get_mapping_suggestions``.
    """

    key = "l10n_vn_fields"


LIST_IMPORT, CLEANED, UNINDEXED = ListImport(), Cleaned(), Unindexed()

# Proof


class Proof(Marker, frozenset):
    """Names of proof fields that may be written. Set before ``create``, ``write``, read in ``_check_field_access``."""

    key = "l10n_vn_proof"


# Conversion


class DuplicatesOf(Marker):
    """The lead whose duplicates are searched.

    Set in ``_compute_duplicated_lead_ids``, read in ``_get_lead_duplicates``.
    """

    key = "l10n_vn_duplicates_of"

    def __init__(self, lead_id: int) -> None:
        self.lead_id = lead_id

    # It collects nothing: environments with the same lead are one, or each window would leave its own in the
    # transaction, whose list Odoo walks for every change of a context.
    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.lead_id == self.lead_id

    def __hash__(self) -> int:
        return hash((self.key, self.lead_id))


class SharedReads(Marker, dict):
    """What computes of one conversion window read while it is filled, so that each reads it once. Nothing is written
    meanwhile.

    ``criteria``: the active criteria · ``("answers", lead id)``: answers of a lead · ``("customer", lead id)``: ids of
    the customer that was found for it · ``("customers", ids of companies)``: keys, and the customers that have them,
    archived ones too.
    Set in ``onchange`` of the window, read in ``_get_shown``, ``_l10n_vn_get_answers``, ``_find_matching_partner`` and
    ``_l10n_vn_match_customers``.
    """

    key = "l10n_vn_shared_reads"


class MergeAll(Marker):
    """Merge any number of leads: the dialog has listed them. Set in ``action_apply``, read in ``merge_opportunity``."""

    key = "l10n_vn_merge_all"


class MergeChoice(Marker, dict):
    """``{field name: value}`` that the record which is left gets, and the id of that record.

    Set in ``_merge_leads`` of groups of duplicates, read in ``_sort_by_confidence_level`` and ``_merge_data``.
    """

    key = "l10n_vn_merge_choice"

    def __init__(self, lead_id: int, values: dict) -> None:
        super().__init__(values)
        self.lead_id = lead_id


class OpportunityValues(Marker, dict):
    """Values that the user has chosen for the new opportunity.

    Set in ``_convert_and_allocate``, read in ``_convert_opportunity_data``.
    """

    key = "l10n_vn_opportunity_values"


class ConversionStored(Marker):
    """The leads were stored as they were before their conversion. Set in ``_convert_and_allocate`` and by mass
    conversions, read in ``write``.
    """

    key = "l10n_vn_conversion_stored"


MERGE_ALL, CONVERSION_STORED = MergeAll(), ConversionStored()

# Care


class ShareLater(Marker, list):
    """Ids of new leads that their door shares at its end.

    Set before ``create`` of cards, forms and copies, read in ``_l10n_vn_share_on_arrival``.
    """

    key = "l10n_vn_share_later"

    def __init__(self) -> None:
        super().__init__()


# Work


class RecordsResult(Marker):
    """The result of a talk is recorded, and says whether it was a contact: the message of the closed activity is none.

    Set in ``_l10n_vn_log_result``, read in ``_message_post_after_hook``.
    """

    key = "l10n_vn_records_result"


RECORDS_RESULT = RecordsResult()


class AutomaticAssignment(Marker):
    """Odoo assigns and converts leads by its rules, one by one: snapshots are taken of many at once, and a lead that is
    not qualified is assigned as the lead that it is.

    ``barred``: {lead id: ids of the users who may not have it} · ``refused``: ids of leads that Odoo has tried to give
    to one of them · ``stored``: ids of leads of which snapshots were taken · ``unfinished``: ids of their snapshots to
    which what has changed is not added yet.
    Set in ``_assign_and_convert_leads``, read in ``write``, when snapshots are taken, and in ``convert_opportunity``.
    """

    key = "l10n_vn_automatic_assignment"

    def __init__(self, barred: dict[int, set[int]]) -> None:
        self.barred = barred
        self.refused: list[int] = []
        self.stored: set[int] = set()
        self.unfinished: list[int] = []


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
