"""The command line: exit status, one-line errors, and a download from a server on this machine."""

import io
import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import spreiding as sp
from spreiding.cli import colour, commands

SQUARE = [[[4.8, 52.3], [4.9, 52.3], [4.9, 52.4], [4.8, 52.3]]]
FEATURE = {"type": "Feature", "properties": {"Wijkcode": "MH"}, "geometry": {"type": "Polygon", "coordinates": SQUARE}}


class Answers(BaseHTTPRequestHandler):
    """A stand-in for the city's service: one layer exists, one is no GeoJSON, the rest is missing."""

    asked: list[tuple[str, str | None]] = []  # noqa: RUF012  of all requests: path, and the bytes asked for

    def do_GET(self):
        Answers.asked.append((self.path, self.headers.get("Range")))
        if self.path.startswith("/v1/"):
            self.of_a_day()
            return
        bodies = {
            "/INDELING_WIJK": json.dumps({"type": "FeatureCollection", "features": [FEATURE]}),
            "/INDELING_BUURT": "<html>onderhoud</html>",
            "/INDELING_GEBIED": '{"type": "FeatureCollection", "features": []}',
        }
        body = bodies.get(self.path)
        self.send_response(200 if body else 404)
        self.end_headers()
        self.wfile.write((body or "").encode())

    def of_a_day(self):
        """Answer as the register does, but cut the first answer off halfway; the rest follows where it is asked for."""
        properties = {"code": "E16", "naam": "Frederik Hendrikbuurt", "beginGeldigheid": "2015-01-01"}
        body = json.dumps({"type": "FeatureCollection", "features": [FEATURE | {"properties": properties}]}).encode()
        start = int((self.headers.get("Range") or "bytes=0-")[6:-1])
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        self.wfile.write(body[start:] if start else body[: len(body) // 2])

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
    for lang, written in (("en", "wijk.geojson (1 area)"), ("nl", "wijk.geojson (1 gebied)")):
        asked = ["fetch", "wijk", "--to", str(tmp_path), "--from", address, "--lang", lang]
        assert commands.main(asked) == 0
        said = capsys.readouterr().out
        assert written in said
        assert said.endswith('code = "Wijkcode"\n')
    assert json.loads((tmp_path / "wijk.geojson").read_text())["features"] == [FEATURE]


def test_fetch_takes_the_areas_of_a_day_makes_its_folder_and_takes_up_a_cut_answer(address, tmp_path, capsys):
    Answers.asked.clear()
    there = address.replace("{layer}", "v1/gebieden/{layer}/?_format=geojson&geldigOp={day}")
    folder = tmp_path / "new" / "grenzen"
    assert commands.main(["fetch", "wijk", "--date", "2016-07-01", "--to", str(folder), "--from", there]) == 0
    (path,) = folder.iterdir()
    assert path.name == "wijk_2016-07-01.geojson"
    assert sp.read_areas(path, code="code", name="naam").names == ("Frederik Hendrikbuurt",)
    (first, whole), (second, rest) = Answers.asked
    assert first == second == "/v1/gebieden/wijken/?_format=geojson&geldigOp=2016-07-01"
    assert whole is None
    assert rest.startswith("bytes=")
    assert int(rest[6:-1]) > 0
    assert 'name = "naam"' in capsys.readouterr().out


def test_a_day_that_is_none_is_bad_input(address, tmp_path, capsys):
    assert commands.main(["fetch", "--date", "juli", "--to", str(tmp_path), "--from", address]) == 2
    assert "--date" in capsys.readouterr().err


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


def test_the_package_runs_as_a_command():
    done = subprocess.run([sys.executable, "-m", "spreiding", "--version"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"spreiding {sp.__version__}\n")


def test_the_version_is_that_of_the_package(capsys):
    with pytest.raises(SystemExit) as stop:
        commands.main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"spreiding {sp.__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_a_shell_gets_its_completion(shell, capsys):
    assert commands.main(["completion", shell]) == 0
    assert "spreiding" in capsys.readouterr().out


def test_a_shell_is_told_which_commands_there_are(tmp_path):
    # As bash asks: the line so far in the environment, answers on file descriptor 8.
    told = tmp_path / "told"
    asked = {"_ARGCOMPLETE": "1", "COMP_LINE": "spreiding re", "COMP_POINT": "12", "_ARGCOMPLETE_IFS": " "}
    code = "import sys; from spreiding.cli.commands import main; sys.argv[0] = 'spreiding'; main()"
    environment = {**os.environ, **asked, "_ARGCOMPLETE_STDOUT_FILENAME": str(told)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=False, timeout=60)
    assert told.read_text().split() == ["report"]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_colours_show_on_a_terminal_only_and_not_where_unwanted(monkeypatch):
    text = "E  1 duplicate_letting (25): dubbel\n     gevonden: W 3\nW 15 high_turnover (3): veel"
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    painted = colour.findings(text, Terminal())
    assert painted.splitlines()[0] == "\x1b[1;31mE  1 duplicate_letting\x1b[0m (25): dubbel"
    assert painted.splitlines()[1:] == ["     gevonden: W 3", "\x1b[33mW 15 high_turnover\x1b[0m (3): veel"]
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == text
    assert colour.error("spreiding:", Terminal()) != "spreiding:"
    assert colour.findings(text, io.StringIO()) == text
    monkeypatch.setenv("NO_COLOR", "1")
    assert colour.findings(text, Terminal()) == text
