"""What people read, in Swedish and English: pages, messages, refusals and the command line."""

from workflow.language.speaking import LANGUAGES, Language, get_language

__all__ = ["LANGUAGES", "Language", "get_language"]
