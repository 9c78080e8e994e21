"""What GUM's entity types are in our scheme, which is finer: by what the head word says, where that leaves no doubt.

The lists were made by reading every common noun that heads a place, an object or an organisation in GUM's train and dev
parts, and others like them. A head that no list settles may be any kind that its type allows.
"""

from __future__ import annotations

from collections.abc import Collection

ALLOWED: dict[str, frozenset[str]] = {
    "person": frozenset({"person", "group"}),               # GUM counts peoples and crowds as persons
    "organization": frozenset({"organisation", "group"}),   # …and militias as organisations
    "place": frozenset({"place", "facility"}),              # …and named buildings as places
    "object": frozenset({"other", "weapon", "facility", "money"}),
    "time": frozenset({"time"}),                            # dates, durations and times of day
    "abstract": frozenset({"other", "quantity", "money"}),  # numbers, amounts and sums are abstract
    "event": frozenset({"other"}),
    "substance": frozenset({"other"}),
    "animal": frozenset({"other"}),
    "plant": frozenset({"other"}),
}
"""What an entity type of GUM may be in our scheme, which is finer. `kinds` narrows it where the words settle it."""

COLLECTIVES = frozenset({
    "audience", "band", "choir", "class", "clergy", "community", "couple", "crew", "crowd", "delegation", "elite",
    "family", "folk", "gang", "generation", "group", "household", "jury", "majority", "minority", "mob", "nobility",
    "pair", "panel", "people", "police", "population", "public", "society", "staff", "team", "tribe", "trio",
    "workforce", "youth",
})
"""Nouns that in the singular still mean several people."""

PARTS = frozenset({
    "amount", "average", "billion", "dozen", "half", "handful", "hundred", "lot", "majority", "million", "minority",
    "most", "number", "part", "percent", "percentage", "plenty", "portion", "proportion", "quarter", "rest",
    "score", "share", "some", "third", "thousand", "total",
})
"""Nouns that measure out what they are of: half of the children are people, though “half” is singular."""

LOOSE = frozenset({
    "band", "camp", "civilization", "clan", "community", "contingent", "crowd", "denomination", "enemy", "faction",
    "family", "gang", "garrison", "group", "household", "jury", "militia", "mob", "movement", "nobility",
    "opposition", "pair", "person", "public", "religion", "sect", "side", "society", "staff", "tribe", "troupe",
})
"""Nouns of organisations in GUM that may be people without a formal body; all its others have one."""

FACILITIES = frozenset({
    "airbase", "airfield", "airport", "archive", "arena", "barracks", "base", "bathroom", "bookshop", "bookstore",
    "bridge", "building", "cafe", "castle", "cathedral", "cemetery", "checkpoint", "church", "cinema", "classroom",
    "clinic", "club", "coffeehouse", "courthouse", "courtroom", "dam", "depot", "embassy", "factory", "farm",
    "fortress", "gallery", "gym", "hall", "headquarters", "hospital", "hostel", "hotel", "house",
    "kindergarten", "lab", "laboratory", "library", "lodge", "mall", "mansion", "mausoleum", "mill", "minaret",
    "monastery", "monument", "mosque", "motel", "museum", "nightclub", "office", "palace", "pavilion", "pizzeria",
    "plant", "prison", "pub", "refinery", "restaurant", "runway", "salon", "school", "shop", "skyscraper",
    "stadium", "station", "store", "studio", "temple", "terminal", "theater", "theatre", "tower", "tunnel",
    "warehouse",
})
"""What is built, and named for its use."""

PLACES = frozenset({
    "archipelago", "area", "basin", "bay", "beach", "border", "borough", "capital", "city", "cliff", "coast",
    "coastline", "colony", "continent", "country", "county", "desert", "district", "earth", "east", "foothill",
    "forest", "globe", "gulf", "hill", "hometown", "island", "jungle", "kingdom", "lake", "land", "location",
    "mainland", "metropolis", "moon", "mountain", "mouth", "municipality", "nation", "neighborhood",
    "neighbourhood", "north", "northeast", "northwest", "ocean", "peninsula", "plain", "plateau", "province",
    "region", "republic", "river", "sea", "settlement", "shore", "south", "southeast", "southwest", "state",
    "suburb", "surroundings", "territory", "town", "valley", "village", "volcano", "west", "world",
})
"""Places that nobody built for a use."""

OPEN = frozenset({
    "arcade", "avenue", "ave", "ave.", "bar", "boulevard", "blvd", "center", "centre", "course", "court",
    "expressway", "field", "fields", "fort", "freeway", "garden", "gardens", "gate", "ground", "grounds", "harbor",
    "harbour", "highway", "junction", "market", "memorial", "park", "path", "place", "plaza", "port", "reserve",
    "road", "route", "site", "square", "st", "st.", "street", "terrace", "trail", "turnpike", "way",
})
"""Names of places with one of these as head may be of something built, or not: "Central Park", "Fort Lee"."""

WEAPONS = frozenset({
    "aeroplane", "aircraft", "airplane", "ambulance", "automobile", "barge", "bicycle", "bike", "boat", "bomb",
    "bus", "cab", "canoe", "car", "carrier", "cycle", "dinghy", "ferry", "fleet", "frigate", "grenade", "gun",
    "gunboat", "helicopter", "howitzer", "jet", "jitney", "kayak", "lorry", "missile", "motorcycle", "pistol",
    "plane", "rifle", "rocket", "rov", "ship", "skytrain", "spacecraft", "submarine", "sword", "tank", "tanker",
    "taxi", "torpedo", "train", "tram", "truck", "van", "vehicle", "vessel", "warplane", "warship", "weapon",
    "wheelchair", "yacht",
})
"""Weapons and vehicles. GUM's other nouns of objects are neither."""

SUMS = frozenset({
    "$", "baht", "cent", "chf", "dinar", "dirham", "dkk", "dollar", "eur", "euro", "franc", "gbp", "inr", "krona",
    "krone", "lira", "nok", "pence", "peso", "pound", "riyal", "rouble", "ruble", "rupee", "sek", "shekel", "thb",
    "usd", "yen", "yuan", "£", "¥", "€",
})
"""Currencies: a nominal with one of these as head, or hanging on a number that is its head, is money."""

MONEY = frozenset({
    "banknote", "bonus", "budget", "cash", "charge", "coin", "compensation", "cost", "currency", "debt", "deposit",
    "donation", "earnings", "expense", "fare", "fee", "fine", "fund", "funding", "grant", "income", "loan", "money",
    "payment", "penny", "price", "profit", "rent", "revenue", "salary", "saving", "savings", "subsidy", "tax",
    "tip", "toll", "wage",
})
"""Nouns that may be money; an abstract nominal with another noun as head is none."""

QUANTITIES = frozenset({
    "%", "acre", "amount", "average", "billion", "celsius", "centimeter", "centimetre", "cm", "degree", "dozen",
    "fahrenheit", "foot", "ft", "gram", "half", "hectare", "hundred", "inch", "kg", "kilogram", "kilometer",
    "kilometre", "km", "level", "liter", "litre", "lot", "m", "majority", "measurement", "meter", "metre", "mile",
    "milligram", "million", "number", "part", "per", "percent", "percentage", "portion", "proportion", "quantity",
    "quarter", "rate", "ratio", "rest", "score", "share", "size", "sum", "temperature", "third", "thousand", "ton",
    "tonne", "total", "volume", "yard",
})
"""Nouns that may be a quantity without a number beside them."""

PERSON, GROUP = frozenset({"person"}), frozenset({"person", "group"})
OTHER = frozenset({"other"})


def kinds(etype: str, lemma: str, upos: str, number: str, below: Collection[tuple[str, str]]) -> frozenset[str]:
    """What a nominal of a GUM type may be, given its head's lemma, tag and `Number` ("" for none).

    `below`: (relation, lemma) of the words that hang on the head.
    """
    lemma = lemma.lower()
    if etype == "person":
        counted = upos == "NOUN" and any(relation == "nummod" for relation, _ in below)
        one = number == "Sing" or lemma == "you" or counted        # "three soldiers"; "soldiers" may be a group
        return PERSON if one and lemma not in COLLECTIVES | PARTS else GROUP
    if etype == "organization":
        return ALLOWED[etype] if upos not in ("NOUN", "PROPN") or lemma in LOOSE else frozenset({"organisation"})
    if etype == "place":
        return _place(lemma, upos, below)
    if etype == "object":
        return _thing(lemma, upos)
    return _abstract(lemma, upos, below) if etype == "abstract" else ALLOWED[etype]


def _place(lemma: str, upos: str, below: Collection[tuple[str, str]]) -> frozenset[str]:
    """A name without article that is not that of something built ("Mosul", "Hong Kong") is a place."""
    if lemma in FACILITIES:
        return frozenset({"facility"})
    bare = upos == "PROPN" and lemma not in OPEN and not any(relation == "det" for relation, _ in below)
    return frozenset({"place"}) if lemma in PLACES or bare else ALLOWED["place"]


def _thing(lemma: str, upos: str) -> frozenset[str]:
    if upos != "NOUN":
        return ALLOWED["object"] - {"money"}
    if lemma in WEAPONS:
        return frozenset({"weapon"})
    return OTHER | {"facility"} if lemma in FACILITIES else OTHER | {"money"} if lemma in MONEY else OTHER


def _abstract(lemma: str, upos: str, below: Collection[tuple[str, str]]) -> frozenset[str]:
    if lemma in SUMS or (upos == "NUM" and any(word.lower() in SUMS for _, word in below)):
        return frozenset({"money"})
    if upos in ("NUM", "SYM"):
        return OTHER | {"quantity"}
    if upos == "NOUN":
        counted = lemma in QUANTITIES or any(relation.startswith("nummod") for relation, _ in below)
        return OTHER | ({"quantity"} if counted else set()) | ({"money"} if lemma in MONEY else set())
    return ALLOWED["abstract"] if upos in ("PRON", "DET") else OTHER
