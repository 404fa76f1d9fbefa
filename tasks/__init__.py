"""Celery: thin tasks around the use cases, and the relay that feeds them."""
