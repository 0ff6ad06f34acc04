"""SHEET: rows become records and records become cells, here and nowhere else. Pure."""
