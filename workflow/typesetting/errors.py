"""How typesetting and page images fail. Trying again never helps: the input must change."""

from __future__ import annotations

from workflow.errors import ServiceError


class TypesettingFailed(ServiceError):
    """The document could not be typeset: %(reason)s."""

    permanent = True


class TemplateUnknown(TypesettingFailed):
    """There is no template called %(template)s."""


class TooLongToTypeset(TypesettingFailed):
    """The minutes are too long to typeset: %(size)s %(unit)s, at most %(most)s."""


class PageNotShown(ServiceError):
    """The page could not be shown: %(reason)s."""

    permanent = True
