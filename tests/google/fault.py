"""What Google answers when it refuses."""

from __future__ import annotations

from typing import Any

STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


class ApiError(Exception):
    """A refusal: HTTP code, Google's status word, and its message."""

    def __init__(self, code: int, message: str, status: str | None = None) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.status = status or STATUS[code]

    def body(self) -> dict[str, Any]:
        """Return the JSON body that Google sends with it."""
        return {"error": {"code": self.code, "message": self.message, "status": self.status}}


def invalid(message: str) -> ApiError:
    """Return the refusal of a request that cannot be carried out as it stands."""
    return ApiError(400, message)
