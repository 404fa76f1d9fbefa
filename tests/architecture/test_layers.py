"""Who may import whom, and proof that a forbidden import is noticed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")


def lint(root):
    return subprocess.run([LINTER, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path):
    """A copy of the code in which imports can be planted."""
    for name in ("workflow", "tasks", "web", "pdf_templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_keeps_its_contracts(house):
    result = lint(house)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("room", "forbidden"),
    [
        ("workflow/usecases/submit.py", "import workflow.records"),
        ("workflow/procedure/table.py", "import sqlalchemy"),
        ("workflow/signing/pki.py", "import workflow.records"),
        ("workflow/reading/text.py", "import workflow.typesetting"),
        ("workflow/minutes/model.py", "import workflow.procedure.model"),
        ("workflow/stack/supervisor.py", "import workflow.ports"),
        ("workflow/cli.py", "import flask"),
        ("web/app.py", "import tasks"),
        ("web/home.py", "import workflow.signing"),
        ("tasks/base.py", "import web"),
    ],
)
def test_a_planted_forbidden_import_turns_red(house, room, forbidden):
    file = house / room
    text = file.read_text("utf-8")
    file.write_text(
        text.replace(
            "from __future__ import annotations\n", f"from __future__ import annotations\n{forbidden}\n", 1
        ),
        "utf-8",
    )
    assert lint(house).returncode == 1
