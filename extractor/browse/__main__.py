"""``python -m extractor.browse DB``: serve the database until Ctrl+C."""

from __future__ import annotations

import argparse
import socket
import sys
from pathlib import Path

from extractor.errors import EvidenceError

HOST = "127.0.0.1"  # this machine, and no other
PORT = 8001
LAST = 65535  # the largest number of a port


def main() -> int:
    """Serve a database; return 1 and say why where that cannot be."""
    ask = argparse.ArgumentParser(prog="python -m extractor.browse", description="Serve the database, for reading.")
    ask.add_argument("db", type=Path, help="the database")
    ask.add_argument("--site", type=Path, help="the folder of its pages, to link to")
    ask.add_argument("--port", type=int, default=PORT, help=f"on {HOST} ({PORT})")
    asked = ask.parse_args()
    try:
        serve(asked.db, asked.site, asked.port)
    except EvidenceError as error:
        print(f"evidence: {error}", file=sys.stderr)
        return 1
    return 0


def serve(db: Path, site: Path | None, port: int) -> None:
    """Serve *db* on this machine until the process is stopped.

    Raises:
        EvidenceError: if Datasette or the database is missing, or the port is taken.
    """
    from extractor.store import Store

    Store(db, create=False).close()  # says why, when it is not ours
    if set(str(db)) & set("?#%"):
        raise EvidenceError(f"{db}: Datasette opens no path with ?, # or % in it; rename the file, or link to it")
    try:
        import uvicorn

        from extractor.browse.front import front
    except ImportError as error:
        raise EvidenceError(f'{error.name} is not installed: use make browse, or pip install "datasette<1"') from error
    refuse_a_port_that_is_taken(port)
    app = front(db, site).app()
    print(f"The database in a browser: http://{HOST}:{port}/ (Ctrl+C ends it)", flush=True)
    uvicorn.run(app, host=HOST, port=port, log_level="warning")


def refuse_a_port_that_is_taken(port: int) -> None:
    """Raise where somebody listens at *port* already, or this user may not."""
    if not 0 < port <= LAST:
        raise EvidenceError(f"port {port}: expected a number from 1 to {LAST}, such as PORT={PORT}")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise EvidenceError(
                f"port {port} cannot be used: {error}. Is another browse still running? "
                f"Name another: PORT={port + 1 if port < LAST else PORT}"
            ) from error


if __name__ == "__main__":
    sys.exit(main())
