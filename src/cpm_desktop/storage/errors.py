"""What can be wrong with the store, each its own type with the sentence the person reads."""

from cpm_desktop.domain.errors import CarePlanningError


class StoreError(CarePlanningError):
    """The store of meetings, its keys or its place is not as it must be."""


class UnsuitablePassphrase(StoreError):
    """A new passphrase that protects nothing."""


class WrongPassphrase(StoreError):
    """The passphrase does not open this store."""

    def __init__(self) -> None:
        """Say so, and what to try."""
        super().__init__(
            "That passphrase does not open this store. Check Caps Lock and try again, "
            "or use the recovery code."
        )


class WrongRecoveryCode(StoreError):
    """The recovery code does not open this store, or is not whole."""


class DamagedKeys(StoreError):
    """Neither copy of the key file can be read."""

    def __init__(self, detail: str) -> None:
        """Say what is damaged.

        Args:
            detail: for the programmer, without anything of a person's.
        """
        super().__init__(
            "The key file of this store is damaged, so the store cannot be opened. Nothing was changed. "
            "Restore the newest backup."
        )
        self.detail = detail


class MissingKeys(StoreError):
    """The database is there and its key file is not."""

    def __init__(self) -> None:
        """Say which file to bring back."""
        super().__init__(
            "The key file (store.keys) that belongs to this store is missing, and without it the store "
            "cannot be opened. Nothing was changed. Put the file back beside the store, "
            "or restore the newest backup."
        )


class MissingStore(StoreError):
    """The database is not where it should be."""

    def __init__(self) -> None:
        """Say which file to bring back."""
        super().__init__(
            "The store’s own file (store.db) is missing from its folder. Nothing was changed. "
            "Put the file back, or restore the newest backup."
        )


class NewerStore(StoreError):
    """A newer version of the application has written this store."""

    def __init__(self) -> None:
        """Say which version to use."""
        super().__init__(
            "This store was written by a newer version of the application. Nothing was changed. "
            "Install the newest version and open it again."
        )


class ForeignFile(StoreError):
    """A file that is not this store's."""


class EmptyStoreFile(ForeignFile):
    """The database file holds no byte at all."""

    def __init__(self) -> None:
        """Say that it is not an empty caseload."""
        super().__init__(
            "The store’s own file (store.db) is empty, which a store never is: something has cut it off. "
            "Nothing was changed. Restore the newest backup."
        )


class PlainDatabase(ForeignFile):
    """A database that anyone can read stands where the encrypted one should."""

    def __init__(self) -> None:
        """Say that it will not be used."""
        super().__init__(
            "The file store.db is a database without encryption and not a store of this application. "
            "It was not used and not changed. Move it away, or restore the newest backup."
        )


class DamagedStore(StoreError):
    """Pages of the database fail their checksums."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "The store is damaged: part of it cannot be read. Do not enter more into it; "
            "restore the newest backup, and keep the damaged file for whoever helps you."
        )


class StoreExists(StoreError):
    """A store is already where a new one should be set up."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("There is already a store in this folder. Open it, or choose another folder.")


class StoreInUse(StoreError):
    """Another process holds the store."""

    def __init__(self) -> None:
        """Say where to look."""
        super().__init__(
            "The store is already open in another window of this application. Go on there, or close it first."
        )


class UnwritableStore(StoreError):
    """The folder or the files of the store may not be written."""

    def __init__(self) -> None:
        """Say what is needed."""
        super().__init__(
            "The store’s folder cannot be written to, so nothing could be saved. "
            "Ask for permission to write there, or make the disk writable."
        )


class FullDisk(StoreError):
    """There is no room left on the disk."""

    def __init__(self) -> None:
        """Say what to free."""
        super().__init__("The disk is full. Free some space on it.")


class FailingDisk(StoreError):
    """The disk refused a read or a write for another reason."""

    def __init__(self) -> None:
        """Say what to check."""
        super().__init__("The disk does not take what is written. Check that it is connected and works.")


class NotEncrypted(StoreError):
    """The database library at hand does not encrypt; nothing was written with it."""

    def __init__(self) -> None:
        """Say what to repair."""
        super().__init__(
            "The part of the application that encrypts the store is not working on this computer, so the "
            "store was not opened and nothing was written. Install the application again."
        )


class UnsuitablePlace(StoreError):
    """A folder in which the store must not lie, with the reason."""


class StoreIsClosed(StoreError):
    """Work was given to a store that is closed."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("The store is closed.")


class NotSaved(StoreError):
    """The store was closed while work still waited to be saved."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("The latest changes could not be saved before the store was closed.")


class BackupFailed(StoreError):
    """A backup could not be made or did not pass its checks; no unfinished backup was left behind."""
