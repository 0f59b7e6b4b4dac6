"""The pictures of the guide: each is taken from a scene, is used, and is small."""

from tools.make_guide_pictures import SCENES_SHOWN

from cpm_desktop.domain.guide.topics import illustrations
from cpm_desktop.services.guide import guide_folder, load_guide
from tests.accessibility.scenes import SCENES

MOST_BYTES = 3_000_000


def test_every_picture_of_the_guide_is_taken_from_a_scene_and_used_once() -> None:
    assert sorted(picture.name for picture in illustrations(load_guide())) == sorted(SCENES_SHOWN)
    assert set(SCENES_SHOWN.values()) <= set(SCENES)
    assert sorted(path.name for path in (guide_folder() / "pictures").iterdir()) == sorted(SCENES_SHOWN)


def test_all_together_they_are_small() -> None:
    assert sum(path.stat().st_size for path in (guide_folder() / "pictures").iterdir()) < MOST_BYTES


def test_each_says_what_it_shows() -> None:
    words = [picture.words for picture in illustrations(load_guide())]
    assert len(set(words)) == len(words)
    assert all(len(each.split()) > 3 for each in words)
