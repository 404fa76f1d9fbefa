"""Alembic's migrations, shipped with the program; ``workflow.records.schema`` runs them."""
