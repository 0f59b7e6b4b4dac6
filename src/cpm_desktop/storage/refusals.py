"""What the store refuses, or no longer has, each its own type with the sentence the person reads."""

from cpm_desktop.storage.errors import StoreError


class UnknownAggregate(StoreError):
    """Nothing of that kind and identity is kept."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("This is not in the store; it may have been removed.")


class AlreadyKept(StoreError):
    """Something of that identity is kept already."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("This is in the store already; nothing was changed.")


class UnstorableText(StoreError):
    """A text holds half a character, which no file can hold."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "This text holds half a character (such as half an emoji). Take it out and type it again."
        )


class EntryErased(StoreError):
    """What a journal entry held was erased after filing; only its proof is left."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("What this change held was erased after filing, so it cannot be undone.")


class UnreadableEntry(StoreError):
    """What a journal entry holds is of another version of the application, or damaged."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(
            "This change was kept by a newer version of the application, or is damaged, so it cannot be undone here."
        )


class UnknownEntry(StoreError):
    """The journal has no such entry."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("This change is not in the journal.")


class FormChanged(StoreError):
    """A form has the identity and version of one that meetings were held under, and another text."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "This form was changed without a new version, and meetings were held under it as it was. "
            "Give the changed form the next version number; the form of old meetings stays as it was."
        )


class UnknownForm(StoreError):
    """No meeting was held under such a form."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("The form that this meeting was held under is not in the store.")


class UnknownContent(StoreError):
    """A file, record or key is not in the store."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("This file is not in the store.")


class RecordChanged(StoreError):
    """The frozen record of a signed meeting was to be replaced by another."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("This record is signed, so it cannot be replaced. Nothing was changed.")
