"""Typst templates and fonts; data only. A published version of a template never changes."""
