"""What the parsers we use raise on input that was made to hurt them.

None of them promises one family of errors, and broad handlers would hide our
own mistakes in code that does not parse. Each of these becomes a failed check.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import SigningError

from workflow.signing.errors import SignatureMalformed

HOSTILE: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    InvalidSignature,
    LookupError,
    MemoryError,
    OSError,
    PdfError,
    RuntimeError,  # among them RecursionError and NotImplementedError
    SignatureMalformed,
    SigningError,
    TypeError,
    UnsupportedAlgorithm,
    ValueError,
    struct.error,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
    zlib.error,
)
