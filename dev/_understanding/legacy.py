"""Writers of the encodings from before Unicode: TCVN3 (ABC fonts), VNI fonts, windows-1258."""

from __future__ import annotations

import unicodedata

_LETTERS = (
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
    "ĂÂÊÔƠƯĐ"
)  # fmt: skip
_BYTES = bytes.fromhex(
    "B5B6B7B8B9A8BBBCBDBEC6A9C7C8C9CACBAECCCECFD0D1AAD2D3D4D5D6D7D8DCDDDEDFE1E2E3E4ABE5E6E7E8E9ACEAEBECEDEEEFF1F2F3F4AD"
    "F5F6F7F8F9FAFBFCFDFE" + "A1A2A3A4A5A6A7"
)
_TCVN3 = dict(zip(_LETTERS, _BYTES.decode("cp1252"), strict=True))
# VNI writes a letter and a mark behind it, which holds breve or circumflex and tone.
_PLAIN = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_ROOF = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_I = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}
_TONES = "\u0301\u0300\u0309\u0303\u0323"


def tcvn3(text: str) -> str:
    """Return ``text`` as an ABC font stores it, seen as windows-1252: capitals have no tones there."""
    return "".join(_TCVN3.get(char) or _TCVN3.get(char.lower(), char) for char in text)


def vni(text: str) -> str:
    return "".join(map(_vni_letter, text))


def _vni_letter(char: str) -> str:
    if char.lower() in _I:
        return _I[char.lower()].upper() if char.isupper() else _I[char]
    parts = unicodedata.normalize("NFD", char)
    if len(parts) == 1 or ord(char) < 128:
        return char
    base, marks = parts[0], parts[1:]
    tone = next((mark for mark in marks if mark in _TONES), "")
    if "\u031b" in marks:  # horn: a letter of its own
        base, mark = {"o": "ô", "u": "ö", "O": "Ô", "U": "Ö"}[base], _PLAIN.get(tone, "")
    elif "\u0302" in marks:
        mark = _ROOF[tone]
    elif "\u0306" in marks:
        mark = _BREVE[tone]
    else:
        mark = _PLAIN[tone]
    return base + (mark.upper() if char.isupper() else mark)


def windows_1258(text: str) -> bytes:
    """Return ``text`` as Windows stores it: letter with breve, roof or horn, then the tone."""
    out = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(mark for mark in parts[1:] if mark in _TONES)
        letter = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
        out.append(letter + tones)
    return "".join(out).encode("cp1258")
