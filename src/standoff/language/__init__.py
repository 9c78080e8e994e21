"""The language analysis of a report."""
