"""Exceptions of the ``validate`` functions and of file limits, with a stable code instead of a sentence.

Callers translate ``code`` into the user's language.

>>> error = InvalidLength('0912', 'too_short')
>>> error.code, error.value
('too_short', '0912')
"""


class LeadDataError(ValueError):
    """A value that is not valid.

    :param value: the value as it was given
    :param code: stable word for the reason; by default that of the class
    """

    code = "invalid"

    def __init__(self, value: object = None, code: str | None = None) -> None:
        self.value = value
        self.code = code or type(self).code
        super().__init__(self.code, value)


class InvalidFormat(LeadDataError):
    """Characters, or an order of characters, that this kind of value does not have."""

    code = "invalid_format"


class InvalidLength(LeadDataError):
    """Too short or too long."""

    code = "invalid_length"


class InvalidChecksum(LeadDataError):
    """The check digit does not agree with the other digits."""

    code = "invalid_checksum"


class InvalidComponent(LeadDataError):
    """A part that does not exist, such as a retired prefix or an unknown province."""

    code = "invalid_component"


class TooLarge(LeadDataError):
    """A file that holds more than the limit; ``value`` is the smallest number that it holds.

    ``code`` is too_many_cells, too_many_columns, too_many_characters, too_many_sheets, too_many_cards or
    too_many_bytes.
    """

    code = "too_many_cells"
