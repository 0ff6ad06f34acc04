"""Countries as two letters, and the regions that rules may name in their place."""

from __future__ import annotations

EU = frozenset(
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
        "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    }
)  # fmt: skip
"""The member states of the European Union."""
REGIONS = {"EU": EU}
"""Regions by the word that rules name them with."""
ANYWHERE = "*"
"""Stands for any other country."""


def places(country: str) -> tuple[str, ...]:
    """Return under which names rows speak of a country, the nearest first: DE, EU, *."""
    code = country.strip().upper()
    around = (name for name, members in REGIONS.items() if code in members)
    return (code, *around, ANYWHERE) if code else (ANYWHERE,)
