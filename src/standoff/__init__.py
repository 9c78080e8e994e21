"""Standoff: captured press pages in; a verified record of copies, actors, statements and events out."""
