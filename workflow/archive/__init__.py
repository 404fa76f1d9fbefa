"""Packages that must last. The only place that writes archived bytes."""

from workflow.archive.folder import FolderArchive

__all__ = ["FolderArchive"]
