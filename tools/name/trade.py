"""Words of shops, companies and tests, and a shop behind a person's name: "Chị Hoa spa".

Source: ``data/not_persons.csv``, words of Vietnamese lists of leads.

>>> split('Chị Hoa spa'), split('Anh Hồng Quán')
(('Chị Hoa', 'spa'), ('Anh Hồng Quán', ''))
"""

from ..facts import facts
from ..syllable import is_valid as is_syllable
from ..text import fold
from . import honorific

# Without accents these are surnames or given names.
_NAMES_WHEN_PLAIN = {"nha", "me", "bo", "tiem", "quan", "xuong", "ba me", "kim khi", "cao su", "dong ho", "kim hoan"}


def _not_persons() -> tuple[dict[str, list[list[str]]], set[str], set[str]]:
    """Return the words of ``data/not_persons.csv``: by their first word, anywhere in a text, the whole text."""
    starts: dict[str, list[list[str]]] = {}
    anywhere: set[str] = set()
    whole: set[str] = set()
    for row in facts("not_persons"):
        words = row["words"]
        if row["place"] == "whole":
            whole.add(words)
        for form in {words, fold(words)} - _NAMES_WHEN_PLAIN:
            if row["place"] == "start":
                starts.setdefault(form.split()[0], []).append(form.split())
            elif row["place"] == "anywhere":
                anywhere.add(form)
    return starts, anywhere, whole


STARTS, ANYWHERE, WHOLE = _not_persons()
_TESTS = {"test", "dummy", "user", "lead", "demo", "asdf", "abc", "admin"}
_TRADES = (STARTS.keys() | ANYWHERE) - _TESTS


def split(text: str) -> tuple[str, str]:
    """Split a person with a title from the shop or company behind: "Chị Hoa spa", "Anh Tú cty Gió Mới".

    :return: (person, shop), spelled as in ``text``; the shop is '' if there is none
    """
    if _TRADES.isdisjoint(text.lower().split()):
        return text, ""
    name, titles = honorific.strip(text)
    words = name.split()
    for index in range(1, len(words)) if any(row["kind"] == "kinship" for row in titles) else ():
        if _is_trade([word.lower() for word in words[index : index + 4]], words[index]):
            tail = " ".join(words[index:])
            return text[: len(text) - len(tail)].rstrip() if text.endswith(tail) else text, tail
    return text, ""


def _is_trade(words: list[str], written: str) -> bool:
    """Return whether ``words`` begin with a kind of shop; a word that is also a name must be in lower case.

    :param words: up to four words, lower case
    :param written: the first word as it is spelled in the text
    """
    if words[0] in ANYWHERE - _TESTS:
        return True
    starts = [start for start in STARTS.get(words[0], ()) if words[: len(start)] == start]
    return bool(starts) and (written.islower() or not is_syllable(words[0]) or ["công", "ty"] in starts)
