"""Bar plots drawn by the server: an axis from zero, round numbers at its side, and patterns beside colours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 720, 180
# Room for the numbers of the axis.
LEFT = 44
_WIDEST_BAR = 64
_MOST_NAMES = 9


@dataclass(frozen=True)
class Part:
    """A piece of a bar: which series, how many, and where it is drawn."""

    series: str
    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Bar:
    """One bar with its ``name``, which is written below it where ``named``; ``middle`` is where, ``top`` its end."""

    name: str
    named: bool
    middle: float
    top: float
    total: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Plot:
    """A plot: bars from left to right, and the axis' numbers with the heights at which they stand."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, float], ...]

    @property
    def empty(self) -> bool:
        """Whether everything is zero."""
        return not any(part.number for bar in self.bars for part in bar.parts)


def stacked(names: Sequence[str], series: Mapping[str, Sequence[int]]) -> Plot:
    """Series on top of each other, the first lowest."""
    return _plot(names, series, [sum(numbers) for numbers in zip(*series.values(), strict=True)], on_top=True)


def overlaid(names: Sequence[str], series: Mapping[str, Sequence[int]]) -> Plot:
    """Series in front of each other, each narrower than the one behind it."""
    return _plot(names, series, [max(numbers) for numbers in zip(*series.values(), strict=True)], on_top=False)


def steps(most: int) -> list[int]:
    """Round whole numbers from 0 to at least ``most``, five of them at most: 1, 2 or 5 times a power of ten apart."""
    step = next(
        factor * 10**power for power in range(20) for factor in (1, 2, 5) if factor * 10**power * 4 >= max(most, 1)
    )
    return list(range(0, -(-max(most, 1) // step) * step + 1, step))


def _plot(names: Sequence[str], series: Mapping[str, Sequence[int]], tops: Sequence[int], on_top: bool) -> Plot:
    axis = steps(max(tops, default=0))
    one = HEIGHT / axis[-1]
    room = (WIDTH - LEFT) / max(len(names), 1)
    wide = min(room * 0.78, _WIDEST_BAR)
    every = -(-len(names) // _MOST_NAMES)
    bars = []
    for place, name in enumerate(names):
        middle, ground, parts = LEFT + (place + 0.5) * room, float(HEIGHT), []
        for depth, (code, numbers) in enumerate(series.items()):
            width = wide if on_top else wide * 0.66**depth
            high = numbers[place] * one
            parts.append(_part(code, numbers[place], middle - width / 2, ground - high, width, high))
            ground -= high if on_top else 0
        top = round(HEIGHT - tops[place] * one, 1)
        bars.append(Bar(name, place % every == 0, round(middle, 1), top, tops[place], tuple(parts)))
    return Plot(tuple(bars), tuple((number, round(HEIGHT - number * one, 1)) for number in axis))


def _part(code: str, number: int, *place: float) -> Part:
    return Part(code, number, *(round(length, 2) for length in place))
