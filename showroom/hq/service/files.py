"""The routes of what lies in files: snapshots and attachments, in parts of a few megabytes."""

from collections.abc import Callable
from typing import Annotated, Any

from litestar import Response, get, post, put
from litestar.params import PathParameter, QueryParameter

from showroom.hq import blobs, snapshot
from showroom.hq.headquarters import Headquarters
from showroom.hq.service import answers
from showroom.hq.service.answers import AnyRequest

Name = Annotated[str, PathParameter(pattern="^[0-9a-f]{32,64}$")]
Place = Annotated[int, QueryParameter(ge=0, le=1 << 40)]

_part: dict[str, Any] = {"media_type": answers.BYTES, "responses": answers.PROBLEMS}
_brought: dict[str, Any] = {**_part, "status_code": 200, "operation_class": answers.BytesIn}


@post("/v1/snapshot", summary="Where the snapshot of a desk's buckets is", **_brought)
async def asked(request: AnyRequest) -> Response[bytes]:
    """Made now if there is none; no id where pages are quicker."""
    return await _asked(request, snapshot.ask)


@get("/v1/snapshot/{name:str}", summary="A snapshot from a place on", **_part)
async def snapshot_part(request: AnyRequest, name: Name, at: Place = 0) -> Response[bytes]:
    """At most 2 MB; the desk asks again for the rest."""
    return await _asked(request, lambda hq, desk, _body: snapshot.part(hq, desk, (name, at)))


@get("/v1/blob/{name:str}", summary="An attachment from a place on", **_part)
async def blob_part(request: AnyRequest, name: Name, at: Place = 0) -> Response[bytes]:
    """How long it is in eight bytes, then at most 1 MB."""
    return await _asked(request, lambda hq, desk, _body: blobs.part(hq, desk, (name, at)))


@put("/v1/blob/{name:str}", summary="A part of an attachment", **_brought)
async def blob_put(request: AnyRequest, name: Name, at: Place, size: Place) -> Response[bytes]:
    """How much of it HQ has now, in eight bytes; a part that does not fit changes nothing."""

    def taken(hq: Headquarters, desk: bytes, body: bytes) -> bytes:
        return blobs.take(hq, desk, blobs.Part(name, at, size, body))

    return await _asked(request, taken, revoked_may=True)


async def _asked(
    request: AnyRequest,
    room: Callable[[Headquarters, bytes, bytes], bytes],
    *,
    revoked_may: bool = False,
) -> Response[bytes]:
    service = request.app.state["service"]
    answer: Response[bytes] = await service.ask(request, room, revoked_may=revoked_may)
    return answer


ROUTES = (asked, snapshot_part, blob_part, blob_put)
