"""Drawings that the dossier and the explorer share: each takes what the record tells and gives SVG."""
