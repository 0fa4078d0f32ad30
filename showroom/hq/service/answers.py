"""Failures as HTTP problems: a code and plain facts, never a trace; every answer signed by HQ."""

import logging
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Response
from litestar.connection import Request
from litestar.exceptions import HTTPException
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import (
    OpenAPIFormat,
    OpenAPIMediaType,
    OpenAPIType,
    Operation,
    RequestBody,
    Schema,
)

from db.errors import StoreError
from showroom.errors import Failure, Refusal, Trouble
from showroom.hq.headquarters import Headquarters
from showroom.sync import signing
from showroom.sync.problems import Problem, problem

BYTES = "application/octet-stream"
JSON = "application/problem+json"
_STATUS = {
    "sync.unsigned": 401,
    "sync.bad_signature": 401,
    "sync.unknown_device": 401,
    "sync.clock": 401,
    "sync.replayed": 401,
    "sync.revoked": 403,
    "sync.not_found": 404,
    "sync.too_large": 413,
    "sync.too_often": 429,
    "sync.hq_busy": 503,
}
_OF_HTTP = {404: "sync.not_found", 405: "sync.not_found", 413: "sync.too_large"}
_RULE, _FAULT = 422, 500
AnyRequest = Request[Any, Any, Any]
"""A request of whatever user and state."""

_log = logging.getLogger("showroom.hq")

PROBLEMS = {
    status: ResponseSpec(Problem, media_type=JSON, description=said, generate_examples=False)
    for status, said in {
        400: "the request is no request",
        401: "not signed by a desk HQ knows, at about this time, for the first time",
        403: "the desk is shut out: it may deliver, not read",
        404: "there is no such thing, or not for this desk",
        413: "more than 4 MB",
        422: "the rules say no",
        429: "too often; the facts say how many seconds to wait",
        500: "HQ failed; it is in its log",
        503: "HQ is busy or its disk is full; try again later",
    }.items()
}


@dataclass
class BytesIn(Operation):
    """An operation whose body is a message."""

    def __post_init__(self) -> None:
        """Say so in the description."""
        binary = OpenAPIMediaType(
            schema=Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY)
        )
        self.request_body = RequestBody(content={BYTES: binary}, required=True)


def answer(hq: Headquarters, request: AnyRequest, body: bytes) -> Response[bytes]:
    """What was asked for."""
    return Response(body, media_type=BYTES, headers=_signature(hq, request, 200, body))


def refused(hq: Headquarters, request: AnyRequest, error: Exception) -> Response[bytes]:
    """The problem an exception stands for."""
    failed = _failure(error)
    status = _status(failed, error)
    request.state["code"] = failed.code
    body = msgspec.json.encode(problem(failed, hq.millis()))
    headers = _signature(hq, request, status, body)
    if "seconds" in failed.facts:
        headers["retry-after"] = str(failed.facts["seconds"])
    return Response(body, status_code=status, media_type=JSON, headers=headers)


def _failure(error: Exception) -> Failure:
    if isinstance(error, Failure):
        return error
    if isinstance(error, StoreError):
        _log.error("store: %s", error.code)
        return Trouble("sync.hq_busy")
    if isinstance(error, HTTPException):
        return Refusal(_OF_HTTP.get(error.status_code, "sync.malformed"))
    _log.error("failed", exc_info=error)
    return Trouble("sync.hq_failed")


def _status(failed: Failure, error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.status_code
    if failed.code in _STATUS:
        return _STATUS[failed.code]
    return _RULE if isinstance(failed, Refusal) else _FAULT


def _signature(
    hq: Headquarters,
    request: AnyRequest,
    status: int,
    body: bytes,
) -> dict[str, str]:
    """HQ's word on this answer to this request, where the request can be told from others."""
    try:
        nonce = bytes.fromhex(request.headers.get(signing.NONCE, ""))
    except ValueError:
        return {}
    if len(nonce) != signing.NONCE_BYTES:
        return {}
    return {signing.ANSWER: signing.sign_answer(hq.keys.sign, nonce, status, body)}
