"""Where a server is and who asks it: addresses as they may be, and credentials, which stand in the environment.

A password in an address or an argument is seen by all who list processes or read logs, so neither may hold one.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from kg.errors import InputError, shown


@dataclass(frozen=True, slots=True)
class Access:
    """Who asks: a name with a password, or a token; nobody by default.

    Attributes:
        user: name of the account.
        password: its password.
        token: sent as a bearer token, in place of both.
        variables: what the names of the environment variables begin with that messages tell of.
    """

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    variables: str = "KG_PUSH"

    @property
    def is_anonymous(self) -> bool:
        """Whether there is nothing to send."""
        return self.user is None and self.token is None


def access(variables: str, environment: Mapping[str, str], user: str | None = None) -> Access:
    """The credentials of an environment: ``KG_PUSH_USER`` and ``KG_PUSH_PASSWORD``, or ``KG_PUSH_TOKEN``.

    Args:
        variables: what the names of the variables begin with.
        environment: of the process.
        user: in place of the variable.

    Raises:
        InputError: if there is a name and no password.

    >>> access("KG_PUSH", {"KG_PUSH_TOKEN": "secret"}).is_anonymous
    False
    """
    user = user or environment.get(f"{variables}_USER") or None
    password, token = environment.get(f"{variables}_PASSWORD"), environment.get(f"{variables}_TOKEN") or None
    if not re.fullmatch(r"[\x21-\x7e]*", token or "") or not (user or "").isprintable():
        # Said without the value: it is a secret.
        raise InputError(f"{variables}_USER or {variables}_TOKEN holds spaces, line ends or other signs that none has")
    if user is not None and password is None:
        raise InputError(f"no password for {shown(user)}. Put it into the environment variable {variables}_PASSWORD")
    return Access(user, password, None if user is not None else token, variables)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("store.example")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def address(url: str) -> SplitResult:
    """The parts of an address.

    Raises:
        InputError: if it is none of http or https, or holds a password.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        parts = SplitResult("", "", "", "", "")
    if parts.username is not None or parts.password is not None:
        raise InputError(
            "the address holds a name or a password, which others can see there. Put them into the environment: "
            "docs/stores.md says how"
        )
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\x00-\x20\x7f]", url):
        raise InputError(f"no address of a server: {shown(url)}. Give one as http://localhost:7878/store")
    if parts.fragment:
        raise InputError(f"the address {shown(url)} has a part behind #, which no server sees. Leave it out")
    return parts
