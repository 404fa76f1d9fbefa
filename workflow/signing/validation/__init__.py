"""Validation of signed files, offline, in numbered checks."""
