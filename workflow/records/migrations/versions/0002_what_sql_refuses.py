"""What SQL refuses whoever asks: a changed trail, a document that moves backwards, a job done twice.

A trigger's message is the name of the rule; workflow/records/errors.py reads "audit_entry_exists".
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NO_PREVIOUS = "0" * 64

SQLITE = (
    """
    CREATE TRIGGER audit_entries_are_never_changed BEFORE UPDATE ON audit_entries
    BEGIN SELECT RAISE(ABORT, 'audit_entries_are_never_changed'); END
    """,
    """
    CREATE TRIGGER audit_entries_are_never_removed BEFORE DELETE ON audit_entries
    BEGIN SELECT RAISE(ABORT, 'audit_entries_are_never_removed'); END
    """,
    # The first refusal is not left to the primary key: INSERT OR REPLACE would remove the
    # row that is there without asking the trigger on DELETE.
    f"""
    CREATE TRIGGER audit_entries_continue_the_chain BEFORE INSERT ON audit_entries
    BEGIN
        SELECT RAISE(ABORT, 'audit_entry_exists') WHERE NEW.sequence <= (
            SELECT COALESCE(MAX(sequence), 0) FROM audit_entries WHERE document_id = NEW.document_id
        );
        SELECT RAISE(ABORT, 'audit_entries_continue_the_chain') WHERE NEW.sequence IS NOT 1 + (
            SELECT COALESCE(MAX(sequence), 0) FROM audit_entries WHERE document_id = NEW.document_id
        ) OR NEW.previous_sha256 IS NOT COALESCE(
            (SELECT sha256 FROM audit_entries WHERE document_id = NEW.document_id
             ORDER BY sequence DESC LIMIT 1), '{NO_PREVIOUS}'
        );
    END
    """,
    """
    CREATE TRIGGER documents_are_never_removed BEFORE DELETE ON documents
    BEGIN SELECT RAISE(ABORT, 'documents_are_never_removed'); END
    """,
    """
    CREATE TRIGGER documents_lock_counts_up BEFORE UPDATE ON documents
    WHEN NEW.lock IS NOT OLD.lock + 1 OR NEW.version < OLD.version
    BEGIN SELECT RAISE(ABORT, 'documents_lock_counts_up'); END
    """,
    """
    CREATE TRIGGER documents_stay_archived BEFORE UPDATE ON documents
    WHEN OLD.state = 'archived' AND NEW.state IS NOT 'archived'
    BEGIN SELECT RAISE(ABORT, 'documents_stay_archived'); END
    """,
    """
    CREATE TRIGGER drafts_lock_counts_up BEFORE UPDATE ON drafts
    WHEN NEW.lock IS NOT OLD.lock + 1
    BEGIN SELECT RAISE(ABORT, 'drafts_lock_counts_up'); END
    """,
    """
    CREATE TRIGGER jobs_stay_done BEFORE UPDATE ON jobs
    WHEN OLD.done_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'jobs_stay_done'); END
    """,
)

# Each rule refuses with SQLSTATE 23000 (integrity constraint violation), the name of the rule as its message.
POSTGRESQL = (
    """
    CREATE FUNCTION refuse_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = TG_NAME;
    END $$
    """,
    """
    CREATE TRIGGER audit_entries_are_never_changed BEFORE UPDATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_by_rule()
    """,
    """
    CREATE TRIGGER audit_entries_are_never_removed BEFORE DELETE OR TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_by_rule()
    """,
    f"""
    CREATE FUNCTION continue_the_chain() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        head RECORD;
    BEGIN
        SELECT * INTO head FROM audit_entries WHERE document_id = NEW.document_id
        ORDER BY sequence DESC LIMIT 1;
        IF NEW.sequence <= COALESCE(head.sequence, 0) THEN
            RAISE EXCEPTION USING ERRCODE = '23505', MESSAGE = 'audit_entry_exists';
        END IF;
        IF NEW.sequence <> COALESCE(head.sequence, 0) + 1
            OR NEW.previous_sha256 <> COALESCE(head.sha256, '{NO_PREVIOUS}') THEN
            RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = TG_NAME;
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER audit_entries_continue_the_chain BEFORE INSERT ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION continue_the_chain()
    """,
    """
    CREATE TRIGGER documents_are_never_removed BEFORE DELETE ON documents
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_by_rule()
    """,
    """
    CREATE TRIGGER documents_lock_counts_up BEFORE UPDATE ON documents
    FOR EACH ROW WHEN (NEW.lock <> OLD.lock + 1 OR NEW.version < OLD.version)
    EXECUTE FUNCTION refuse_by_rule()
    """,
    """
    CREATE TRIGGER documents_stay_archived BEFORE UPDATE ON documents
    FOR EACH ROW WHEN (OLD.state = 'archived' AND NEW.state <> 'archived')
    EXECUTE FUNCTION refuse_by_rule()
    """,
    """
    CREATE TRIGGER drafts_lock_counts_up BEFORE UPDATE ON drafts
    FOR EACH ROW WHEN (NEW.lock <> OLD.lock + 1)
    EXECUTE FUNCTION refuse_by_rule()
    """,
    """
    CREATE TRIGGER jobs_stay_done BEFORE UPDATE ON jobs
    FOR EACH ROW WHEN (OLD.done_at IS NOT NULL)
    EXECUTE FUNCTION refuse_by_rule()
    """,
)


def upgrade() -> None:
    """Create the triggers; a record is never turned back, so there is no downgrade."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.get_bind().exec_driver_sql(statement)
