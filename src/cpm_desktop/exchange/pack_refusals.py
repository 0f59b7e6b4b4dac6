"""Why a meeting pack is not opened: one class for each case, with what to do."""

from cpm_desktop.domain.errors import CarePlanningError


class PackRefused(CarePlanningError):
    """A file is not taken as a meeting pack; nothing of it was read into the records."""


class NotAPack(PackRefused):
    """It is some other file."""

    def __init__(self) -> None:
        """Give the sentence."""
        super().__init__(
            "This file is no meeting pack. Choose the file that ends in “.cpmpack”, as it was sent to you."
        )


class PackTooLarge(PackRefused):
    """It holds more than a pack may."""

    def __init__(self) -> None:
        """Give the sentence."""
        super().__init__(
            "This pack is larger than a meeting pack can be. Ask the sender to make it again; nothing was taken."
        )


class PackTooCostly(PackRefused):
    """Opening it with its passphrase would take more memory than opening any that this application makes."""

    def __init__(self) -> None:
        """Give the sentence."""
        super().__init__(
            "Opening this pack with a passphrase would take more memory than this application spends on one. Ask the "
            "sender to make it again with their newest version; nothing was taken."
        )


class TooBusyForPack(PackRefused):
    """The computer is too slow just now to try a passphrase."""

    def __init__(self) -> None:
        """Give the sentence."""
        super().__init__(
            "This computer is too busy to open the pack just now. Close what you do not need, and try again."
        )


class PackDamaged(PackRefused):
    """It was cut, or changed since it was made."""

    def __init__(self) -> None:
        """Give the sentence."""
        super().__init__(
            "This pack is damaged, or was changed on its way. Ask the sender to send it again; nothing was taken."
        )


class WrongPackPassphrase(PackRefused):
    """The passphrase does not open it."""

    def __init__(self) -> None:
        """Give the sentence."""
        super().__init__(
            "This passphrase does not open the pack. Ask the sender for it again, word by word, and try once more."
        )


class NotForThisKey(PackRefused):
    """It was sealed to somebody else's key."""

    def __init__(self) -> None:
        """Give the sentence."""
        super().__init__(
            "This pack was made for somebody else’s code, so it cannot be opened here. Read your own code to the "
            "sender and ask them to make it again."
        )


class PackFromNewerVersion(PackRefused):
    """A newer version of the application made it."""

    def __init__(self) -> None:
        """Give the sentence."""
        super().__init__(
            "This pack was made by a newer version of the application. Update this one, then open the pack again."
        )


class PackNotUnderstood(PackRefused):
    """It is whole and signed, but holds what no pack can hold."""

    def __init__(self) -> None:
        """Give the sentence."""
        super().__init__(
            "This pack holds something that does not belong into a meeting pack, so nothing of it was taken. "
            "Tell the sender: their laptop may not be in order."
        )
