"""Parts that do not belong together are noticed, even under a manifest that the real seal has signed."""

from __future__ import annotations

import hashlib
import json

import pytest
import rfc8785

from tests.integration.usecases.finished import archive_sample
from tests.pki.office import Office
from workflow import audit, bootstrap
from workflow.audit import package as packages
from workflow.audit.chain import NO_PREVIOUS
from workflow.demo.premises import premises
from workflow.ports import Outcome
from workflow.signing import BuiltinAuthority, open_keys
from workflow.signing.detached import sign_detached
from workflow.usecases.verify_package import verify_package

ABOUT = "The manifest is about these minutes"
SIGNED = "The PDF is signed by those the trail names"
ORDERED = "Everybody ordered their signature on what they were shown"
SEALED = "The seal of the PDF signed the manifest"
CARRIED = "The PDF carries the same minutes"
UNBROKEN = "The audit trail is unbroken"
PLACED = ("Opened", "SignaturePlaced")


@pytest.fixture(scope="module")
def forge(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    finished = archive_sample(folder)
    settings = premises(folder / "var", port=8080).settings
    keys = open_keys(bootstrap.keys_folder(settings), bootstrap.read_passphrase(settings))
    return Forgery(finished, keys)


class Forgery:
    """Makes packages in which everything fits together but what a test has changed."""

    def __init__(self, finished, keys):
        self.files = packages.unpack(finished.package)
        self.keys = keys
        self.clock = bootstrap.SystemClock()
        self.validator = bootstrap.validator([finished.root])

    def seal(self, manifest):
        return sign_detached(manifest, self.keys, BuiltinAuthority(self.keys.tsa, self.clock), self.clock)

    def package(self, *, trail=lambda _entries: None, content=None, about=None, sign=None):
        files = dict(self.files)
        entries = [json.loads(line) for line in files[packages.TRAIL].splitlines()]
        if content is not None:
            files[packages.CONTENT] = content
            submitted = [entry for entry in entries if entry["act"] == "Submitted"][-1]
            submitted["facts"]["content_sha256"] = hashlib.sha256(content).hexdigest()
        entries = trail(entries) or entries
        files[packages.TRAIL] = b"".join(rfc8785.dumps(entry) + b"\n" for entry in rehashed(entries))
        manifest = json.loads(files[packages.MANIFEST]) | (about or {})
        manifest["audit_head"] = {"sequence": len(entries), "sha256": entries[-1]["sha256"]}
        for name in manifest["files"]:
            digest = hashlib.sha256(files[name]).hexdigest()
            manifest["files"][name] = {"sha256": digest, "bytes": len(files[name])}
        files[packages.MANIFEST] = rfc8785.dumps(manifest)
        files[packages.MANIFEST_SIGNATURE] = (sign or self.seal)(files[packages.MANIFEST])
        return packages.pack(files)

    def failed(self, package):
        report = verify_package(package, validator=self.validator)
        return {check.name for check in report.checks if check.outcome is Outcome.FAILED}


def rehashed(entries):
    previous = NO_PREVIOUS
    for number, entry in enumerate(entries, start=1):
        entry.update(sequence=number, previous_sha256=previous)
        previous = entry["sha256"] = audit.entry_sha256(entry)
    return entries


def changing(acts, **facts):
    def change(entries):
        for entry in entries:
            if entry["act"] in acts:
                entry["facts"] |= facts

    return change


def without(*acts):
    return lambda entries: [entry for entry in entries if entry["act"] not in acts]


def test_the_forgery_itself_changes_nothing(forge):
    assert forge.failed(forge.package()) == set()


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("name", "Otto Okänd"),
        ("role", "chair"),
        ("person_id", "somebody-else"),
        ("signed_at", "1999-01-01T00:00:00+00:00"),
        ("pdf_sha256", "0" * 64),
        ("pdf_sha256", None),
    ],
)
def test_each_signature_must_be_as_the_trail_tells(forge, fact, value):
    assert SIGNED in forge.failed(forge.package(trail=changing(PLACED, **{fact: value})))


@pytest.mark.parametrize(
    "trail",
    [
        without("SignatureAuthorised"),
        without("Submitted"),
        changing(["SignatureAuthorised"], shown_sha256="0" * 64),
        changing(["SignatureAuthorised"], role="chair"),
        changing(["Submitted"], pdf_sha256="0" * 64),
        changing(["Submitted"], signatories=[]),
        changing(["Submitted"], signatories=[1, [], None]),
    ],
    ids=["no orders", "not submitted", "shown", "role", "prepared", "nobody", "junk"],
)
def test_each_signature_must_have_been_ordered_on_bytes_of_the_pdf(forge, trail):
    assert ORDERED in forge.failed(forge.package(trail=trail))


def test_an_order_by_somebody_else_is_noticed(forge):
    def otto(entries):
        for entry in entries:
            if entry["act"] == "SignatureAuthorised":
                entry["actor_id"] = "otto"

    assert ORDERED in forge.failed(forge.package(trail=otto))


def test_the_data_must_be_those_inside_the_pdf(forge):
    plain = json.loads(forge.files[packages.CONTENT])
    plain["items"][0]["title"] = "Something else was decided"
    assert forge.failed(forge.package(content=rfc8785.dumps(plain))) == {CARRIED}


@pytest.mark.parametrize("name", ["document_id", "reference", "version", "sealed_at", "meeting_date", "body"])
def test_the_manifest_must_be_about_the_same_minutes(forge, name):
    assert ABOUT in forge.failed(forge.package(about={name: "another"}))


def test_the_manifest_must_name_the_organisation_of_the_signatures(forge):
    assert forge.failed(forge.package(about={"organisation": "another"})) == {SEALED}


def test_the_manifest_must_be_signed_by_the_seal_of_the_pdf(forge, tmp_path):
    otto = Office(tmp_path / "otto", clock=forge.clock)
    package = forge.package(sign=otto.signer.sign_detached)
    assert SEALED in forge.failed(package)


@pytest.mark.parametrize(
    "field", ["document_id", "sequence", "version", "at", "actor_id", "actor_name", "act", "facts"]
)
@pytest.mark.parametrize("value", [None, [], 1.5, True])
def test_an_entry_of_other_types_fails_without_a_traceback(forge, field, value):
    def spoil(entries):
        entries[3][field] = value

    package = packages.unpack(forge.package())
    entries = [json.loads(line) for line in package[packages.TRAIL].splitlines()]
    spoil(entries)
    package[packages.TRAIL] = b"".join(rfc8785.dumps(entry) + b"\n" for entry in entries)
    assert UNBROKEN in forge.failed(packages.pack(package))


@pytest.mark.parametrize("name", [packages.TRAIL, packages.CONTENT, packages.MANIFEST])
@pytest.mark.parametrize(
    "junk", [b"[" * 200_000, b'{"a":' * 50_000, b"9" * 5000, b'"\\ud800"'], ids=["[", "{", "9", "surrogate"]
)
def test_json_made_to_hurt_fails_without_a_traceback(forge, name, junk):
    assert forge.failed(packages.pack(forge.files | {name: junk + b"\n"}))
