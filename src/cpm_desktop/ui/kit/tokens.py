"""The design tokens.

Named colours for light and dark, the type scale, space and radii, read from one file.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_COLOUR = re.compile(r"#[0-9A-F]{6}")


class TokensFault(ValueError):
    """The tokens file lacks a name, or a colour in it is not of the form #RRGGBB."""


@dataclass(frozen=True)
class ContrastPair:
    """The promise that one colour on another reaches at least a contrast ratio."""

    foreground: str
    background: str
    least: float


@dataclass(frozen=True)
class Tokens:
    """Everything a theme is made of.

    `light` and `dark` map the same names to "#RRGGBB". `type_scale`, `space` and `radius` are in pixels at
    100 %.
    """

    light: Mapping[str, str]
    dark: Mapping[str, str]
    type_scale: Mapping[str, int]
    space: Mapping[str, int]
    radius: Mapping[str, int]
    contrast: tuple[ContrastPair, ...]


def load_tokens(path: Path) -> Tokens:
    """Read the tokens file.

    Raises TokensFault where light and dark differ in names or a colour is malformed.
    """
    with path.open("rb") as file:
        data: dict[str, Any] = tomllib.load(file)
    light, dark = dict(data["light"]), dict(data["dark"])
    if set(light) != set(dark):
        raise TokensFault(f"Light and dark name different colours: {sorted(set(light) ^ set(dark))}")
    for name, colour in [*light.items(), *dark.items()]:
        if not _COLOUR.fullmatch(colour):
            raise TokensFault(f"The colour {name} is not of the form #RRGGBB: {colour}")
    pairs = tuple(
        ContrastPair(pair.partition("/")[0], pair.partition("/")[2], float(group["least"]))
        for group in data["contrast"]
        for pair in group["pairs"]
    )
    return Tokens(light, dark, dict(data["type"]), dict(data["space"]), dict(data["radius"]), pairs)


def contrast_ratio(one: str, other: str) -> float:
    """The WCAG contrast ratio, 1 to 21, of two colours of the form #RRGGBB."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
