"""NOUNS: what stands in a row. Only data and its own algebra; imports no other room."""
