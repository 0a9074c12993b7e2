"""What do the columns of an import become? Values by field, notes and warnings by row.

>>> matrix = Matrix(2)
>>> matrix.put('phone', ['0912', ''])
>>> matrix.put('phone', ['', '0987'])
>>> matrix.columns
{'phone': ['0912', '0987']}
"""


class Kept(tuple):
    """A warning (column index, message) that says that a cell is kept in the notes: true where the row goes in."""


class Matrix:
    """``count`` rows; ``columns`` maps a field to its str values, ``notes`` a row's index to lines, ``warnings``
    a row's index to ``[(column index, message)]``, ``spare_phones`` and ``spare_emails`` a row's index to what
    stood in another column, for rows that have none of their own. ``source`` names the file, where there is one."""

    def __init__(self, count, source=""):
        self.count = count
        self.source = source
        self.columns = {}
        self.notes = {}
        self.warnings = {}
        self.spare_phones = {}
        self.spare_emails = {}

    def put(self, field, values, joint=None):
        """Set ``field``; where it has a value already, that stays, followed by ``joint`` and the new one if given."""
        before = self.columns.get(field)
        if before is None:
            self.columns[field] = list(values)
            return
        for row, value in enumerate(values):
            if value:
                self.put_one(field, row, value, joint)

    def put_one(self, field, row, value, joint=None):
        """Set ``field`` of one row; return whether it was free or could be joined."""
        column = self.column(field)
        if not value:
            return True
        if not column[row]:
            column[row] = value
        elif joint is not None and value != column[row]:
            column[row] = f"{column[row]}{joint}{value}"
        else:
            return column[row] == value
        return True

    def column(self, field):
        """Return the values of ``field``, blank ones if it has none yet."""
        if field not in self.columns:
            self.columns[field] = [""] * self.count
        return self.columns[field]

    def get(self, field, row):
        column = self.columns.get(field)
        return column[row] if column else ""

    def note(self, row, line):
        """Keep ``line`` (str) for the notes of ``row``."""
        self.notes.setdefault(row, []).append(line)

    def warn(self, row, column, message, kept=False):
        """Say ``message`` of a cell.

        :param bool kept: it says that the cell is kept in the notes
        """
        warning = (column, message)
        self.warnings.setdefault(row, []).append(Kept(warning) if kept else warning)

    def rows(self):
        """Return (fields, rows)."""
        return list(self.columns), [list(row) for row in zip(*self.columns.values(), strict=True)]
