"""HTTP to the one address that a user named: credentials, patience, limits, and errors with a remedy.

No redirect is followed: what is sent, and with which password, goes where the user said or nowhere. A password is sent
only when the server asks for it, by Digest where it offers that. This is the only module of kg that opens connections
of its own accord; the library under it is imported when the first request is sent.
"""

from __future__ import annotations

import itertools
import math
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, NoReturn, Self
from urllib.parse import urlencode, urljoin, urlsplit

from kg.errors import InputError, RemoteError, shown
from kg.web.access import Access, address, is_loopback
from kg.work.terminal import plain

if TYPE_CHECKING:
    import requests

# Answers to which the same request may be sent again.
BUSY = frozenset([429, 502, 503, 504])
# Seconds: how long a connection may take, and how long a server may ask to be left alone.
_CONNECT, _PATIENCE = 20.0, 60
_SHOWN = 300  # characters of what a server says
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    Attributes:
        status: of HTTP.
        headers: by their names in small letters.
        body: the whole, unpacked.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def type(self) -> str:
        """The media type, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def words(self) -> str:
        """The first words of a body that is text, for a message; empty where it is none."""
        text = self.body[: 20 * _SHOWN].decode("utf-8", "replace")
        if "html" in self.type or text.lstrip()[:1] == "<":
            text = unescape(re.sub(r"(?s)<(style|script|title)\b.*?</\1>|<[^>]*>", " ", text))
        text = plain(" ".join(text.split()))
        return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


class Client:
    """Requests to one address.

    Args:
        url: the address, http or https.
        access: who asks.
        timeout: seconds without a sign of the server after which a request is given up.
        whole: seconds for all requests together, waiting included; None sets no limit.
        retries: how often a request is sent again to a server that is busy or breaks off.
        insecure: send credentials also where others on the way could read them.

    Raises:
        InputError: if the address cannot be used, or credentials would go over the net unencrypted.
    """

    def __init__(
        self,
        url: str,
        access: Access | None = None,
        *,
        timeout: float = 60,
        whole: float | None = None,
        retries: int = 5,
        insecure: bool = False,
    ) -> None:
        self.access = access or Access()
        parts = address(url)
        if not (self.access.is_anonymous or insecure or parts.scheme == "https" or is_loopback(parts.hostname or "")):
            raise InputError(
                f"the password would go to {shown(parts.netloc)} for all on the way to read. Use an https address, or "
                "--insecure where nobody listens"
            )
        self.url = url
        self._parts = parts
        self._timeout = timeout
        self._end = math.inf if whole is None else time.monotonic() + whole
        self._whole = whole
        self._retries = retries
        self._session: requests.Session | None = None
        self._was_reached = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._session is not None:
            self._session.close()

    def send(
        self,
        method: str,
        parameters: Mapping[str, str | None] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        most: int = 1 << 30,
    ) -> Answer:
        """The answer to a request; it must be one that may be sent twice.

        Args:
            method: of HTTP.
            parameters: put behind the address; None for one that has no value.
            headers: of the request.
            body: of the request.
            most: bytes that the answer may have.

        Raises:
            RemoteError: if there is no whole answer, it is too long, or it leads to another address.
        """
        from requests.exceptions import RequestException, SSLError, Timeout
        from urllib3.exceptions import HTTPError

        url = _with(self.url, parameters or {})
        for tries in itertools.count(1):
            asked = None
            try:
                answer = self._once(method, url, dict(headers or {}), body, most)
            except (Timeout, TimeoutError) as error:
                self._late(error)
            except (RequestException, HTTPError, OSError) as error:
                if tries > self._retries or isinstance(error, SSLError) or not self._was_reached:
                    raise self._broken(error, tries) from error
            else:
                if tries > self._retries or answer.status not in BUSY:
                    return self._led(answer)
                asked = answer.headers.get("retry-after")
            self._pause(tries, asked)
        raise AssertionError("counting has no end")

    def _once(self, method: str, url: str, headers: dict[str, str], body: bytes | None, most: int) -> Answer:
        answer = self._exchange(method, url, headers, body, most)
        if answer.status == 401 and self._takes_up(answer.headers.get("www-authenticate", "")):
            answer = self._exchange(method, url, headers, body, most)
        return answer

    def _exchange(self, method: str, url: str, headers: dict[str, str], body: bytes | None, most: int) -> Answer:
        session = self._opened()
        seconds = max(0.01, min(self._timeout, self._end - time.monotonic()))
        with session.request(
            method,
            url,
            data=body,
            headers=headers,
            timeout=(min(_CONNECT, seconds), seconds),
            allow_redirects=False,
            stream=True,
        ) as response:
            self._was_reached = True
            parts, size = [], 0
            while piece := response.raw.read1(_PIECE, decode_content=True):
                parts.append(piece)
                size += len(piece)
                self._check_time()
                if size > most:
                    raise RemoteError(f"{self._server} answers with more than {most / 1e6:,.0f} MB. Ask for less")
            return Answer(
                response.status_code,
                {name.lower(): value for name, value in response.headers.items()},
                b"".join(parts),
            )

    def _opened(self) -> requests.Session:
        if self._session is None:
            import requests

            self._session = requests.Session()
            # A proxy of the environment knows no way back to this machine.
            self._session.trust_env = not is_loopback(self._parts.hostname or "")
            # With something in this place, no password is looked for in ~/.netrc.
            token = self.access.token
            self._session.auth = _nobody if token is None else _bearer(token)
            self._session.headers["User-Agent"] = "kg"
        return self._session

    def _takes_up(self, challenge: str) -> bool:
        """Whether the server asks for the first time for what there is to tell."""
        from requests.auth import HTTPBasicAuth, HTTPDigestAuth

        session, user, password = self._opened(), self.access.user, self.access.password
        if user is None or password is None or session.auth is not _nobody:
            return False
        if re.search(r"\bdigest\b", challenge, re.IGNORECASE):
            session.auth = HTTPDigestAuth(user, password)
        elif re.search(r"\bbasic\b", challenge, re.IGNORECASE):
            session.auth = HTTPBasicAuth(user.encode(), password.encode())
        else:
            return False
        return True

    def _pause(self, tries: int, asked: str | None) -> None:
        """Leave the server alone, for as long as it asked, else for twice the last time."""
        seconds = min(_PATIENCE, 2.0 ** (tries - 2) if asked is None else _seconds(asked))
        if time.monotonic() + seconds > self._end:
            self._late(None)
        time.sleep(seconds)

    def _led(self, answer: Answer) -> Answer:
        """The answer, unless it leads elsewhere."""
        if answer.status in (301, 302, 303, 307, 308):
            there = plain(urljoin(self.url, answer.headers.get("location", "")))
            raise RemoteError(
                f"{self._server} leads to another address, {shown(_without_query(there), 200)}, and nothing is sent "
                "where you did not say. Give that address if you trust it"
            )
        return answer

    def _check_time(self) -> None:
        if time.monotonic() > self._end:
            self._late(None)

    def _late(self, error: Exception | None) -> NoReturn:
        seconds = self._timeout if self._whole is None else self._whole
        raise RemoteError(
            f"no whole answer of {self._server} within {seconds:g} seconds. Give it more with --timeout"
        ) from error

    @property
    def _server(self) -> str:
        return shown(f"{self._parts.scheme}://{self._parts.netloc}{self._parts.path}", 200)

    def _broken(self, error: Exception, tries: int) -> RemoteError:
        """The error for a server that cannot be reached, or not any more."""
        if not self._was_reached:
            return RemoteError(
                f"{self._server} cannot be reached: {_reason(error)}. See that the address is right and the server runs"
            )
        return RemoteError(f"{self._server} broke off {tries} times: {_reason(error)}. Try again when it runs")

    def refusal(self, answer: Answer, what: str, remedies: Mapping[int, str] | None = None) -> RemoteError:
        """The error for a status that means no.

        Args:
            answer: of the server.
            what: was asked of it, as a noun: "writing <graph>".
            remedies: for statuses, in place of the usual ones.
        """
        status = answer.status
        said = f": {answer.words}" if answer.words and status not in (401, 404) else ""
        remedy = (remedies or {}).get(status) or self._remedy(status)
        return RemoteError(f"{self._server} refuses {what} with status {status}{said}. {remedy}")

    def _remedy(self, status: int) -> str:
        names = self.access.variables
        match status:
            case 401 if self.access.is_anonymous:
                return f"It wants to know who asks: set {names}_USER and {names}_PASSWORD, or {names}_TOKEN"
            case 401:
                return f"It does not take the credentials: look at {names}_USER, {names}_PASSWORD and {names}_TOKEN"
            case 403:
                return "The account may not do that: give it the right, or use another one"
            case 404 | 405 | 501:
                return "That is no address for it: docs/stores.md has those of common stores"
            case _ if status in BUSY:
                return "It is busy: try again later"
            case _:
                return "Its log may say more"


def _with(url: str, parameters: Mapping[str, str | None]) -> str:
    """The address with parameters.

    >>> _with("http://a/b?x=1", {"default": None, "graph": "http://c/"})
    'http://a/b?x=1&default&graph=http%3A%2F%2Fc%2F'
    """
    written = "&".join(name if value is None else urlencode({name: value}) for name, value in parameters.items())
    return url + ("&" if "?" in url else "?") + written if written else url


def _seconds(asked: str) -> float:
    """How long a server wants to be left alone, by its header Retry-After: seconds, or a time; 0 for neither."""
    from urllib3.exceptions import InvalidHeader
    from urllib3.util.retry import Retry

    try:
        return Retry().parse_retry_after(asked)
    except InvalidHeader:
        return 0


def _without_query(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "one that cannot be read"
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _bearer(token: str) -> Callable[[requests.PreparedRequest], requests.PreparedRequest]:
    def tell(request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {token}"
        return request

    return tell


def _reason(error: BaseException) -> str:
    """The innermost reason of an error, without the addresses and objects that libraries wrap around it."""
    while True:
        inner = error.__cause__ or error.__context__
        inner = inner or next((part for part in error.args if isinstance(part, BaseException)), None)
        if inner is None:
            break
        error = inner
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return plain(re.sub(r"^<[^>]*>: |\(<[^>]*>, '(.*)'\)", r"\1", str(said)))[:_SHOWN]
