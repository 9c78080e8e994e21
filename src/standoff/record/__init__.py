"""The record: one SQLite file, read and written here and nowhere else."""
