"""Run the server by hand: ``python -m tests.google --port 8899``."""

from __future__ import annotations

import argparse
import sys

from tests.google import sheet, values
from tests.google.server import Server
from tests.google.state import Spreadsheet, World

HINT = """\
{url}
spreadsheet {id}

In Python:

    import gspread
    from tests.google.transport import session

    book = gspread.authorize(None, session=session("{url}")).open_by_key("{id}")

From anywhere:

    curl {url}/v4/spreadsheets/{id}/values/A1:Z10
"""

DEMO = [
    ["Order", "Customer", "Product", "Since", "Amount"],
    ["S-1001", "Ana Weber", "Kettle", "2026-02-24", 39.9],
    ["S-1002", "Li Ming", "Lamp", "2026-02-26", 120],
    ["S-1003", "Bo Larsen", "Toaster", "2026-03-01", "=E2+E3"],
]


def main(arguments: list[str]) -> None:
    """Serve one spreadsheet until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.google", description=__doc__)
    parser.add_argument("--port", type=int, default=8899)
    parser.add_argument("--demo", action="store_true", help="put a few rows in")
    options = parser.parse_args(arguments)
    with Server(port=options.port) as server:
        book = sheet.create(server.service.world, "Desk")
        if options.demo:
            fill(server.service.world, book)
        sys.stdout.write(HINT.format(url=server.url, id=book.id))
        sys.stdout.flush()
        server.wait()


def fill(world: World, book: Spreadsheet) -> None:
    """Put a few rows in the first tab."""
    params = {"range": "A1", "valueInputOption": "USER_ENTERED"}
    values.update(world, book, params, {"values": DEMO})


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
