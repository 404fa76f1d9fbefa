"""One organisation, and one document signed and sealed by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pki.office import Office

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "pki")


@pytest.fixture
def otto(tmp_path: Path) -> Office:
    """Otto's own organisation, which nobody here trusts."""
    return Office(tmp_path / "otto", organisation="Annan förening")


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, bytes]:
    """An office that is not changed any more, and its sealed document."""
    office = Office(tmp_path_factory.mktemp("finished") / "pki")
    return office, office.sealed()
