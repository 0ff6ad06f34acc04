"""EDGE: one file per foreign thing. An adapter does as it is told and decides nothing."""
