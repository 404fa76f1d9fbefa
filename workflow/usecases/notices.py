"""What a message says, in the reader's language. Pages and e-mail use the same words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow.procedure.change import MessageKind

if TYPE_CHECKING:
    from workflow.language import Language
    from workflow.ports import Message
    from workflow.procedure.model import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A written message: one line of subject, plain text of body."""

    subject: str
    body: str


#: kind -> (subject, what is asked or told), as msgids.
_WORDS: dict[MessageKind, tuple[str, str]] = {
    MessageKind.ADJUSTMENT_ASKED: (
        "Please adjust: %(body)s, %(reference)s",
        "You were elected to adjust these minutes. Read them and sign, or ask for changes.",
    ),
    MessageKind.COUNTERSIGNATURE_ASKED: (
        "Please countersign: %(body)s, %(reference)s",
        "The adjusters have signed these minutes. Read them and countersign.",
    ),
    MessageKind.CHANGES_REQUESTED: (
        "Changes requested: %(body)s, %(reference)s",
        "%(by)s asks for changes: %(comment)s",
    ),
    MessageKind.ARCHIVED: (
        "Adjusted and archived: %(body)s, %(reference)s",
        "Everyone has signed. The minutes are sealed and archived; you can fetch your copy.",
    ),
}


def write_notice(
    message: Message, document: Document, *, name: str, language: Language, public_url: str
) -> Notice:
    """Return the message in words. ``public_url`` has no slash at its end."""
    subject, told = _WORDS[message.kind]
    facts = {"body": document.body, "reference": document.reference, **message.facts}
    link = f"{public_url}/documents/{document.document_id}"
    lines = (
        language.gettext("Hello %(name)s,", name=name),
        "",
        language.gettext(told, **facts),
        "",
        language.gettext("Open the document: %(link)s", link=link),
        "",
        language.gettext("Justera, on behalf of %(organisation)s", organisation=document.organisation),
    )
    return Notice(subject=language.gettext(subject, **facts), body="\n".join(lines) + "\n")
