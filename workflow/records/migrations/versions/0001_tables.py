"""The tables of record."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
WORD = sa.String(40)
STATES = "'draft', 'opening', 'adjustment', 'countersignature', 'sealing', 'archiving', 'archived'"


def upgrade() -> None:
    """Create them; a record is never turned back, so there is no downgrade."""
    create_people()
    create_documents()
    create_drafts()
    create_jobs()
    create_audit_entries()
    create_messages()


def key(name: str, *, of: str) -> sa.Column[str]:
    """Return a column that refers to the key of another table, which has the same name."""
    table = {"organisation_id": "organisations", "person_id": "accounts", "document_id": "documents"}[name]
    reference = sa.ForeignKey(f"{table}.{name}", name=f"fk_{of}_{name}")
    return sa.Column(name, sa.Text(), reference, nullable=False)


def create_people() -> None:
    """Create organisations, bodies, accounts and sessions."""
    op.create_table(
        "organisations",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", name="pk_organisations"),
    )
    op.create_table(
        "bodies",
        sa.Column("body_id", sa.Text(), nullable=False),
        key("organisation_id", of="bodies"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("policy_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("body_id", name="pk_bodies"),
    )
    op.create_index("ix_bodies_organisation_id", "bodies", ["organisation_id"])
    op.create_table(
        "accounts",
        sa.Column("person_id", sa.Text(), nullable=False),
        key("organisation_id", of="accounts"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_folded", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_folded", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_accounts"),
        sa.UniqueConstraint("email_folded", name="uq_accounts_email_folded"),
    )
    op.create_index(
        "ix_accounts_organisation_id_name_folded", "accounts", ["organisation_id", "name_folded"]
    )
    op.create_table(
        "account_roles",
        key("person_id", of="account_roles"),
        sa.Column("role", WORD, nullable=False),
        sa.PrimaryKeyConstraint("person_id", "role", name="pk_account_roles"),
    )
    op.create_table(
        "sessions",
        sa.Column("token_sha256", sa.Text(), nullable=False),
        key("person_id", of="sessions"),
        sa.Column("authenticated_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("token_sha256", name="pk_sessions"),
    )
    op.create_index("ix_sessions_person_id", "sessions", ["person_id"])


def create_documents() -> None:
    """Create documents, whom they concern, and the series of their references."""
    op.create_table(
        "documents",
        sa.Column("document_id", sa.Text(), nullable=False),
        key("organisation_id", of="documents"),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("drafter_id", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("adjusted_at", INSTANT),
        sa.Column("archived_at", INSTANT),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_documents"),
        sa.UniqueConstraint("organisation_id", "reference", name="uq_documents_organisation_id_reference"),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_documents_state")),
    )
    op.create_index(
        "ix_documents_organisation_id_created_at", "documents", ["organisation_id", "created_at"]
    )
    op.create_table(
        "document_people",
        key("document_id", of="document_people"),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", "person_id", name="pk_document_people"),
    )
    op.create_index("ix_document_people_person_id", "document_people", ["person_id"])
    op.create_table(
        "reference_counters",
        key("organisation_id", of="reference_counters"),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "short_name", "year", name="pk_reference_counters"),
    )


def create_drafts() -> None:
    """Create the drafters' working text."""
    op.create_table(
        "drafts",
        key("document_id", of="drafts"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("dismissed", sa.JSON(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("preview", sa.JSON()),
        sa.PrimaryKeyConstraint("document_id", name="pk_drafts"),
    )


def create_jobs() -> None:
    """Create the queue, with indexes that hold only what is owed."""
    op.create_table(
        "jobs",
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        key("document_id", of="jobs"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text()),
        sa.Column("leased_until", INSTANT),
        sa.Column("published_at", INSTANT),
        sa.Column("done_at", INSTANT),
        sa.Column("cause", sa.Text()),
        sa.PrimaryKeyConstraint("job_id", name="pk_jobs"),
        sa.CheckConstraint("(owner IS NULL) = (leased_until IS NULL)", name=op.f("ck_jobs_a_lease_has_an_owner")),
        sa.CheckConstraint("done_at IS NULL OR owner IS NULL", name=op.f("ck_jobs_nobody_holds_a_done_job")),
    )
    owed = "done_at IS NULL"
    create_partial_index("ix_jobs_unpublished", "due_at", f"{owed} AND published_at IS NULL")
    create_partial_index("ix_jobs_published", "published_at", owed)
    create_partial_index("ix_jobs_owed_for", "document_id", owed)


def create_partial_index(name: str, column: str, condition: str) -> None:
    """Index the jobs that meet a condition."""
    where = sa.text(condition)
    op.create_index(name, "jobs", [column], postgresql_where=where, sqlite_where=where)


def create_audit_entries() -> None:
    """Create the evidence."""
    op.create_table(
        "audit_entries",
        key("document_id", of="audit_entries"),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("previous_sha256", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", "sequence", name="pk_audit_entries"),
    )


def create_messages() -> None:
    """Create what people are told."""
    op.create_table(
        "messages",
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        key("document_id", of="messages"),
        sa.Column("version", sa.Integer(), nullable=False),
        key("person_id", of="messages"),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("sent_at", INSTANT),
        sa.PrimaryKeyConstraint("message_id", name="pk_messages"),
    )
    op.create_index("ix_messages_person_id_created_at", "messages", ["person_id", "created_at"])
