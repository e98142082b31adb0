"""Every place in a text that means one person: by id, name, address, number or handle."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple

from dossierkit.book.identity import Grade, Identity
from dossierkit.book.keys import same_number, significant, without_prefix

Kind = Literal["id", "name", "address", "number", "handle", "relative"]

_JOINED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3"
"""Scripts that put no blanks between words."""
_BEFORE = f"(?<![^\\W{_JOINED}])(?<![^\\W{_JOINED}]-)"
_IS_JOINED = re.compile(f"[{_JOINED}]+")
_AFTER = f"(?!-?[^\\W{_JOINED}])"
_GAP = r"(?:,?(?:[^\S\r\n]+|[^\S\r\n]*\r?\n[^\S\r\n]*)|\.[^\S\r\n]*|[-_+]|%20)"
_INITIAL = rf"(?:\w\.?{_GAP})?"
_DIGRAPHS = {
    "ä": ("ae", "a"), "ö": ("oe", "o"), "ü": ("ue", "u"), "ß": ("ss",), "ø": ("oe", "o"),
    "å": ("aa", "a"), "æ": ("ae",), "œ": ("oe",), "ł": ("l",), "đ": ("d",), "ı": ("i",),
    "-": ("‐", "‑", "–", " "), "'": ("’", "ʼ"), "’": ("'",),
}  # fmt: skip
_PAIRS = {"ae": "ä", "oe": "ö", "ue": "ü"}
_BETWEEN_DIGITS = r"[ \t\u00a0().\-/·]{0,3}"
_NUMBER = re.compile(rf"(?<![\w+])[+(]{{0,2}}\d(?:{_BETWEEN_DIGITS}\d){{5,19}}(?!\w)")
_FOREIGN = re.compile(rf"(?:\+|\b00){_BETWEEN_DIGITS}[1-9]\d{{0,2}}{_BETWEEN_DIGITS}$")
_TITLE = r"(?:herrn?|frau|mrs?|ms|miss|mister|mme|madame|monsieur|señora?|sra?|signora?|dr|prof)\.?"
_CJK_TITLE = r"\s?(?:先生|女士|小姐|总|經理|经理|さん|様)"
_REFERENCE_KEYS = "reports-to|referred-by|person"
_ORDER: dict[Grade, int] = {"sure": 0, "likely": 1, "unsure": 2}


class Mention(NamedTuple):
    """From a character of a text up to, but without, another: somebody is meant."""

    start: int
    end: int
    kind: Kind
    grade: Grade


class _Form(NamedTuple):
    pattern: re.Pattern[str]
    kind: Kind
    grade: Grade
    hint: str


class Searcher:
    """Finds the mentions of one person in any text."""

    def __init__(self, identity: Identity) -> None:
        self.ids = frozenset(identity.ids)
        self._forms = [*_id_forms(identity), *_name_forms(identity), *_reach_forms(identity)]
        self._numbers = [significant(number) for number in identity.phones]

    def search(self, text: str) -> list[Mention]:
        """The mentions in a text, in order; where two overlap, the surer or the longer one."""
        even = _even(text)
        low = even.lower()
        found = [
            Mention(*match.span("who"), form.kind, form.grade)
            for form in self._forms
            if form.hint in low
            for match in form.pattern.finditer(even)
            if match["who"]
        ]
        if self._numbers:
            found += self._in_digits(even)
        return _without_overlaps(found)

    def sure(self, text: str) -> list[Mention]:
        """Only the mentions that can mean nobody else, relatives left out."""
        return [m for m in self.search(text) if m.grade == "sure" and m.kind != "relative"]

    def erase(self, text: str, mark: str) -> str:
        """The text with a mark in the place of each sure mention."""
        for mention in reversed(self.sure(text)):
            text = text[: mention.start] + mark + text[mention.end :]
        return text

    def _in_digits(self, text: str) -> list[Mention]:
        found = []
        for run in _NUMBER.finditer(text):
            start, end = run.span()
            said = significant(run.group())
            for number in self._numbers:
                if same_number(said, number):
                    found.append(Mention(start, end, "number", "sure"))
                elif any(digits in said for digits in (number, *without_prefix(number))):
                    found += _inside(run.group(), start, number)
        return found


def _inside(run: str, offset: int, number: str) -> list[Mention]:
    """A number that stands beside another one, with only a blank between them."""
    for digits in (number, *without_prefix(number)):
        pattern = rf"(?<!\d)(?:\+|00|\(?0\)?)?{_BETWEEN_DIGITS.join(digits)}(?!\d)"
        for match in re.finditer(pattern, run):
            if not _FOREIGN.search(run[: match.start()]):
                start, end = match.span()
                return [Mention(offset + start, offset + end, "number", "sure")]
    return []


def _without_overlaps(found: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (_ORDER[m.grade], m.start - m.end, m.start)):
        if all(mention.end <= one.start or one.end <= mention.start for one in kept):
            kept.append(mention)
    return sorted(kept)


def _even(text: str) -> str:
    """The text, character for character, with full-width and foreign digits and blanks as usual."""
    if text.isascii():
        return text
    return "".join(
        character if character < "\u00a0" else _even_one(character) for character in text
    )


def _even_one(character: str) -> str:
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    if character.isdigit():
        return str(unicodedata.digit(character))
    return " " if unicodedata.category(character) == "Zs" else character


def _id_forms(identity: Identity) -> list[_Form]:
    forms = []
    for one in identity.ids:
        who = f"(?P<who>{re.escape(one)})"
        patterns = [rf"(?P<who>\[\[\s*{re.escape(one)}\s*(?:\|[^\[\]\n]*)?\]\])"]
        if "-" in one:
            alike = "".join(f"{re.escape(other)}|" for other in identity.lookalikes)
            patterns.append(rf"(?i)(?<![a-z0-9@])(?:{alike}{who})(?![a-z0-9])")
        else:
            patterns.append(rf"customers/{who}(?![\w-])")
            patterns.append(rf"\b(?:{_REFERENCE_KEYS}):[ \t]*[\"']?{who}(?![\w-])")
            patterns.append(rf"(?m)^Dossier:[ \t]*{who}[ \t]*$")
            patterns.append(rf"(?m)^[a-z-]+\((?:[a-z0-9, -]*, )?{who}(?=[,)])")
        forms += [_Form(re.compile(pattern), "id", "sure", one) for pattern in patterns]
    return forms


def _name_forms(identity: Identity) -> list[_Form]:
    forms = []
    for called in identity.called:
        words = called.words
        hint = max((_hint(word) for word in words), key=len)
        if called.is_titled:
            pattern = f"(?i){_BEFORE}(?P<who>{_titled(words)}){_AFTER}"
        elif len(words) == 1 and called.grade != "sure":
            either = f"{_spelled(words[0])}|{_spelled(words[0].upper())}"
            pattern = f"{_BEFORE}(?P<who>{either}){_AFTER}"
        else:
            pattern = f"(?i){_BEFORE}(?P<who>{_name(words)}){_AFTER}"
        kind: Kind = "relative" if called.is_kin else "name"
        forms.append(_Form(re.compile(pattern), kind, called.grade, hint))
    return forms


def _hint(word: str) -> str:
    """Letters that stand in a word however it is spelled, for a quick look."""
    plain = re.split(r"ae|oe|ue|[^a-z\u3400-\u9fff]+", word.lower())
    return max(plain, key=len)


def _titled(words: tuple[str, ...]) -> str:
    """A family name with a title, or a salutation as it stands in the dossier."""
    if _IS_JOINED.fullmatch("".join(words)):
        return "".join(map(re.escape, words)) + _CJK_TITLE
    first, *rest = words
    if re.fullmatch(_TITLE, first, re.IGNORECASE) and rest:
        return _GAP.join((rf"{re.escape(first.rstrip('.'))}\.?", *map(_spelled, rest)))
    return f"{_TITLE}{_GAP}(?:{_TITLE}{_GAP})?{_GAP.join(map(_spelled, words))}"


def _name(words: tuple[str, ...]) -> str:
    """A name, however it is divided; another name may stand abbreviated behind the first."""
    parts = [_spelled(word) for word in words]
    if all(map(_IS_JOINED.fullmatch, words)):
        return r"\s?".join(parts)
    middle = _INITIAL if len(words) > 1 and len(words[0]) > 1 else ""
    return parts[0] + "".join(
        f"{_GAP}{middle if place == 0 else ''}{part}" for place, part in enumerate(parts[1:])
    )


def _spelled(word: str) -> str:
    """A word with or without its accents, composed or not: Müller, Mueller, Muller."""
    word = unicodedata.normalize("NFC", word)
    pattern, place = "", 0
    while place < len(word):
        pair = word[place : place + 2].lower()
        if pair in _PAIRS:
            pattern += f"(?:{re.escape(word[place : place + 2])}|{_PAIRS[pair]})"
            place += 2
        else:
            pattern += _letter(word[place])
            place += 1
    return pattern


def _letter(character: str) -> str:
    apart = unicodedata.normalize("NFD", character)
    bare = "".join(mark for mark in apart if not unicodedata.combining(mark))
    ways = {character, apart, bare, *_DIGRAPHS.get(character.lower(), ())} - {""}
    if ways == {character}:
        return re.escape(character)
    return f"(?:{'|'.join(map(re.escape, sorted(ways, key=len, reverse=True)))})"


def _reach_forms(identity: Identity) -> list[_Form]:
    forms = []
    for address in identity.addresses:
        local, _, domain = address.casefold().rpartition("@")
        local = re.escape(local.partition("+")[0])
        pattern = (
            rf"(?i)(?<![\w.%+-])(?P<who>{local}(?:\+[\w.%+-]*)?(?:@|%40){re.escape(domain)})"
            r"(?![\w-]|\.\w)"
        )
        forms.append(_Form(re.compile(pattern), "address", "sure", domain))
    for handle in identity.handles:
        bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", handle, flags=re.IGNORECASE).rstrip("/")
        pattern = rf"(?i)(?<![\w-])(?P<who>(?:https?://)?(?:www\.)?{re.escape(bare)})(?![\w-])"
        forms.append(_Form(re.compile(pattern), "handle", "sure", bare.casefold()))
    return forms
