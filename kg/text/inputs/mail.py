"""Messages: one (.eml), or a whole box of them (.mbox)."""

from __future__ import annotations

import email
import email.policy
import email.utils
import re
from collections.abc import Iterator
from email.message import EmailMessage

from kg.errors import DocumentError
from kg.text.inputs import markup
from kg.text.inputs.fields import Row

_BEGIN = re.compile(rb"(?:\A|(?<=\n))From [^\n]*\n")


def message(data: bytes) -> Iterator[Row]:
    """The only row of a message.

    Raises:
        DocumentError: if it is none.
    """
    values = _values(data)
    if not values.get("text"):
        raise DocumentError("the message holds no text. Its attachments are not read: save them as files")
    yield Row("", values)


def box(data: bytes) -> Iterator[Row]:
    """The messages of a box, each with its number.

    Raises:
        DocumentError: if it is no box.
    """
    begins = [found.span() for found in _BEGIN.finditer(data)]
    if not begins or begins[0][0] != 0:
        raise DocumentError('is no box of messages: its first line does not begin with "From ". Save it as .eml')
    ends = [start for start, _ in begins[1:]] + [len(data)]
    for number, ((_, start), end) in enumerate(zip(begins, ends, strict=True), start=1):
        # A line of a text that begins so was given a mark when it was put into the box.
        yield Row(f"message {number}", _values(re.sub(rb"(?m)^>(>*From )", rb"\1", data[start:end])))


def _values(data: bytes) -> dict[str, object]:
    try:
        parsed = email.message_from_bytes(data, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)  # that policy makes no other
        if not parsed.keys():
            raise DocumentError("is no message: it has no lines as From: and Subject: above its text. Save it as .txt")
        name, address = email.utils.parseaddr(str(parsed.get("From", "")))
        return {
            "message-id": str(parsed.get("Message-ID", "")).strip().strip("<>"),
            "text": _text(parsed),
            "title": str(parsed.get("Subject", "")),
            "date": str(parsed.get("Date", "")),
            "source": name or address,
            "from": address,
            "to": str(parsed.get("To", "")),
        }
    except (ValueError, LookupError, AttributeError, TypeError, IndexError) as error:
        # The parser of the standard library stumbles over some broken heads.
        raise DocumentError(f"the message cannot be read ({error}). Save its text as .txt") from error


def _text(parsed: EmailMessage) -> str:
    body = parsed.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        words = body.get_content()
    except LookupError:  # an encoding that nobody knows
        payload = body.get_payload(decode=True)
        words = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    words = words if isinstance(words, str) else ""
    return markup.text(words) if body.get_content_subtype() == "html" else words.replace("\r\n", "\n")
