"""Files that stand elsewhere, fetched from servers on 127.0.0.1 that the tests start. Oracle: the same file read here.

The object store is a stand-in that answers as S3 does to reading and listing. All made up.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import polars as pl
import pytest

import spreiding as sp
from spreiding.values import remote

AS = {"groups": "harmonised", "period": ("2020-01-01", "2021-12-31")}
KEY = "AKIAGEHEIM"


def records(first=0, rows=3_000):
    i = pl.int_range(first, first + rows)
    return pl.select(
        date=pl.date(2020, 1, 1) + pl.duration(days=i * 7 % 700),
        area="E" + (i % 16).cast(pl.String),
        group=pl.when(i % 3 == 0).then(pl.lit("UMO")),
    )


class Web(BaseHTTPRequestHandler):
    """Hands out files with ranges; breaks off, refuses and sends on where the address says so."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        server, parts = self.server, urlsplit(self.path)
        server.asked.append((parts.path, self.headers.get("Range"), self.headers.get("Authorization")))
        kind, name = parts.path.strip("/").partition("/")[::2]
        if kind == "s3":
            return self.store(name, parse_qs(parts.query, keep_blank_values=True))
        if kind in {"denied", "gone", "ill", "away"}:
            status = {"denied": 403, "gone": 404, "ill": 503, "away": 302}[kind]
            more = {"Location": f"ftp://127.0.0.1/{name}"} if kind == "away" else {}
            return self.answer(status, b"Jan Jansen " + KEY.encode(), more)
        return self.whole(server.files.get(name), cut=kind)

    def do_HEAD(self):
        self.do_GET()

    def whole(self, content, cut=""):
        if content is None:
            return self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        first, last = 0, len(content)
        if asked := re.match(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or ""):
            first, last = int(asked[1]), min(int(asked[2] or last) + (asked[2] != ""), last)
        body, more = content[first:last], {"Content-Range": f"bytes {first}-{last - 1}/{len(content)}"}
        more |= {"ETag": f'"{hashlib.md5(content).hexdigest()}"', "Last-Modified": "Sat, 28 Nov 2026 12:00:00 GMT"}  # noqa: S324
        if cut == "always" or (cut == "once" and not first):
            self.answer(206 if asked else 200, body[: len(body) // 2], more, claimed=len(body))
            self.close_connection = True
            return None
        return self.answer(206 if asked else 200, body, more)

    def store(self, name, query):
        bucket, _, key = name.partition("/")
        if bucket == "secret":
            return self.answer(403, f"<Error><Code>AccessDenied</Code><Key>{KEY}</Key></Error>".encode())
        if "list-type" in query:
            prefix = query.get("prefix", [""])[0]
            entry = "<Contents><Key>{}</Key><LastModified>2026-11-28T12:00:00.000Z</LastModified><ETag>&quot;x&quot;</ETag><Size>{}</Size></Contents>"
            found = [entry.format(k, len(v)) for k, v in sorted(self.server.files.items()) if k.startswith(prefix)]
            return self.answer(
                200, f"<ListBucketResult><IsTruncated>false</IsTruncated>{''.join(found)}</ListBucketResult>".encode()
            )
        return self.whole(self.server.files.get(key), cut="always" if bucket == "broken" else "")

    def answer(self, status, body, more=None, claimed=None):
        self.send_response(status)
        for key, value in {**(more or {}), "Content-Length": str(claimed or len(body))}.items():
            self.send_header(key, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    held = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    held.files, held.asked = {}, []
    for part in range(3):
        frame = records(part * 3_000)
        frame.write_parquet(folder / f"verhuringen-{part}.parquet")
        held.files[f"map/verhuringen-{part}.parquet"] = (folder / f"verhuringen-{part}.parquet").read_bytes()
    held.files["map/alles.csv"] = records(rows=9_000).write_csv(None, separator=";").encode()
    held.files["map/_SUCCESS"] = b"-"
    held.files["voorraad.csv"] = b"area;stock\nE1;5200\n"
    thread = threading.Thread(target=held.serve_forever, daemon=True)
    thread.start()
    yield held
    held.shutdown()
    held.server_close()


@pytest.fixture
def web(server):
    server.asked.clear()
    return f"http://127.0.0.1:{server.server_port}"


@pytest.fixture
def store(web, monkeypatch):
    pytest.importorskip("obstore", reason="needs obstore: pip install 'spreiding[stores]'")
    settings = {
        "AWS_ENDPOINT_URL": f"{web}/s3", "AWS_ALLOW_HTTP": "true", "AWS_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": "geheim",
    }  # fmt: skip
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(remote, "PATIENCE", 5)
    return "s3://bak"


@pytest.fixture
def counts():
    return sp.count(sp.read_rentals(records(rows=9_000), **AS), by=["area", "month"]).to_polars()


def counted(source):
    return sp.count(sp.read_rentals(source, **AS), by=["area", "month"]).to_polars()


def test_files_of_the_web_count_as_those_at_hand(web, counts):
    assert counted(f"{web}/x/map/alles.csv").equals(counts)
    assert counted([f"{web}/x/map/verhuringen-{part}.parquet?sig=geheim" for part in range(3)]).equals(counts)
    assert sp.read_stock(f"{web}/x/voorraad.csv").to_dicts() == [{"area": "E1", "stock": 5200}]


def test_a_name_and_password_go_to_the_service_and_into_no_message(server, web):
    address = web.replace("//", "//jan:geh%40im@")
    sp.read_rentals(f"{address}/x/map/alles.csv", **AS)
    assert server.asked[-1][2] == "Basic amFuOmdlaEBpbQ=="
    for kind, code in {
        "denied": "remote-denied",
        "gone": "file-missing",
        "ill": "remote-fails",
        "away": "remote-fails",
    }.items():
        with pytest.raises(sp.InvalidInputError) as caught:
            sp.read_rentals(f"{address}/{kind}/verhuringen.csv?sig={KEY}", **AS)
        assert caught.value.code == code
        assert "verhuringen.csv" in str(caught.value)
        assert not re.search(f"geh|jan|Jan|{KEY}|127.0.0.1", str(caught.value))
        assert isinstance(caught.value, FileNotFoundError) == (code == "file-missing")


def test_a_cut_connection_is_taken_up_where_it_stopped(server, web, counts):
    assert counted(f"{web}/once/map/alles.csv").equals(counts)
    half = len(server.files["map/alles.csv"]) // 2
    assert [asked for _, asked, _ in server.asked] == [None, f"bytes={half}-"]
    with pytest.raises(sp.InvalidInputError) as caught:
        counted(f"{web}/always/map/alles.csv")
    assert caught.value.code == "remote-fails"
    assert "cut off" in str(caught.value)


def test_no_service_at_all_is_told_shortly():
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals("http://127.0.0.1:9/verhuringen.csv", **AS)
    assert caught.value.code == "remote-fails"
    assert len(str(caught.value)) < 200


def test_files_of_an_object_store_count_as_those_at_hand(store, counts):
    assert counted(f"{store}/map/alles.csv").equals(counts)
    assert counted(f"{store}/map/verhuringen-*.parquet").equals(counts)
    assert counted([f"{store}/map/verhuringen-{part}.parquet" for part in range(3)]).equals(counts)
    assert sp.read_stock(f"{store}/voorraad.csv").to_dicts() == [{"area": "E1", "stock": 5200}]


def test_what_an_object_store_does_not_give(store):
    cases = {
        f"{store}/map/geen.csv": "file-missing",
        f"{store}/map/geen-*.csv": "no-file-of-pattern",
        "s3://secret/map/alles.csv": "remote-denied",
        "s3://broken/map/alles.csv": "remote-fails",
    }
    for address, code in cases.items():
        with pytest.raises(sp.InvalidInputError) as caught:
            sp.read_rentals(address, **AS)
        assert caught.value.code == code, address
        assert not re.search(f"{KEY}|geheim|127.0.0.1|http", str(caught.value))


def test_a_file_that_is_named_twice_is_refused(store):
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals([f"{store}/map/alles.csv"] * 2, **AS)
    assert caught.value.code == "file-twice"


def test_the_missing_package_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "obstore", None)
    with pytest.raises(sp.InvalidInputError) as caught:
        sp.read_rentals("az://rekening/bak/verhuringen.parquet", **AS)
    assert caught.value.code == "needs-package"
    assert "spreiding[stores]" in str(caught.value)


def test_copies_go_when_the_process_ends(web, tmp_path):
    code = f"import spreiding as sp; sp.read_rentals({web + '/x/map/alles.csv'!r}, groups='harmonised')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"TMPDIR": str(tmp_path), "PYTHONPATH": ":".join(sys.path)},
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []
