"""Errors of public methods that programs can read: a code beside the sentence in the caller's language."""

from odoo.exceptions import UserError


class ApiError(UserError):
    """A refusal with a stable ``code``; ``field`` names the argument or column, ``row`` is its index (-1: no row).

    JSON-2 returns :attr:`context` with the error. XML-RPC returns ``str(error)`` only, so the code is appended there;
    dialogs of the web client show the sentence alone.
    """

    def __init__(self, message: str, code: str, field: str = "", row: int = -1) -> None:
        super().__init__(message)
        self.context = {"code": code, "message": message, "field": field, "row": row}

    def __str__(self) -> str:
        parts = [f"code={self.context['code']}"]
        if self.context["field"]:
            parts.append(f"field={self.context['field']}")
        if self.context["row"] >= 0:
            parts.append(f"row={self.context['row']}")
        return f"{self.context['message']} [{', '.join(parts)}]"
