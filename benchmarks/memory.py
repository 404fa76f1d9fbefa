"""How much memory processes hold, as Linux counts it.

Not ``getrusage``: its ru_maxrss survives exec, and so begins at what the parent held.
"""

from __future__ import annotations

from pathlib import Path

_PROC = Path("/proc")


def peak_mib(pid: int | str = "self") -> float:
    """Return the most that a process has had resident (proc(5), VmHWM)."""
    return _field_mib(_PROC / str(pid) / "status", "VmHWM")


def resident_mib(pid: int | str = "self") -> float:
    """Return what a process has resident now (proc(5), VmRSS)."""
    return _field_mib(_PROC / str(pid) / "status", "VmRSS")


def share_mib(pid: int) -> float:
    """Return what a process holds now, pages shared with n others counted as one n-th (proc(5), Pss)."""
    return _field_mib(_PROC / str(pid) / "smaps_rollup", "Pss")


def children_of(pid: int) -> list[int]:
    """Return the process ids of a process's children."""
    return [child for child in _processes() if _parent_of(child) == pid]


def _field_mib(file: Path, name: str) -> float:
    for line in file.read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise LookupError(name)


def _processes() -> list[int]:
    return [int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit()]


def _parent_of(pid: int) -> int | None:
    try:
        # The program's name, in parentheses, may itself hold spaces and parentheses.
        return int((_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None  # It ended meanwhile.
