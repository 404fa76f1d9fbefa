"""Working files by content, shared by every process."""

from workflow.blobs.folder import FolderBlobs

__all__ = ["FolderBlobs"]
