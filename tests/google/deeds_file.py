"""What people do with the file as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from tests.google.deed import Action, NoPlaceError
from tests.google.formula_locale import set_locale
from tests.google.state import File, Spreadsheet, World


def file_of(world: World, book: Spreadsheet) -> File:
    """Return the spreadsheet's file in Drive."""
    file = world.files.get(book.id)
    if file is None:
        raise NoPlaceError("file in Drive")
    return file


@dataclass(frozen=True, slots=True)
class TrashFile(Action):
    """Put the file into the bin."""

    def act(self, world: World, book: Spreadsheet) -> str:
        """Trash it; Sheets goes on answering."""
        file_of(world, book).trashed = True
        return "puts the file into the bin"


@dataclass(frozen=True, slots=True)
class RestoreFile(Action):
    """Take the file out of the bin."""

    def act(self, world: World, book: Spreadsheet) -> str:
        """Restore it."""
        file_of(world, book).trashed = False
        return "takes the file out of the bin"


@dataclass(frozen=True, slots=True)
class RevokeAccess(Action):
    """Share the file with nobody any more but its owner."""

    def act(self, world: World, book: Spreadsheet) -> str:
        """Shut the bot out."""
        file = file_of(world, book)
        kept = [entry for entry in file.permissions if entry.get("role") == "owner"]
        if any(entry.get("emailAddress") == world.caller for entry in kept):
            raise NoPlaceError("way to shut the owner out")
        file.permissions = kept
        return "takes the bot off the list of those who may see the file"


@dataclass(frozen=True, slots=True)
class ShareAgain(Action):
    """Share the file with the bot again."""

    def act(self, world: World, book: Spreadsheet) -> str:
        """Let the bot write."""
        entry = {
            "id": str(next(world.next_id)),
            "type": "user",
            "role": "writer",
            "emailAddress": world.caller,
        }
        file_of(world, book).permissions.append(entry)
        return "shares the file with the bot again"


@dataclass(frozen=True, slots=True)
class ChangeLocale(Action):
    """Set the spreadsheet's locale."""

    locale: str

    def act(self, world: World, book: Spreadsheet) -> str:
        """Let what is typed and shown follow it; values stay."""
        del world
        set_locale(book, self.locale)
        return f"sets the locale to {self.locale}"


@dataclass(frozen=True, slots=True)
class ChangeZone(Action):
    """Set the spreadsheet's time zone."""

    zone: str

    def act(self, world: World, book: Spreadsheet) -> str:
        """Let wall clocks mean other instants; values stay."""
        del world
        book.zone = self.zone
        return f"sets the time zone to {self.zone}"
