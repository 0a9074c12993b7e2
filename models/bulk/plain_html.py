"""HTML of texts without markup, as Odoo's sanitizer stores it: parsing it takes most of the time of a list's notes."""

import re

from odoo.fields import Field

# Characters that the sanitizer leaves as they are, and those that it reads as themselves.
_INNER = r"[ !-%'-;=?-~À-ɏḀ-ỿ–—…“”‘’•₫]|&(?:amp|lt|gt|quot|#34|#39);"
# The beginning of a line may be a quote of a mail or its signature, unless it is a letter or digit.
_LINE = f"[A-Za-z0-9À-ɏḀ-ỿ](?:{_INNER})*"
_PARAGRAPH = f"<p>{_LINE}(?:(?:<br ?/?>|\n)+{_LINE})*</p>"
_PLAIN = re.compile(_LINE)
_PARAGRAPHS = re.compile(f"(?:{_PARAGRAPH})+")
_WRITTEN_OTHERWISE = re.compile("<br ?/>|&(?:quot|#34|#39);")
_STORED = {"&quot;": '"', "&#34;": '"', "&#39;": "'"}


def stored(field: Field, value: object) -> str | None:
    """Return what the HTML field ``field`` stores of ``value``, None where Odoo must say or it is another field."""
    is_alike = field.type == "html" and field.sanitize and field.sanitize_output_method == "html"
    if not is_alike or field.sanitize_overridable or field.translate or not isinstance(value, str):
        return None
    return sanitized(value)


def sanitized(html: str) -> str | None:
    """Return ``html`` as Odoo's sanitizer does, None where it is more than plain lines and paragraphs.

    >>> sanitized("Cần 2 bộ"), sanitized("<p>Bàn &#39;gỗ&#39;<br/>Ghế</p>"), sanitized("<b>Gấp</b>")
    ('<p>Cần 2 bộ</p>', "<p>Bàn 'gỗ'<br>Ghế</p>", None)
    """
    if _PLAIN.fullmatch(html):
        html = f"<p>{html}</p>"
    elif not _PARAGRAPHS.fullmatch(html):
        return None
    return _WRITTEN_OTHERWISE.sub(lambda found: _STORED.get(found[0], "<br>"), html)
