"""Where a writing takes place: the spreadsheet, what was read of it, and what is known of its layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from chalicelib.adapters.google.client import GoogleClient
from chalicelib.adapters.google.layout import Layout, Tag
from chalicelib.adapters.google.places import Column, Places
from chalicelib.adapters.google.tags import Stand, settled
from chalicelib.tables.cell import Sheets
from chalicelib.tables.workbook import BY_KEY


class Keeper(Protocol):
    """Whoever keeps the layout from one call to the next."""

    layout: Layout

    def look_again(self) -> Layout:
        """Return the layout as it stands now."""


class Site(NamedTuple):
    """Where to write, what was read before, and who keeps the layout."""

    client: GoogleClient
    spreadsheet: str
    sheets: Sheets
    where: Places
    keeper: Keeper

    def tags(self, columns: Iterable[Column]) -> Mapping[str, Tag]:
        """Return tags that stand on the columns as they were read."""
        layout = self.keeper.layout
        seen = {column: Stand(self.sheet(column.tab), self.where.at[column]) for column in columns}
        tags = settled(self.client, self.spreadsheet, seen, layout.tags)
        if tags is not layout.tags:
            self.keeper.layout = layout._replace(tags=tags)
        return tags

    def sheet(self, tab: str) -> int:
        """Return Google's number of a tab, -1 if there is none."""
        found = self.keeper.layout.tab_of(BY_KEY[tab].titles())
        return found.sheet if found else -1
