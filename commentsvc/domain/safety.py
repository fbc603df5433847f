"""Details that can put people in danger: where somebody or something is, how to reach a person, which unit is where.

A country at war asks its newspapers not to tell them. What is found here is only ever held for a person to look at: the
patterns are of our own making and know the usual ways of writing such things in Ukrainian, Russian and English. Each
takes a time that grows no faster than the text.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Detail(StrEnum):
    """What a detail is; a site chooses which of them wait."""

    COORDINATES = "coordinates"
    PHONES = "phones"
    ADDRESSES = "addresses"
    UNITS = "units"


@dataclass(frozen=True)
class Told:
    """A detail, and where in the text it stands."""

    detail: Detail
    start: int
    end: int


def details(text: str, wanted: Collection[str]) -> list[Told]:
    """The details of the ``wanted`` kinds that a text tells, in the order of their places."""
    finders = [(detail, finder) for detail, finder in _FINDERS.items() if detail in wanted]
    found = [
        Told(detail, first + start, first + end)
        for first, part in _around_digits(text)
        for detail, finder in finders
        for start, end in finder(part)
    ]
    return sorted(found, key=lambda one: (one.start, one.end))


# No detail is without a digit, and none reaches further from one.
_DIGITS = re.compile(r"\d+")
_BEFORE, _AFTER = 140, 80


def _around_digits(text: str) -> Iterator[tuple[int, str]]:
    """The parts of a text in which details can stand, cut between words, and where each begins."""
    start = end = None
    for run in _DIGITS.finditer(text):
        if end is None or run.start() - _BEFORE > end:
            if end is not None:
                yield start, text[start:end]
            start = text.rfind(" ", 0, max(run.start() - _BEFORE, 0)) + 1
        end = text.find(" ", run.end() + _AFTER)
        if end < 0:
            yield start, text[start:]
            return
    if end is not None:
        yield start, text[start:end]


def _either(words: str) -> str:
    """A pattern for any of some patterns, written apart by blanks."""
    return f"(?:{'|'.join(words.split())})"


# Two numbers of at least three decimals (about a hundred metres) that are a latitude and a longitude.
_DEGREES = re.compile(
    r"(?<![\d.,])([-+]?\d{1,2}\.\d{3,8})°?[ \t]{0,2}[NSns]?[ \t]{0,2}[,;/]?[ \t]{0,2}([-+]?\d{1,3}\.\d{3,8})(?![\d.])"
    r"|(?<![\d.,])(\d{1,2},\d{4,8})°?[ \t]{0,2}[NS]?[ \t]{0,2}[;/ ][ \t]{0,2}(\d{1,3},\d{4,8})(?![\d,])"
)
_MINUTES = re.compile(
    r"(?<!\d)\d{1,3}[ \t]?[°º][ \t]?\d{1,2}(?:[.,]\d{1,4})?[ \t]?['’′]"
    r"(?:[ \t]?\d{1,2}(?:[.,]\d{1,4})?[ \t]?[\"”″])?"
)
# NATO's grid (MGRS) to a kilometre or closer, Open Location Code, and the grid of Soviet maps.
_GRID = re.compile(r"\b\d{1,2}[C-HJ-NP-X][ \t]?[A-HJ-NP-Z]{2}[ \t]?(?:\d{4}|\d{6}|\d{8}|\d{10}|\d{2,5}[ \t]\d{2,5})\b")
_PLUS_CODE = re.compile(r"(?<![\w+])[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}(?![\w+])")
_SOVIET = re.compile(r"(?<!\w)[xXхХ][ \t]?[=:]?[ \t]?\d{7}[ \t,;]{1,3}[yYуУ][ \t]?[=:]?[ \t]?\d{7}(?!\d)")

_NUMBER = re.compile(r"(?<![\w.,+])\+?\d(?:[ \t\u00a0().-]{0,2}\d){7,15}(?![\w]|[.,]\d)")
_DATE = re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])[.-](?:0?[1-9]|1[0-2])[.-](?:\d{4}|\d{2})(?!\d)|\d{4}-\d{2}-\d{2}")
# Ukraine's own numbers (0800 is a hotline's, which is there to be told), Russia's, and any with its country.
_PHONE = re.compile(r"(?:38|8)?0(?!800)[3-9]\d{8}|[78][3489]\d{9}|\+\d{9,15}")

# After an abbreviation any name; after a whole word, which says other things as well, one with a capital.
_ABBREVIATED = _either(r"вул\. просп?\. пров\. бульв\. бул\. пл\. ул\. пр-т пер\.")
_STREET = _either(
    r"вулиц[яіюею]{1,2} проспект[іуае]? провул[а-яі]{2,4} бульвар[іуае]? площ[аіуею]{1,2} шосе узв[оі][а-яі]{1,3}"
    r" набережн[а-яїі]{1,2} улиц[аеуыой]{1,2} переул[а-я]{2,4} площад[ьи] шоссе"
)
_NUMBERED_NAME = r"[«\"]?(?:\d{1,2}[ \t-])?"
_NAMED = (
    rf"(?:(?i:{_ABBREVIATED})[ \t]{{0,2}}{_NUMBERED_NAME}|(?i:{_STREET})[ \t]{{1,2}}{_NUMBERED_NAME}(?=[А-ЯІЇЄҐA-Z]))"
    r"[\w’'\-.]{1,30}(?:[ \t][А-ЯІЇЄҐA-Z][\w’'\-.]{1,30}){0,3}[»\"]?"
)
# What a number after a name counts, if it is no house.
_COUNTED = _either(
    r"рок рік р\. год г\. млн млрд тис тыс грн руб % кілом килом км метр м\b га\b люд чол осіб человек градус хвилин"
    r" минут верес жовт лист груд січ лют берез квіт трав черв лип серп сент окт нояб дек янв фев март апр мая июн июл"
    r" авг"
)
_HOUSE = (
    r"[ \t]{0,2},?[ \t]{0,2}(?:буд(?:инок|инку|\.)?|д(?:ом|оме|\.)|№)?[ \t]{0,2}\d{1,3}[ \t]?[-/]?"
    rf"(?:\d{{1,3}}|[а-гa-d](?![\w]))?(?![\w.,]*\d)(?![ \t]{{0,2}}{_COUNTED})"
)
_ADDRESS = re.compile(rf"(?<!\w){_NAMED}{_HOUSE}")
_ENGLISH_ADDRESS = re.compile(
    r"(?<![\w.,])\d{1,4}[A-Da-d]?,?[ \t](?:[A-Z][\w’'-]{1,30}[ \t]){1,3}"
    + _either(r"Street St\. Road Rd\. Avenue Ave\. Lane Boulevard Blvd")
    + r"(?!\w)"
)

_KIND = _either(
    r"окрем[а-яії]{1,3} механізован[а-яії]{1,3} штурмов[а-яії]{1,3} десантно-штурмов[а-яії]{1,3} десантн[а-яії]{1,3}"
    r" танков[а-яії]{1,3} аеромобільн[а-яії]{1,3} артилерійськ[а-яії]{1,3} єгерськ[а-яії]{1,3} стрілецьк[а-яії]{1,3}"
    r" мотопіхотн[а-яії]{1,3} гірсько-штурмов[а-яії]{1,3} морськ[а-яії]{1,3} ракетн[а-яії]{1,3} отдельн[а-я]{1,3}"
    r" мотострелков[а-я]{1,3} гвардейск[а-я]{1,3} воздушно-десантн[а-я]{1,3} артиллерийск[а-я]{1,3}"
)
_ORDINAL = rf"\d{{1,3}}[ \t]?[-‑–][ \t]?{_either('а я та тя ша га ма ої ї ій у ю ту тю й го ий ый ой ого му ом ою')}"
_BODY = _either(
    r"бригад(?!ир)[а-яії]{1,2} полк(?:у|а|ом|ові|е)? батальйон(?:у|а|і|ом)? батальон(?:у|а|е|ом)? дивізі[яїює]{1,2}й?"
    r" дивизи[яиюей]{1,2} корпус(?:у|а|і|ом|е)?"
)
_SHORT = _either(
    r"О?[МТАШДЄР]{1,4}Брр? ОМБр ОДШБр ОШБр ОБрМП бр\sТрО ОБр обрмп омбр ошбр одшбр отбр оабр омсбр мсбр гмсбр мсп"
    r" мсд тбр дшп дшд вдд [Бб]ТрО"
)
_UNIT = re.compile(
    rf"(?<![\w.,/])(?:{_ORDINAL}[ \t](?:{_KIND}[ \t]){{0,3}}{_BODY}|\d{{1,3}}[ \t](?:{_KIND}[ \t]){{1,3}}{_BODY}"
    rf"|\d{{1,3}}[ \t]?-?(?:а|я|ї)?[ \t]?{_SHORT}|\d{{1,3}}[ \t]бригад(?:а|у|і|ою|е|ой)"
    # "47 бригади" is the 47th's, "22 бригади" may be twenty-two.
    r"|\d{0,2}[015-9][ \t]бригад[иы])(?!\w)"
)
_NUMBERED = re.compile(
    r"(?<!\w)(?:в[/\\.]?ч|військов[а-яії]{1,2}[ \t]частин[а-яію]{1,2}|войсков[а-я]{1,2}[ \t]част[а-я]{1,3})"
    r"[ \t]{0,2}№?[ \t]{0,2}[А-ЯA-Z]?[ \t-]?\d{4,5}(?!\w)",
    re.IGNORECASE,
)
_ENGLISH_UNIT = re.compile(
    r"(?<!\w)\d{1,3}(?:st|nd|rd|th)[ \t](?:(?:[A-Z][\w-]{1,20}[ \t]){0,4}(?:Brigade|Regiment|Battalion)"
    r"|(?:[A-Z][\w-]{1,20}[ \t]){1,4}Division)(?!\w)"
)


def _coordinates(text: str) -> Iterator[tuple[int, int]]:
    for found in _DEGREES.finditer(text):
        latitude, longitude = (float(part.replace(",", ".")) for part in found.groups() if part)
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            yield found.span()
    for pattern in (_MINUTES, _GRID, _PLUS_CODE, _SOVIET):
        yield from (found.span() for found in pattern.finditer(text))


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for found in _NUMBER.finditer(text):
        written = found.group()
        digits = re.sub(r"[^\d+]", "", written)
        if _PHONE.fullmatch(digits) and not _DATE.search(written):
            yield found.span()


def _places(*patterns: re.Pattern):
    return lambda text: (found.span() for pattern in patterns for found in pattern.finditer(text))


_FINDERS = {
    Detail.COORDINATES: _coordinates,
    Detail.PHONES: _phones,
    Detail.ADDRESSES: _places(_ADDRESS, _ENGLISH_ADDRESS),
    Detail.UNITS: _places(_UNIT, _NUMBERED, _ENGLISH_UNIT),
}
