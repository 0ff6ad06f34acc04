"""Drive's refusals: shaped otherwise than those of Sheets."""

from __future__ import annotations

from typing import Any

from tests.google.fault import ApiError


class DriveError(ApiError):
    """A refusal with Drive's list of reasons."""

    def __init__(self, code: int, message: str, reason: str, place: str = "") -> None:
        super().__init__(code, message, status=reason)
        self.reason = reason
        self.place = place
        """The parameter that is to blame, if one is."""

    def body(self) -> dict[str, Any]:
        """Return the JSON body."""
        why = {"message": self.message, "domain": "global", "reason": self.reason}
        if self.place:
            why |= {"location": self.place, "locationType": "parameter"}
        return {"error": {"code": self.code, "message": self.message, "errors": [why]}}


def not_found(file: str) -> DriveError:
    """Return the refusal for a file that is not there, or that the caller may not see."""
    return DriveError(404, f"File not found: {file}.", "notFound", "fileId")


def forbidden(file: str) -> DriveError:
    """Return the refusal of a change that the caller has no right to."""
    message = f"The user does not have sufficient permissions for file {file}."
    return DriveError(403, message, "insufficientFilePermissions")


def bad(message: str, place: str = "") -> DriveError:
    """Return the refusal of a request that makes no sense."""
    return DriveError(400, message, "invalid" if place else "badRequest", place)
