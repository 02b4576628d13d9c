"""Templates compiled once a process: MkDocs makes a new environment for every build of a live preview."""

from __future__ import annotations

from jinja2.bccache import Bucket, BytecodeCache


class CompiledTemplates(BytecodeCache):
    """The code of templates by their file; jinja2 compares the text with what it was compiled from."""

    def __init__(self) -> None:
        """Begin with nothing compiled; environments that escape otherwise need one each."""
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what was compiled before."""
        if code := self._kept.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()
