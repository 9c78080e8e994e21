"""How well a reader reads, on the dev parts of corpora that nobody here wrote.

Each module scores one layer: it takes gold Documents (`training/reader/document.py`) beside the spaCy Docs that a
reader made of the same texts, and gives figures by name. `run` reads the corpora, prints figure, floor and target, and
fails when a figure falls below the floor that `floors.toml` pins.

    python -m benchmarks.reader.run
"""
