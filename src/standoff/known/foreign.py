"""What the importers share: keys from names, and codes of CAMEO as ours."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path

import yaml

from standoff.known import FOLDED, NO_STATES, SECTORS, read

NOWHERE = "XXX"
"""Stands before the dot of a key where a foreign file tells no country."""

_COUNTRIES = yaml.safe_load(
    resources.files("standoff").joinpath("lexicons/countries.yaml").read_text(encoding="utf-8"))
CAMEO: Mapping[str, str] = _COUNTRIES["cameo"]
CAMEO_SECTORS: Mapping[str, str] = _COUNTRIES["cameo sectors"]


def slug(name: str) -> str:
    """A name as the short part of a key: “Kata'ib Hezbollah” → "kataib-hezbollah"; of other scripts a digest."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return "-".join(re.findall(r"[a-z0-9]+", plain)) or sha256(name.encode()).hexdigest()[:8]


def keys(named: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Keys for (identifier, country or "", name); who shares one gets a digest of the identifier behind it.

    They depend on no order: two of one name have both a digest.
    """
    wanted = {one: f"{country or NOWHERE}.{slug(name)}" for one, country, name in named}
    count = Counter(wanted.values())
    return {one: key if count[key] == 1 else f"{key}-{sha256(one.encode()).hexdigest()[:6]}"
            for one, key in wanted.items()}


@cache
def iso2() -> Mapping[str, str]:
    """ISO alpha-2, lower case, → ISO alpha-3 of the states we know."""
    path = Path(str(resources.files("standoff").joinpath("lexicons/actors/states.yaml")))
    return {one.iso2.lower(): one.key for one in read([path]).values() if one.iso2}


@cache
def countries() -> frozenset[str]:
    """Everything that may stand for a country."""
    return frozenset(iso2().values()) | NO_STATES


def country(code: str) -> str:
    """A country of CAMEO, GDELT or ISO as PLOVER writes it; "" when it is none."""
    code = CAMEO.get(code, code)
    code = FOLDED.get(code, code)
    return code if code in countries() else ""


def sector(code: str) -> str:
    """A sector of CAMEO as PLOVER writes it; "" when it has none."""
    code = CAMEO_SECTORS.get(code, code)
    return code if code in SECTORS else ""
