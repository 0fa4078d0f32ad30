import json
import logging
import sys

from showroom.hq.service.figures import Figures, Heard, JsonFormatter


def test_figures_count_by_route_and_tell_where_the_store_stands(hq):
    figures = Figures(hq)
    figures.count(Heard("/v1/sync", 200, "", 100, 2000, 0.01, "ab" * 16))
    figures.count(Heard("/v1/sync", 401, "sync.clock", 50, 60, 0.001))
    text = figures.text().decode()
    assert 'hq_requests_total{code="sync.clock",route="/v1/sync",status="401"} 1.0' in text
    assert 'hq_bytes_total{way="sent"} 2060.0' in text
    assert 'hq_store{what="head"} 0.0' in text
    assert "abab" not in text


def line(message, *args, **extra):
    record = logging.LogRecord("showroom.hq", logging.INFO, "", 1, message, args, None)
    record.__dict__.update(extra)
    return record


def test_a_log_line_is_one_json_object():
    heard = Heard("/v1/sync", 200, "", 1, 2, 0.0123456, "ab")
    told = json.loads(JsonFormatter().format(line("answered", heard=heard)))
    assert told["route"] == "/v1/sync"
    assert told["seconds"] == 0.0123
    assert {"at", "level", "from", "what"} <= told.keys()


def test_a_log_line_carries_nobodys_phone_or_name():
    try:
        int("王小明 13912345678")
    except ValueError:
        record = line("call of 张伟 13812345678 failed")
        record.exc_info = sys.exc_info()
        text = JsonFormatter().format(record)
    assert not any(word in text for word in ("王小明", "张伟", "13912345678", "13812345678"))
    assert "ValueError" in json.loads(text)["trace"]
