"""The routes of what lies in files: snapshots and attachments, in parts of a few megabytes."""

from typing import Any

from litestar import Response, get, post, put

from showroom.hq import blobs, snapshot
from showroom.hq.service import answers
from showroom.hq.service.answers import AnyRequest

_part: dict[str, Any] = {"media_type": answers.BYTES, "responses": answers.PROBLEMS}


@post("/v1/snapshot", summary="Where the snapshot of a desk's buckets is", status_code=200, **_part)
async def asked(request: AnyRequest) -> Response[bytes]:
    """Made now if there is none; no id where pages are quicker."""
    return await request.app.state["service"].ask(request, snapshot.ask)


@get("/v1/snapshot/{name:str}", summary="A snapshot from a place on", **_part)
async def snapshot_part(request: AnyRequest, name: str, at: int = 0) -> Response[bytes]:
    """At most 2 MB; the desk asks again for the rest."""
    return await request.app.state["service"].ask(
        request, lambda hq, device, _body: snapshot.part(hq, device, (name, at))
    )


@get("/v1/blob/{name:str}", summary="An attachment from a place on", **_part)
async def blob_part(request: AnyRequest, name: str, at: int = 0) -> Response[bytes]:
    """How long it is in eight bytes, then at most 1 MB."""
    return await request.app.state["service"].ask(
        request, lambda hq, device, _body: blobs.part(hq, device, (name, at))
    )


@put("/v1/blob/{name:str}", summary="A part of an attachment", status_code=200, **_part)
async def blob_put(request: AnyRequest, name: str, at: int, size: int) -> Response[bytes]:
    """How much of it HQ has now, in eight bytes; a part that does not fit changes nothing."""
    return await request.app.state["service"].ask(
        request,
        lambda hq, device, body: blobs.take(hq, device, blobs.Part(name, at, size, body)),
        revoked_may=True,
    )


ROUTES = (asked, snapshot_part, blob_part, blob_put)
