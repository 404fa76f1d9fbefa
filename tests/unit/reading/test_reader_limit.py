"""One limit for text, whichever way it comes in."""

from __future__ import annotations

import pytest

from workflow.reading import FileTooLarge, decode_upload
from workflow.reading.reader import TextReader
from workflow.reading.upload import LIMIT_BYTES


def test_a_pasted_text_has_the_limit_of_an_uploaded_file():
    just_right = "å" * (LIMIT_BYTES // 2)
    assert TextReader().normalised(just_right) == just_right
    assert decode_upload(just_right.encode()) == just_right
    for refuse in (TextReader().normalised, lambda text: decode_upload(text.encode())):
        with pytest.raises(FileTooLarge, match="512 kB"):
            refuse(just_right + "å")
