"""The offices that signing tests work with."""

from tests.pki.fixtures import finished, office, otto

__all__ = ["finished", "office", "otto"]
