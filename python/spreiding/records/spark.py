"""Border: a session of Spark, with what it needs said before it starts."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from spreiding.values.extras import needed
from spreiding.words.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyspark.sql import SparkSession

#: Java that Spark 4 needs.
JAVA = 17
#: Beginning of the address of Spark Connect, which has its Java elsewhere.
CONNECT = "sc://"
#: Its port where none is named, and the seconds that it has to answer.
PORT, WAIT = 15002, 10


def spark_session(master: str = "local[*]", *, options: Mapping[str, str] | None = None) -> SparkSession:
    """Return a session of Spark, the one there is or a new one.

    Parameters
    ----------
    master
        Where it runs: ``"local[*]"`` (this machine), ``"local-cluster[2,1,1024]"`` (worker processes on this machine:
        their number, cores and megabytes), ``"spark://host:7077"``, ``"yarn"``, ``"k8s://…"``, or ``"sc://host:15002"``
        (Spark Connect).
    options
        Settings of Spark, such as ``{"spark.executor.memory": "2g"}``.

    Returns
    -------
    pyspark.sql.SparkSession
        Its workers run the Python of this process, unless ``PYSPARK_PYTHON`` says otherwise; on a cluster that Python
        must have ``spreiding`` where points are located.

    Raises
    ------
    InvalidInputError
        If pyspark is not installed, or Java is missing or older than 17: it is looked for in ``JAVA_HOME``, then in
        ``PATH``; if no server of Spark Connect is found at its address.
    """
    needed("pyspark", "spark", "Spark")
    builder = needed("pyspark.sql", "spark", "Spark").SparkSession.builder
    if master.lower().startswith(CONNECT):
        needed("grpc", "spark", "Spark Connect")
        _need_server(master)
        builder = builder.remote(master)
    else:
        _need_java()
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.master(master)
    for name, value in (options or {}).items():
        builder = builder.config(name, value)
    session: SparkSession = builder.getOrCreate()
    return session


def _need_server(master: str) -> None:
    """Refuse where nothing answers; Spark itself goes on trying for ten minutes. What follows the port may be a key."""
    try:
        parts = urlsplit(master)
        host, port = parts.hostname or "", parts.port or PORT
    except ValueError:
        raise refusal("spark-address") from None
    try:
        socket.create_connection((host, port), timeout=WAIT).close()
    except OSError as error:
        raise refusal("spark-no-server", host=host, port=str(port), reason=type(error).__name__) from None


def _need_java() -> None:
    """Refuse where Spark would not find a Java that it can use."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")
    if found is None:
        raise refusal("spark-no-java", needed=JAVA, where="JAVA_HOME" if home else "PATH")
    said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False)  # noqa: S603  named by the user
    version = re.search(r'version "(?:1\.)?(\d+)', said.stderr + said.stdout)
    if version is None or int(version[1]) < JAVA:
        raise refusal("spark-old-java", needed=JAVA, found=version[1] if version else "?")
