"""Drawings of the explorer: SVG made on the server from what a page shows."""
