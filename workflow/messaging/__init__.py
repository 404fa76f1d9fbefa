"""Messages to people: files in a folder, or SMTP."""

from workflow.messaging.folder import FolderMailer
from workflow.messaging.smtp import SmtpMailer

__all__ = ["FolderMailer", "SmtpMailer"]
