"""A row that is being imported, with what comes of it."""

_IMPORTED = ("created", "updated")


class ImportRow:
    """A row that is being imported: ``number`` and ``cells`` as in the file, ``values`` as ``load`` takes them.

    A cell that is None is no empty one: the row has no such column. Rows of files have none of these.
    """

    __slots__ = (
        "number",
        "cells",
        "values",
        "profile",
        "keys",
        "notes",
        "kept",
        "outcome",
        "lead_id",
        "partner_id",
        "old_values",
        "resembles",
        "prepared",
        "is_decided",
        "has_id",
        "codes",
        "matched_by",
        "hidden_id",
    )

    def __init__(self, number: int, cells: list[str | None]) -> None:
        self.number, self.cells = number, cells
        # ``kept``: the remarks among ``notes`` that say that a cell is kept in the notes of the lead
        self.values, self.profile, self.keys, self.notes = [], None, frozenset(), []
        self.kept = set()
        self.outcome = self.lead_id = self.partner_id = self.old_values = None
        self.resembles, self.prepared = (None, None), None
        # ``has_id``: whether the row has changed the record whose id it has
        self.is_decided = self.has_id = False
        # For programs: {remark: (code, index of the column or None)}, the kind of key that found the lead, and the lead
        # of a colleague that the user may not read.
        self.codes, self.matched_by, self.hidden_id = {}, "", None

    def remark(self, code: str, note: str, column: int | None = None) -> None:
        """Add a remark on the row, unless it has it already."""
        if note not in self.notes:
            self.notes.append(note)
            self.codes[note] = code, column

    def end(self, outcome: str, code: str = "", *notes: str) -> None:
        """Set the ``outcome`` (as of ``crm.lead.import.line``), and add ``notes`` to the remarks on the row."""
        self.outcome = outcome
        if outcome not in _IMPORTED:
            self.notes = [note for note in self.notes if note not in self.kept]
        for note in notes:
            self.remark(code, note)

    def is_worth_a_line(self) -> bool:
        """Return whether users should see the row in the ledger."""
        return self.outcome != "created" or bool(self.notes)

    def absent(self) -> frozenset[int]:
        """Return the indexes of the columns that the row lacks."""
        return frozenset(index for index, cell in enumerate(self.cells) if cell is None)
