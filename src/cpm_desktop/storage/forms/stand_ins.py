"""What stands in for a value that could not be read, so that the rest of a form can be checked all the same."""

from cpm_desktop.domain.forms import Condition, Test
from cpm_desktop.storage.forms.shapes import (
    ConditionShape,
    GroupShape,
    ListShape,
    NumberShape,
    OptionsShape,
    Shape,
    WordShape,
    YesNoShape,
)


def stand_in(shape: Shape) -> object:
    """Return a value of a shape; it says nothing, and a form that holds one is never used."""
    stands: object = ""
    match shape:
        case GroupShape():
            required = (field for field in shape.fields if field.is_required)
            stands = shape.made(**{field.name: stand_in(field.shape) for field in required})
        case ListShape() | OptionsShape():
            stands = ()
        case NumberShape():
            stands = shape.least
        case YesNoShape():
            stands = False
        case WordShape():
            stands = shape.made(shape.words[0])
        case ConditionShape():
            stands = Condition(fact="child.age", test=Test.KNOWN)
    return stands
