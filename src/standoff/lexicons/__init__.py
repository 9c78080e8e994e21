"""Our vocabularies: commented data, a YAML file for each subject, and what reads one. What its entries mean, the module
that asks for it knows.
"""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml


def load(name: str) -> Any:
    """The content of ``lexicons/NAME.yaml``. Raises FileNotFoundError for a vocabulary that there is not."""
    text = resources.files(__name__).joinpath(f"{name}.yaml").read_text("utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
