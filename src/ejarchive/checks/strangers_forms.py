"""The case forms of Russian surnames and first names, by their endings.

Why not a dictionary: one that knows surnames is heavier than this whole program, and a name it lacks would slip
through. The rules give a form too many rather than one too few; all forms are in lower case, with е for ё.
"""

from __future__ import annotations

from functools import cache

_POSSESSIVE = ("", "а", "у", "ым", "ом", "е", "ы", "ых", "ыми")  # Иванов
_POSSESSIVE_FEMALE = ("а", "ой", "ою", "у", "ы", "е", "ых", "ым", "ыми")  # Иванова, also Дубина
_ADJECTIVE = ("ый", "ий", "ой", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем", "ые", "ие", "ых", "их")
_ADJECTIVE_FEMALE = ("ая", "яя", "ой", "ей", "ою", "ею", "ую", "юю", "ые", "ие", "ых", "их")
_HARD = ("", "а", "у", "ом", "ем", "е", "ы", "и")  # Гончар, Мельник
_SOFT = ("я", "ю", "ем", "е", "и")  # Коваль, Цой, Сергей
_SOFT_FEMALE = ("ь", "и", "ью")  # Любовь
_IN_A = ("а", "ы", "и", "е", "у", "ой", "ою", "ей", "ею")  # Глина, Саша
_IN_YA = ("я", "и", "е", "ю", "ей", "ею", "ой")  # Наталья, Заря
_IN_IYA = ("ия", "ии", "ию", "ией", "иею")  # Мария
_IN_KO = ("о", "а", "и", "е", "у", "ой", "ом")  # Шевченко, as some decline it
_STEM = 2  # letters a stem has at least
_VOWELS = frozenset("аеиоуыэюя")
_SOFTENED = {"лев": "льв", "заяц": "зайц"}
_SAME_NAME = (("ья", "ия"), ("ия", "ья"), ("иил", "ила"), ("ила", "иил"))  # Наталья and Наталия, Даниил and Данила


@cache
def forms_of(word: str) -> frozenset[str]:
    """Return all forms of one surname, or of one part of a double one; the word is folded already."""
    return frozenset(_forms(word)) | {word}


@cache
def first_name_forms(name: str) -> frozenset[str]:
    """Return all forms of a first name and of its other spelling."""
    names = {name} | {name.removesuffix(end) + other for end, other in _SAME_NAME if name.endswith(end)}
    return frozenset[str]().union(*map(forms_of, names))


def is_patronymic(word: str) -> bool:
    """Tell whether a folded word looks like a patronymic in any case: «Сергеевичу», «Ильиничной», «оглы»."""
    for end in ("", "а", "у", "ем", "ом", "е", "ы", "ой", "ою"):
        stem = word.removesuffix(end)
        if stem.endswith(("ович", "евич", "ьич", "мич", "кич", "овн", "евн", "ичн")):
            return True
    return word in {"оглы", "кызы"}


def _forms(word: str) -> set[str]:
    if word.endswith(("ых", "их")):
        return {word}
    if len(word) < _STEM + 1:  # Ли, Ян
        return {word} if word[-1] in _VOWELS else _with(word, _HARD)
    if word.endswith(("ов", "ев", "ин", "ын")):
        return _with(word, _POSSESSIVE) | _consonant(word)
    if word.endswith(("ова", "ева", "ина", "ына")):
        return _with(word[:-1], _POSSESSIVE_FEMALE)
    if word.endswith(("ая", "яя")):
        return _with(word[:-2], _ADJECTIVE_FEMALE) | _with(word[:-1], _IN_YA)
    if word.endswith(("ый", "ий", "ой")):
        return _with(word[:-2], _ADJECTIVE) | _with(word[:-1], _SOFT)
    if word.endswith("й"):
        bird = _with(word[:-2] + "ь", _SOFT) if word.endswith("ей") else set()  # Воробей, Воробья
        return _with(word[:-1], _SOFT) | bird
    if word.endswith("ия"):
        return _with(word[:-2], _IN_IYA)
    if word.endswith("я"):
        return _with(word[:-1], _IN_YA)
    if word.endswith("а"):
        return _with(word[:-1], _IN_A)
    if word.endswith("ко"):
        return _with(word[:-1], _IN_KO)
    if word.endswith("ь"):
        short = _with(word[:-3] + word[-2], _SOFT) if word[-3] in "еоё" else set()  # Журавель, Журавля
        return _with(word[:-1], _SOFT + _SOFT_FEMALE) | short
    return {word} if word[-1] in _VOWELS else _consonant(word)


def _consonant(word: str) -> set[str]:
    """Return the forms of a noun in a consonant, also where it loses its last vowel: Павел, Кравец, Стрелец, Боец."""
    found = _with(word, _HARD)
    stems = {_SOFTENED[end] for end in _SOFTENED if word == end}
    if word[-2] in "ео":
        before = "й" if word[-3] in _VOWELS else ""
        stems |= {word[:-2] + before + word[-1], word[:-2] + "ь" + word[-1]}
    for stem in stems:
        found |= _with(stem, _HARD[1:])
    return found


def _with(stem: str, endings: tuple[str, ...]) -> set[str]:
    return {stem + ending for ending in endings}
