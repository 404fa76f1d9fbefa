"""The forms, by the names that stand in ``data-form``. Labels and complaints are msgids."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import HiddenField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from workflow.language.marking import msgid
from workflow.ports import LONGEST_ADDRESS
from workflow.procedure.effects import LONGEST_COMMENT
from workflow.usecases.log_in import LONGEST_PASSWORD

_LONGEST_PASSWORD = Length(max=LONGEST_PASSWORD, message=msgid("That is too long to be a password."))
_LONGEST_ADDRESS = Length(max=LONGEST_ADDRESS, message=msgid("That is too long to be an e-mail address."))
_SHA256 = Regexp(
    r"^[0-9a-f]{64}$", message=msgid("The form lacks which document was shown. Reload the page.")
)


class LogInForm(FlaskForm):  # type: ignore[misc]
    """log-in: who a person is."""

    email = StringField(
        msgid("E-mail address"),
        validators=[InputRequired(message=msgid("Write your e-mail address.")), _LONGEST_ADDRESS],
    )
    password = PasswordField(
        msgid("Password"),
        validators=[InputRequired(message=msgid("Write your password.")), _LONGEST_PASSWORD],
    )
    next = HiddenField()


class NewDocumentForm(FlaskForm):  # type: ignore[misc]
    """new-document: a body, and the draft as pasted text or as a file."""

    body_id = SelectField(msgid("Body"), validators=[InputRequired(message=msgid("Choose a body."))])
    text = TextAreaField(msgid("Paste the text"), validators=[Optional()])
    file = FileField(msgid("Or choose a text file (.txt)"), validators=[Optional()])


class DraftTextForm(FlaskForm):  # type: ignore[misc]
    """draft-text: the text, and the lock of the draft that it was written from."""

    text = TextAreaField(msgid("The text of the minutes"))
    lock = HiddenField(
        validators=[Regexp(r"^\d{1,9}$", message=msgid("The form is not whole. Reload the page."))]
    )


class SubmitForm(FlaskForm):  # type: ignore[misc]
    """submit: the drafter's order to sign exactly the preview they were shown."""

    shown_sha256 = HiddenField(validators=[_SHA256])
    password = PasswordField(
        msgid("Your password"),
        validators=[InputRequired(message=msgid("Write your password to sign.")), _LONGEST_PASSWORD],
    )


class SignForm(FlaskForm):  # type: ignore[misc]
    """sign: a signatory's order to sign exactly the bytes they were shown."""

    shown_sha256 = HiddenField(validators=[_SHA256])
    password = PasswordField(
        msgid("Your password"),
        validators=[InputRequired(message=msgid("Write your password to sign.")), _LONGEST_PASSWORD],
    )


class RequestChangesForm(FlaskForm):  # type: ignore[misc]
    """request-changes: what the drafter should change."""

    comment = TextAreaField(
        msgid("What should be changed?"),
        # The procedure refuses a longer one; here the browser only stops at the same length.
        render_kw={"maxlength": LONGEST_COMMENT},
    )
