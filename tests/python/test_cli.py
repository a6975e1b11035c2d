"""The command line: exit status, one-line errors, and a download from a server on this machine."""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import spreiding as sp
from spreiding.cli import commands

SQUARE = [[[4.8, 52.3], [4.9, 52.3], [4.9, 52.4], [4.8, 52.3]]]
FEATURE = {"type": "Feature", "properties": {"Wijkcode": "MH"}, "geometry": {"type": "Polygon", "coordinates": SQUARE}}


class Answers(BaseHTTPRequestHandler):
    """A stand-in for the city's service: one layer exists, one is no GeoJSON, the rest is missing."""

    def do_GET(self):
        bodies = {
            "/INDELING_WIJK": json.dumps({"type": "FeatureCollection", "features": [FEATURE]}),
            "/INDELING_BUURT": "<html>onderhoud</html>",
            "/INDELING_GEBIED": '{"type": "FeatureCollection", "features": []}',
        }
        body = bodies.get(self.path)
        self.send_response(200 if body else 404)
        self.end_headers()
        self.wfile.write((body or "").encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def address():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/{{layer}}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_fetch_writes_the_file_as_it_was_served(address, tmp_path, capsys):
    assert commands.main(["fetch", "wijk", "--to", str(tmp_path), "--from", address]) == 0
    assert json.loads((tmp_path / "wijk.geojson").read_text())["features"] == [FEATURE]
    said = capsys.readouterr().out
    assert "wijk.geojson (1 areas)" in said
    assert said.endswith('code = "Wijkcode"\n')


@pytest.mark.parametrize(
    ("level", "message"),
    [("stadsdeel", "answers 404"), ("buurt", "no JSON"), ("gebied", "without features"), ("straat", "must be one of")],
)
def test_a_failed_download_says_why_and_writes_nothing(level, message, address, tmp_path, capsys):
    assert commands.main(["fetch", level, "--to", str(tmp_path), "--from", address]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_an_address_that_does_not_answer_points_to_the_way_by_hand(tmp_path, capsys):
    # Port 9 of this machine refuses connections.
    assert commands.main(["fetch", "--to", str(tmp_path), "--from", "http://127.0.0.1:9/{layer}"]) == 2
    assert "name it by [areas] file" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["report", "check", "fetch", "example"])
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as stop:
        commands.main([command, "--help"])
    assert stop.value.code == 0
    assert "usage: spreiding" in capsys.readouterr().out


def test_an_unknown_option_is_bad_input(capsys):
    with pytest.raises(SystemExit) as stop:
        commands.main(["report", "--lang", "fr"])
    assert stop.value.code == 2
    assert "invalid choice: 'fr'" in capsys.readouterr().err


def test_a_missing_file_is_one_line_without_a_traceback(tmp_path):
    command = [
        sys.executable,
        "-m",
        "spreiding.cli",
        "report",
        str(tmp_path / "none.csv"),
        "--out",
        str(tmp_path / "x.html"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("spreiding: ")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "x.html").exists()


def test_a_broken_option_names_itself(capsys):
    assert commands.main(["report", "--column", "area"]) == 2
    assert "--column is 'area', must be NAME=VALUE" in capsys.readouterr().err


@pytest.mark.parametrize("error", [ZeroDivisionError("secret"), sp.FaultError("lost", data={"place": "here"})])
def test_what_nobody_foresaw_is_a_fault_and_no_finding(error, monkeypatch, capsys):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(commands.extra, "run_fetch", fail)
    status = commands.main(["fetch", "wijk", "--lang", "nl"])
    told = capsys.readouterr()
    assert status == 70
    assert told.out == ""
    assert "een fout in de software, niet in de invoer" in told.err
    assert "secret" not in told.err
    assert "Traceback" not in told.err
