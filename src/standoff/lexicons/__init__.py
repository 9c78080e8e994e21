"""Our vocabularies: commented data, a YAML file for each subject, and what reads one. What its entries mean, the module
that asks for it knows.
"""

from __future__ import annotations

from importlib import resources
from typing import Any, ClassVar

import yaml

_SAFE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Words(_SAFE):               # type: ignore[misc]
    """What reads a vocabulary: "no", "on" and "off" are words there, as in YAML 1.2; only true and false are not."""

    yaml_implicit_resolvers: ClassVar = {
        first: [one for one in some if one[0] != "tag:yaml.org,2002:bool" or first in "tTfF"]
        for first, some in _SAFE.yaml_implicit_resolvers.items()}


def load(name: str) -> Any:
    """The content of ``lexicons/NAME.yaml``. Raises FileNotFoundError for a vocabulary that there is not."""
    return yaml.load(resources.files(__name__).joinpath(f"{name}.yaml").read_text("utf-8"), Loader=_Words)
