"""Dates as pages write them: read from their own characters, weighed, never made up.

`read` takes one whole expression, `find` finds absolute dates in text, `from_url` reads an address, and `publication`
weighs what a page says of its own date against its bounds. Nothing here knows today's date, and nothing is filled in:
a date without a year stays without ("XXXX-03-28T21:10", EDTF), an open order of day and month stays open with both
readings until something on the page decides it.
"""

from standoff.pages.dates.grammar import UPDATE, find, from_epoch, from_url, read
from standoff.pages.dates.weigh import publication

__all__ = ["UPDATE", "find", "from_epoch", "from_url", "publication", "read"]
