"""The columns of other projects' event tables, in their order: one place for what reads them and what writes so."""

from __future__ import annotations

POLECAT = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Event Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version")
"""Forty. Some files head the fifth "Intensity"."""

ICEWS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude")
"""Twenty."""


def _actor(n: int) -> tuple[str, ...]:
    return tuple(f"Actor{n}{name}" for name in (
        "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
        "Type2Code", "Type3Code"))


def _where(of: str, adm2: bool) -> tuple[str, ...]:
    names = ("Type", "FullName", "CountryCode", "ADM1Code", *(("ADM2Code",) if adm2 else ()), "Lat", "Long",
             "FeatureID")
    return tuple(f"{of}Geo_{name}" for name in names)


def _gdelt(adm2: bool) -> tuple[str, ...]:
    return ("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", *_actor(1), *_actor(2),
            "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
            "NumMentions", "NumSources", "NumArticles", "AvgTone", *_where("Actor1", adm2), *_where("Actor2", adm2),
            *_where("Action", adm2), "DATEADDED", "SOURCEURL")


GDELT = _gdelt(adm2=True)
"""Of GDELT 2.0 events: 61, and no header in the file."""

GDELT_1 = _gdelt(adm2=False)
"""Of GDELT 1.0 events: 58."""

GDELT_1_REDUCED = GDELT_1[:-1]
"""Of GDELT 1.0 before April 2013: no address."""
