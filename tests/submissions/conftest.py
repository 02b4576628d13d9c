"""What the tests of submissions share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import package


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The small package, for a test to change."""
    return package(tmp_path / "data")
