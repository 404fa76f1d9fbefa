"""What the use cases need from the world, and the plain data that crosses.

Each Protocol is a role; adapters are chosen in ``workflow.bootstrap`` alone.
Every adapter raises ``ServiceError`` leaves (or the ``WorkflowError`` leaves it
documents), never an exception of the library behind it.
"""

from workflow.ports.clock import Clock
from workflow.ports.errors import (
    ArchiveConflict,
    BlobDamaged,
    BlobMissing,
    ChangedMeanwhile,
    EmailTaken,
    LeaseLost,
    TimestampUnavailable,
)
from workflow.ports.messaging import LONGEST_ADDRESS, Mailer, is_address
from workflow.ports.people import (
    Account,
    Body,
    Organisation,
    Passwords,
    People,
    Session,
)
from workflow.ports.reading import Certainty, Edit, Finding, Reader, Reading, TextPlace
from workflow.ports.records import (
    Documents,
    Draft,
    Drafts,
    Job,
    Jobs,
    Message,
    Messages,
    Preview,
    Trail,
    UnitOfWork,
)
from workflow.ports.signing import SignatureOrder, SignedRevision, Signer
from workflow.ports.storage import Archive, Blobs
from workflow.ports.typesetting import (
    SEAL_FIELD,
    TIMESTAMP_FIELD,
    PageImages,
    Place,
    Typesetter,
    TypesettingOrder,
)
from workflow.ports.validation import (
    Check,
    DetachedReport,
    Outcome,
    PdfReport,
    SignatureFinding,
    Validator,
    worst,
)

__all__ = [
    "LONGEST_ADDRESS",
    "SEAL_FIELD",
    "TIMESTAMP_FIELD",
    "Account",
    "Archive",
    "ArchiveConflict",
    "BlobDamaged",
    "BlobMissing",
    "Blobs",
    "Body",
    "Certainty",
    "ChangedMeanwhile",
    "Check",
    "Clock",
    "DetachedReport",
    "Documents",
    "Draft",
    "Drafts",
    "Edit",
    "EmailTaken",
    "Finding",
    "Job",
    "Jobs",
    "LeaseLost",
    "Mailer",
    "Message",
    "Messages",
    "Organisation",
    "Outcome",
    "PageImages",
    "Passwords",
    "PdfReport",
    "People",
    "Place",
    "Preview",
    "Reader",
    "Reading",
    "Session",
    "SignatureFinding",
    "SignatureOrder",
    "SignedRevision",
    "Signer",
    "TextPlace",
    "TimestampUnavailable",
    "Trail",
    "Typesetter",
    "TypesettingOrder",
    "UnitOfWork",
    "Validator",
    "is_address",
    "worst",
]
