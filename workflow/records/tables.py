"""The tables. What SQL refuses beyond this, by triggers, stands in the migrations.

Columns hold what is searched, ordered or compared; the rest of a document is
one JSON value. JSON is kept as text (PostgreSQL's ``json``, not ``jsonb``), so
that it comes back exactly as it was written.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from workflow.procedure.change import JobKind, MessageKind
from workflow.procedure.model import Role, State
from workflow.records.columns import Instant, word_of

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ORGANISATIONS = Table(
    "organisations",
    METADATA,
    Column("organisation_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
)

BODIES = Table(
    "bodies",
    METADATA,
    Column("body_id", Text, primary_key=True),
    Column("organisation_id", ForeignKey("organisations.organisation_id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("short_name", Text, nullable=False),
    Column("policy_name", Text, nullable=False),
)

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("person_id", Text, primary_key=True),
    Column("organisation_id", ForeignKey("organisations.organisation_id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("name_folded", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("email_folded", Text, nullable=False, unique=True),
    Column("language", Text, nullable=False),
    Column("password", Text, nullable=False),
    Index(None, "organisation_id", "name_folded"),
)
"""``*_folded`` are for comparing only: without case, with single spaces."""

ACCOUNT_ROLES = Table(
    "account_roles",
    METADATA,
    Column("person_id", ForeignKey("accounts.person_id"), primary_key=True),
    Column("role", word_of(Role), primary_key=True),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("token_sha256", Text, primary_key=True),
    Column("person_id", ForeignKey("accounts.person_id"), nullable=False, index=True),
    Column("authenticated_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("document_id", Text, primary_key=True),
    Column("organisation_id", ForeignKey("organisations.organisation_id"), nullable=False),
    Column("body", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("state", word_of(State, checked_as="state"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("lock", Integer, nullable=False),
    Column("drafter_id", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("adjusted_at", Instant),
    Column("archived_at", Instant),
    Column("details", JSON, nullable=False),
    UniqueConstraint("organisation_id", "reference"),
    Index(None, "organisation_id", "created_at"),
)

DOCUMENT_PEOPLE = Table(
    "document_people",
    METADATA,
    Column("document_id", ForeignKey("documents.document_id"), primary_key=True),
    Column("person_id", Text, primary_key=True, index=True),
)
"""Whom a document concerns: its drafter and its signatories, kept in step at every save."""

REFERENCE_COUNTERS = Table(
    "reference_counters",
    METADATA,
    Column("organisation_id", ForeignKey("organisations.organisation_id"), primary_key=True),
    Column("short_name", Text, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last_used", Integer, nullable=False),
)
"""Counted by the short name, not the body: two bodies that ever share one share a series."""

DRAFTS = Table(
    "drafts",
    METADATA,
    Column("document_id", ForeignKey("documents.document_id"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("dismissed", JSON, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("lock", Integer, nullable=False),
    Column("preview", JSON(none_as_null=True)),
)

JOBS = Table(
    "jobs",
    METADATA,
    Column("job_id", Text, primary_key=True),
    Column("kind", word_of(JobKind), nullable=False),
    Column("document_id", ForeignKey("documents.document_id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("subject", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("owner", Text),
    Column("leased_until", Instant),
    Column("published_at", Instant),
    Column("done_at", Instant),
    Column("cause", Text),
    CheckConstraint("(owner IS NULL) = (leased_until IS NULL)", name="a_lease_has_an_owner"),
    CheckConstraint("done_at IS NULL OR owner IS NULL", name="nobody_holds_a_done_job"),
)

_OWED = JOBS.c.done_at.is_(None)
_NEVER_PUBLISHED = _OWED & JOBS.c.published_at.is_(None)

# Done jobs keep their row for ever; none of these indexes holds one, so that
# the relay's poll costs what is owed, not what has been done.
Index("ix_jobs_unpublished", JOBS.c.due_at, postgresql_where=_NEVER_PUBLISHED, sqlite_where=_NEVER_PUBLISHED)
Index("ix_jobs_published", JOBS.c.published_at, postgresql_where=_OWED, sqlite_where=_OWED)
Index("ix_jobs_owed_for", JOBS.c.document_id, postgresql_where=_OWED, sqlite_where=_OWED)

AUDIT_ENTRIES = Table(
    "audit_entries",
    METADATA,
    Column("document_id", ForeignKey("documents.document_id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("previous_sha256", Text, nullable=False),
    Column("sha256", Text, nullable=False),
)
"""Columns are those of ``workflow.audit.ENTRY_FIELDS``; ``at`` is text, since its digits are evidence."""

MESSAGES = Table(
    "messages",
    METADATA,
    Column("message_id", Text, primary_key=True),
    Column("kind", word_of(MessageKind), nullable=False),
    Column("document_id", ForeignKey("documents.document_id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("person_id", ForeignKey("accounts.person_id"), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("sent_at", Instant),
    Index(None, "person_id", "created_at"),
)
