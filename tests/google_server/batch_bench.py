"""What the tests of batches share: a workbook behind the service, asked as by HTTP."""

import json

from tests.google.exchange import Request
from tests.google.server import Service
from tests.google.sheet import create

NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Bench:
    """A service with one spreadsheet whose first tab has id 0."""

    def __init__(self, rows=10, columns=5):
        self.service = Service()
        self.world = self.service.world
        self.book = create(self.world, "Desk")
        self.sheet = self.book.sheets[0]
        del self.sheet.rows[rows:]
        del self.sheet.columns[columns:]

    def ask(self, *requests):
        """Send a batch; return the answer's status and body, held against the schemas."""
        path = f"/v4/spreadsheets/{self.book.id}:batchUpdate"
        body = json.dumps({"requests": list(requests)}).encode()
        answer = self.service.answer(Request("POST", path, {}, body, {}))
        assert not self.service.violations
        return answer.status, answer.body

    def do(self, kind, **spec):
        """Carry out one request; return its reply."""
        status, body = self.ask({kind: spec})
        assert status == 200, body
        return body["replies"][0].get(kind)

    def refusal(self, kind, **spec):
        """Have one request refused; return the words after its name, nothing being changed."""
        before = self.picture()
        status, body = self.ask({kind: spec})
        assert status == 400, body
        assert self.picture() == before
        start = f"Invalid requests[0].{kind}: "
        message = body["error"]["message"]
        assert message.startswith(start)
        return message.removeprefix(start)

    def get(self, **params):
        """Return the spreadsheet as spreadsheets.get shows it."""
        query = {
            name: value if isinstance(value, list) else [value] for name, value in params.items()
        }
        path = f"/v4/spreadsheets/{self.book.id}"
        answer = self.service.answer(Request("GET", path, query, b"", {}))
        assert answer.status == 200, answer.body
        return answer.body

    def picture(self):
        """Return all that can be seen of the spreadsheet."""
        return json.dumps(self.get(includeGridData="true"), sort_keys=True)

    def write(self, corner, rows, sheet=None):
        """Write values by updateCells from a corner such as B2 on."""
        column, row = NAMES.index(corner[0]), int(corner[1:]) - 1
        start = {"sheetId": (sheet or self.sheet).id, "rowIndex": row, "columnIndex": column}
        data = [{"values": [{"userEnteredValue": extended(v)} for v in line]} for line in rows]
        self.do("updateCells", start=start, rows=data, fields="userEnteredValue")

    def values(self, sheet=None, columns=None):
        """Return the values of a sheet, without what is empty at the end."""
        sheet = sheet or self.sheet
        rows = [[c and c.value for c in row.cells[:columns]] for row in sheet.rows]
        for row in rows:
            while row and row[-1] is None:
                row.pop()
        while rows and not rows[-1]:
            rows.pop()
        return rows

    def formula(self, spot, sheet=None):
        """Return the formula of a cell such as B2."""
        cell = (sheet or self.sheet).cell(int(spot[1:]) - 1, NAMES.index(spot[0]))
        return cell.formula


def extended(value):
    """Return a value as an ExtendedValue."""
    if value is None:
        return {}
    if isinstance(value, str):
        return {"formulaValue": value} if value.startswith("=") else {"stringValue": value}
    return {"boolValue": value} if isinstance(value, bool) else {"numberValue": value}


def grid(area, sheet=0):
    """Return the GridRange of an area such as A1:B2, A:C or B2."""
    first, _, last = area.partition(":")
    ends = {"sheetId": sheet}
    for text, row, column, more in (
        (first, "startRowIndex", "startColumnIndex", 0),
        (last or first, "endRowIndex", "endColumnIndex", 1),
    ):
        letters = text.rstrip("0123456789")
        if letters:
            ends[column] = NAMES.index(letters) + more
        if text != letters:
            ends[row] = int(text[len(letters) :]) - 1 + more
    return ends


def lines(dimension, start, end, sheet=0):
    """Return a DimensionRange."""
    return {"sheetId": sheet, "dimension": dimension, "startIndex": start, "endIndex": end}
