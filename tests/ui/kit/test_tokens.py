from pathlib import Path

import pytest

from cpm_desktop.data_files import resources_folder
from cpm_desktop.ui.kit.styling import fill_style_sheet
from cpm_desktop.ui.kit.tokens import ContrastPair, TokensFault, contrast_ratio, load_tokens

TOKENS = load_tokens(resources_folder() / "tokens.toml")


@pytest.mark.parametrize("pair", TOKENS.contrast, ids=lambda pair: f"{pair.foreground}/{pair.background}")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_reaches_its_contrast(pair: ContrastPair, scheme: str) -> None:
    colours = TOKENS.light if scheme == "light" else TOKENS.dark
    assert contrast_ratio(colours[pair.foreground], colours[pair.background]) >= pair.least


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)


def test_no_ink_is_left_out_of_the_contrast_pairs() -> None:
    grounds = {name for name in TOKENS.light if name.endswith("_tint")}
    grounds |= {
        "canvas",
        "surface",
        "sunken",
        "border",
        "header",
        "header_control",
        "header_primary",
        "accent_hover",
    }
    assert set(TOKENS.light) - grounds <= {pair.foreground for pair in TOKENS.contrast}


def test_schemes_that_name_different_colours_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "tokens.toml"
    file.write_text('[light]\ntext = "#000000"\n[dark]\nink = "#FFFFFF"\n', encoding="utf-8")
    with pytest.raises(TokensFault, match="ink"):
        load_tokens(file)


def test_a_colour_of_another_form_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "tokens.toml"
    file.write_text('[light]\ntext = "black"\n[dark]\ntext = "#FFFFFF"\n', encoding="utf-8")
    with pytest.raises(TokensFault, match="text"):
        load_tokens(file)


@pytest.mark.parametrize("factor", [1.0, 1.3, 1.5, 2.0])
def test_style_sheets_know_every_name_they_use(factor: float) -> None:
    for path in (resources_folder() / "style").glob("*.qss"):
        filled = fill_style_sheet(path.read_text(encoding="utf-8"), TOKENS.light, factor)
        assert "@" not in filled
        assert "sp;" not in filled
        assert "/*" not in filled


def test_sizes_grow_with_the_text_factor() -> None:
    assert fill_style_sheet("a { font-size: 14sp; color: @text; }", {"text": "#111111"}, 1.5) == (
        "a { font-size: 21px; color: #111111; }"
    )
