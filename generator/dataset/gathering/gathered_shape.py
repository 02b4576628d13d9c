"""What a resource must have whose rows come from the packages of other banks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.dataset.problems import package_kinds
from generator.dataset.shapes import Fault, Path


def gathered_faults(item: Mapping[str, Any], resources: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    """Yield what a gathered resource lacks: a dataset of banks with their packages, a folder, and its own fields."""
    if "gathered" not in item:
        return
    banks = resources.get(item["gathered"], {"schema": {"fields": ()}})
    fields = {field["name"]: field for field in item["schema"]["fields"]}
    keys = [key for key in item["schema"].get("foreignKeys", ()) if key["reference"]["resource"] == item["gathered"]]
    needs = {
        "folder، بدون format": "folder" in item and "format" not in item,
        f"فیلد package در «{item['gathered']}»": any(field["name"] == "package" for field in banks["schema"]["fields"]),
        "فیلد id": "id" in fields,
        "فیلد page، با link: true": bool(fields.get("page", {}).get("link")),
        f"یک کلید خارجی به «{item['gathered']}»": bool(keys),
    }
    for words, is_there in needs.items():
        if not is_there:
            yield Fault((*path, "gathered"), package_kinds.SHAPE_GATHERED, item["gathered"], words)
