"""Texts in files of every kind, to be searched for a person: plain texts, mails, workbooks and documents.

Pictures, and documents of old formats, say nothing: what a file does not tell is not searched.

>>> texts_of('Họ tên;SĐT\\nNguyễn Thị Vân;0912 345 678'.encode())
['Họ tên;SĐT\\nNguyễn Thị Vân;0912 345 678']
>>> texts_of(b'From: a@b.vn\\nSubject: Xin\\nContent-Transfer-Encoding: base64\\n\\nMDkxMiAzNDU=\\n')[-1]
'0912 345'
"""

import email
import email.header
import email.message
import io
import re
import zipfile

_LARGEST = 50_000_000
_LARGEST_PART = 20_000_000
_MOST_PARTS = 200
_TAG = re.compile(r"<[^<>]{0,2000}>")
_HEAD = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2}")
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def texts_of(data: bytes) -> list[str]:
    """Return the texts in a file; its parts one by one, [] for what has none."""
    if not data or len(data) > _LARGEST:
        return []
    if data[:4] == b"PK\x03\x04":
        return _parts_of_archive(data)
    if b"\0" in data[:1000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return []
    text = _decode(data)
    return [text, *_parts_of_mail(data)] if _HEAD.match(data) else [text]


def _decode(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    return data.decode(encoding, "replace")


def _parts_of_archive(data: bytes) -> list[str]:
    texts: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.infolist()[:_MOST_PARTS]:
                if part.filename.endswith((".xml", ".txt", ".csv")) and part.file_size <= _LARGEST_PART:
                    # A blank for each tag: cells and runs of letters must not grow together.
                    text = archive.read(part).decode("utf-8", "replace")
                    texts += [_TAG.sub(" ", text), _TAG.sub("", text)]
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return texts
    return texts


def _parts_of_mail(data: bytes) -> list[str]:
    mail = email.message_from_bytes(data)
    texts = [_header(str(value)) for value in mail.values()]
    for part in list(mail.walk())[:_MOST_PARTS]:
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            inner = texts_of(content) if content[:4] == b"PK\x03\x04" else [_in_charset(content, part)]
            texts += inner
    return texts


def _in_charset(content: bytes, part: email.message.Message) -> str:
    try:
        return content.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _header(value: str) -> str:
    try:
        return str(email.header.make_header(email.header.decode_header(value)))
    except (LookupError, ValueError):
        return value
