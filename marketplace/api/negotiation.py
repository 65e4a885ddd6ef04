"""What may be asked for and what may be sent: 406 and 415, before a route runs."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import HTTPException, Request
from fastapi.routing import APIRoute

JSON = "application/json"


async def negotiate(request: Request) -> None:
    """A dependency: refuses a body that is not JSON (415), and who cannot take what the route gives (406)."""
    route = request.scope["route"]
    assert isinstance(route, APIRoute)
    accept = ",".join(request.headers.getlist("accept"))
    if route.status_code != HTTPStatus.NO_CONTENT and not acceptable(accept, offered := produces(route)):
        raise HTTPException(HTTPStatus.NOT_ACCEPTABLE, f"This address answers with {offered}. Accept it, or */*.")
    sent = request.headers.get("content-type", "")
    if route.body_field and await request.body() and not _is_json(sent):
        raise HTTPException(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"Send the body as {JSON}, and say so in Content-Type.",
            headers={"Accept": JSON},
        )


def produces(route: APIRoute) -> str:
    """The media type of the route's answer: JSON, where it does not declare another."""
    declared: dict[str, object] = route.responses.get(HTTPStatus.OK, {}).get("content", {})
    return next(iter(declared), JSON)


def acceptable(accept: str, offered: str) -> bool:
    """Whether an Accept header takes this media type: the range that names it most closely decides (RFC 9110, 12.5.1).

    >>> [acceptable(accept, "text/plain") for accept in ("text/html, */*;q=0.1", "*/*, text/plain;q=0")]
    [True, False]
    """
    if not accept.strip():
        return True
    kind = offered.partition("/")[0]
    closeness = {offered: 2, f"{kind}/*": 1, "*/*": 0}
    closest, taken = -1, False
    for part in accept.lower().split(","):
        name, *parameters = (word.strip() for word in part.split(";"))
        if closeness.get(name, -1) > closest:
            closest, taken = closeness[name], not any(_is_zero(parameter) for parameter in parameters)
    return taken


def _is_zero(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    return name.strip() == "q" and value.strip() in {"0", "0.", "0.0", "0.00", "0.000"}


def _is_json(content_type: str) -> bool:
    kind, _, subtype = content_type.partition(";")[0].strip().lower().partition("/")
    return kind == "application" and (subtype == "json" or subtype.endswith("+json"))
