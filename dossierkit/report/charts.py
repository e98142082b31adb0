"""Charts of a page: plain SVG and text, no script, no picture to fetch.

Text stays text, beside the bars: it can be selected, read aloud and wrapped, in any script, and
keeps its size on a phone, where only the bars become shorter.
"""

from __future__ import annotations

from collections.abc import Sequence

from dossierkit.report.markup import Html, join, tag, words
from dossierkit.report.sheet import Bar, Bars, Picture, Pillar, Pillars, Tiles
from dossierkit.text.translation import N_, _

_MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
_TALLEST = 26
"""Pixels that one thing takes in a pillar, at most."""
_HEIGHT = 150
_MOST_LABELS = 16
_MARGIN = 18


def chart(picture: Picture) -> Html:
    """A picture as a figure with its title; the numbers stand in it."""
    if isinstance(picture, Tiles):
        return _tiles(picture)
    drawn = _bars(picture) if isinstance(picture, Bars) else _pillars(picture)
    legend = picture.legend if isinstance(picture, Bars) else (*picture.up, *picture.down)
    kind = "bars" if isinstance(picture, Bars) else "pillars"
    caption = tag("figcaption", picture.title)
    return tag("figure", caption, _legend(kind, legend), drawn, class_=f"chart {kind}")


def _legend(kind: str, names: Sequence[str]) -> Html:
    if not names:
        return Html("")
    prefix = "part" if kind == "bars" else "turn"
    items = [tag("li", _swatch(f"{prefix}-{number}"), name) for number, name in enumerate(names)]
    return tag("ul", *items, class_="legend")


def _swatch(class_: str) -> Html:
    square = tag("rect", class_=class_, width="10", height="10")
    return tag("svg", square, width="10", height="10", aria_hidden="true")


def _tiles(picture: Tiles) -> Html:
    items = [
        tag(
            "div",
            tag("dt", tile.label),
            tag("dd", tile.text, class_="figure"),
            tag(
                "dd",
                _("a year before: {before}").format(before=tile.before) if tile.before else "",
                class_="before",
            ),
        )
        for tile in picture.tiles
    ]
    return tag("dl", *items, class_="tiles", aria_label=picture.title)


def _bars(picture: Bars) -> Html:
    ends = [sum(bar.parts) for bar in picture.bars]
    lowest, highest = min(0.0, *ends, 0.0), max(0.0, *ends, 0.0)
    scale = 100 / ((highest - lowest) or 1)
    rows = [_bar(bar, abs(lowest) * scale, scale, is_signed=lowest < 0) for bar in picture.bars]
    return tag("div", *rows, class_="plot", role="list")


def _bar(bar: Bar, zero: float, scale: float, *, is_signed: bool) -> Html:
    """A row: the label, the bar, the text. Where some bars go left, a line shows the zero."""
    shapes = []
    at = zero
    for number, part in enumerate(bar.parts):
        wide = part * scale
        class_ = "part-minus" if part < 0 else f"part-{number}"
        if wide:
            shapes.append(
                tag(
                    "rect",
                    class_=class_,
                    x=_n(min(at, at + wide)),
                    y="0",
                    width=_n(abs(wide)),
                    height="10",
                )
            )
        at += wide
    if is_signed:
        shapes.append(tag("line", class_="zero", x1=_n(zero), x2=_n(zero), y1="0", y2="10"))
    title = tag("title", f"{bar.label}: {bar.text}")
    drawn = tag(
        "svg", title, *shapes, viewBox="0 0 100 10", preserveAspectRatio="none",
        class_="track", aria_hidden="true",
    )  # fmt: skip
    label, text = (
        tag("span", words(bar.label), class_="label"),
        tag("span", bar.text, class_="text"),
    )
    return tag("div", label, drawn, text, class_="bar", role="listitem")


def _pillars(picture: Pillars) -> Html:
    highest = max((sum(one.up) for one in picture.pillars), default=0)
    deepest = max((sum(one.down) for one in picture.pillars), default=0)
    unit = min(_TALLEST, _HEIGHT / (highest + deepest or 1))
    zero = _MARGIN + highest * unit
    bottom = zero + deepest * unit + (_MARGIN if deepest else 4)
    count = len(picture.pillars)
    shapes: list[Html] = []
    for place, pillar in enumerate(picture.pillars):
        shapes += _pillar(pillar, place, 100 / count, zero, unit)
    shapes.append(tag("line", class_="zero", x1="0", x2="100%", y1=_n(zero), y2=_n(zero)))
    shapes += _axis([one.label for one in picture.pillars], bottom)
    title, desc = tag("title", picture.title), tag("desc", _told(picture))
    height = _n(bottom + 34)
    return tag("svg", title, desc, *shapes, role="img", width="100%", height=height)


def _pillar(pillar: Pillar, place: int, wide: float, zero: float, unit: float) -> list[Html]:
    left, width, middle = (place + 0.2) * wide, 0.6 * wide, (place + 0.5) * wide
    shapes = []
    at = zero
    for number, count in enumerate(pillar.up):
        at -= count * unit
        shapes.append(_block(f"turn-{number}", left, at, width, count * unit))
    if sum(pillar.up):
        shapes.append(_number(sum(pillar.up), middle, at - 5))
    at = zero
    for number, count in enumerate(pillar.down, len(pillar.up)):
        shapes.append(_block(f"turn-{number}", left, at, width, count * unit))
        at += count * unit
    if sum(pillar.down):
        shapes.append(_number(sum(pillar.down), middle, at + 13))
    return shapes


def _block(class_: str, left: float, top: float, width: float, height: float) -> Html:
    if not height:
        return Html("")
    return tag(
        "rect", class_=class_, x=f"{_n(left)}%", y=_n(top), width=f"{_n(width)}%",
        height=_n(height),
    )  # fmt: skip


def _number(count: int, middle: float, y: float) -> Html:
    return tag("text", str(count), class_="count", x=f"{_n(middle)}%", y=_n(y))


def _axis(labels: Sequence[str], top: float) -> list[Html]:
    """The names of periods below the pillars: as many as there is room for, each year once."""
    every = -(-len(labels) // _MOST_LABELS)
    wide = 100 / len(labels)
    shapes = []
    told = ""
    for place, label in enumerate(labels):
        if place % every:
            continue
        year, part = _short(label)
        x = f"{_n((place + 0.5) * wide)}%"
        shapes.append(tag("text", part or year, class_="axis", x=x, y=_n(top + 12)))
        if part and year != told:
            shapes.append(tag("text", year, class_="axis year", x=x, y=_n(top + 27)))
        told = year
    return shapes


def _short(label: str) -> tuple[str, str]:
    """A period's year, and what it is called within it: 2026-11 is Nov, 2026 Q4 is Q4."""
    year, part = label[:4], label[5:]
    return year, _(_MONTHS[int(part) - 1]) if part.isdigit() else part


def _told(picture: Pillars) -> str:
    """The numbers of a chart as a sentence, for whoever can't see it."""
    told = []
    for pillar in picture.pillars:
        parts = [
            f"{count} {name}"
            for name, count in zip(
                (*picture.up, *picture.down), (*pillar.up, *pillar.down), strict=True
            )
            if count
        ]
        if parts:
            told.append(f"{pillar.label}: {', '.join(parts)}")
    return "; ".join(told)


def _n(number: float) -> str:
    """A number as short as it can be."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def charts(pictures: Sequence[Picture]) -> Html:
    """Charts side by side, where there is room."""
    if not pictures:
        return Html("")
    return tag("div", join(*map(chart, pictures)), class_="charts")
