"""Context keys: what Odoo's own methods between two of ours leave no other place to hand on.

Arguments of our methods are arguments. A key of the context remains where a method of Odoo, with a signature of its
own, stands between the method that knows and the one that asks. Each such key is a class here, a :class:`Marker`. No
client can send a Python type, so a key that comes from outside means nothing, whatever its value.

The keys of :data:`SCREEN_KEYS` come back from the web client, which gets them with an action. They decide what is shown
or noted, never what a user may do, and need no type.
"""

from typing import ClassVar, TypeVar

from odoo.models import BaseModel

_M = TypeVar("_M", bound="Marker")
_R = TypeVar("_R", bound=BaseModel)

# ``l10n_vn_go_on``: the window of a conversion that this action opened asks for the next steps; in other windows
# the conversion is shown as stopped.
# ``l10n_vn_log_documents``: the documents screen of a lead notes what is added there in the lead's chatter.
GO_ON, LOG_DOCUMENTS = SCREEN_KEYS = ("l10n_vn_go_on", "l10n_vn_log_documents")


class Marker:
    """A value of the context that only code of the server can put there, under the ``key`` of its class."""

    key: ClassVar[str]

    # Odoo shares environments whose contexts are equal: what a client sends must not be equal to a marker, nor one
    # that collects to another that is still empty.
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
    """``load`` reads a list of the import screen, not what a program sends: phones are Vietnamese unless they say
    otherwise, warnings are no messages, and a stage that does not fit gives way. ``options``: those of the screen.
    Between: ``execute_import``, ``load``.
    """

    key = "l10n_vn_list_import"

    def __init__(self, options: dict | None = None) -> None:
        self.options = options or {}


class Cleaned(Marker):
    """The values are clean, and empty cells are blank. Between: ``load``, ``_load_records``, ``create``, ``write``."""

    key = "l10n_vn_cleaned"


class KnownFields(Marker, dict):
    """``{column index: field}``, what the vocabulary says of a file. Between: ``parse_preview``."""

    key = "l10n_vn_fields"


LIST_IMPORT, CLEANED = ListImport(), Cleaned()

# Proof


class Proof(Marker, frozenset):
    """Names of the proof that running code may write. Between: ``create``, ``write``, ``_check_field_access``."""

    key = "l10n_vn_proof"


# Conversion


class DuplicatesOf(Marker):
    """The lead whose duplicates are asked for. Between: ``_compute_duplicated_lead_ids``, ``_get_lead_duplicates``."""

    key = "l10n_vn_duplicates_of"

    def __init__(self, lead_id: int) -> None:
        self.lead_id = lead_id


class MergeAll(Marker):
    """The dialog has shown which leads are merged: any number of them. Between: ``action_apply``, ``_action_merge``."""

    key = "l10n_vn_merge_all"


class OpportunityValues(Marker, dict):
    """What the user has chosen for the new opportunity. Between: ``_convert_and_allocate``, ``convert_opportunity``."""

    key = "l10n_vn_opportunity_values"


MERGE_ALL = MergeAll()

# Bulk


class ReservedIds(Marker, list):
    """Ids for the leads about to be created. Between: ``create``, ``_create``."""

    key = "l10n_vn_reserved_ids"


class Notes(Marker, list):
    """Notes that wait to be written together. Between: ``_message_track``, ``_merge_log_summary``, ``message_post``."""

    key = "l10n_vn_notes"

    def __init__(self) -> None:
        super().__init__()
        self.subtypes: dict[tuple, BaseModel] = {}  # what is known of their subtypes


class Moves(Marker, dict):
    """``{id of a message: values}``, which wait to be written together. Between: ``_merge_dependences_history``."""

    key = "l10n_vn_moves"


# Vietnamese words


class NativeTerms(Marker):
    """Odoo's own terms are loaded without ours. Between: ``_load_module_terms``, extended by other modules."""

    key = "l10n_vn_native_terms"


NATIVE_TERMS = NativeTerms()
