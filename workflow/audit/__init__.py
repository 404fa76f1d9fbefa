"""What proves it: hash-chained entries, their export and their offline check."""

from workflow.audit.chain import Entry, append, entry_sha256
from workflow.audit.export import BrokenTrail, check_chain, export_entries, parse_entries

__all__ = ["BrokenTrail", "Entry", "append", "check_chain", "entry_sha256", "export_entries", "parse_entries"]
