"""Alembic's migrations, shipped with the program; ``workflow.records.schema`` runs them.

To draft the next one after changing ``tables.py``, on a database that is up to date::

    with open_engine("sqlite:////tmp/scratch.db").begin() as connection:
        alembic.command.revision(alembic_config(connection), "What changes", autogenerate=True, rev_id="0003")

A migration never imports the program's tables, and never changes once released.
"""
