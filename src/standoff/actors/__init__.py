"""Actors: who the reports speak of."""
