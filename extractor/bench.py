"""How fast the tool is and whether its memory stays flat: ``make bench BENCH=file.jsonl.gz``."""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from extractor.errors import fault
from extractor.flow import chain
from extractor.model import Document
from extractor.read import READERS, documents_in, read
from extractor.read.options import DEFAULT
from extractor.store import Store

EXAMPLES = Path("corpus/examples")
STAGES = ("read", "language", "segment", "recognise", "learned", "link", "check", "store")
WARM_UP = "We treated 43 patients. Pain relief was seen in 24 of 43 (55.8%)."


class Clock:
    """Seconds by stage: the time from one call of :meth:`at` to the next belongs to the stage named first."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._stage, self._since = "", time.perf_counter()

    def at(self, stage: str) -> None:
        """Begin *stage*; the empty one is not counted."""
        now = time.perf_counter()
        self.seconds[self._stage] += now - self._since
        self._stage, self._since = stage, now


def texts(file: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the texts in a file of JSON lines, zipped or not; each line has a key ``text``."""
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            yield f"{number}", json.loads(line)["text"].encode()


def documents(source: Path | None, clock: Clock) -> Iterator[Document]:
    """Yield documents as ``read`` gives them; *source* None means the examples that come with the project."""
    if source is None:
        for path, name in documents_in([EXAMPLES]):
            clock.at("read")
            yield from read(path, name)
        return
    for name, content in texts(source):
        clock.at("read")
        found = READERS["txt"](Path(f"{name}.txt"), content, name, DEFAULT)
        yield from (it for it in found if isinstance(it, Document))


def memory() -> float:
    """Return the megabytes this process holds now; where the system does not say, the most it ever held."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 1e6
    return peak()


def peak() -> float:
    """Return the megabytes this process held at most."""
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, Linux kilobytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def bench(source: Path | None, limit: int | None) -> int:
    """Run the chain over *source* on one core, print the figures, return 1 if a document made the tool fail."""
    began = time.perf_counter()
    study_of, clock = chain(), Clock()
    study_of(Document("warm-up", "", "txt", "", WARM_UP), at=lambda stage: None)
    print(f"ready after {time.perf_counter() - began:.1f} s, {memory():.0f} MB")
    held, faults, slowest, count = [], [], (0.0, ""), 0
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "bench.sqlite") as store:
        began = time.perf_counter()
        clock.at("")
        for document in itertools.islice(documents(source, clock), limit):
            since = time.perf_counter()
            try:
                study = study_of(document, at=clock.at)
                clock.at("store")
                store.save(study)
            except Exception as error:
                faults.append(f"{document.name}: {fault(error)}")
            clock.at("")
            slowest = max(slowest, (time.perf_counter() - since, document.name))
            count += 1
            if count % 100 == 0:
                held.append(memory())
        seconds = time.perf_counter() - began
    held.append(memory())
    print(*figures(count, seconds, clock, slowest, held), *faults[:20], sep="\n")
    return 1 if faults else 0


def figures(count: int, seconds: float, clock: Clock, slowest: tuple[float, str], held: list[float]) -> Iterator[str]:
    """Yield the lines of the report; *held* are megabytes, every 100 documents and at the end."""
    yield f"{count:,} documents in {seconds:.1f} s on one core: {count / seconds:.1f} a second"
    yield ""
    yield "stage      ms a document"
    for stage in STAGES:
        yield f"{stage:<10} {1000 * clock.seconds[stage] / max(count, 1):>13.2f}"
    yield ""
    quarters = [held[min(len(held) - 1, len(held) * part // 4)] for part in range(5)]
    yield f"memory in MB at 0, 1/4, 1/2, 3/4 and all: {', '.join(f'{mb:.0f}' for mb in quarters)}; at most {peak():.0f}"
    yield f"slowest: document {slowest[1]}, {slowest[0]:.2f} s"


def main() -> int:
    """Read the command line, measure."""
    parser = argparse.ArgumentParser(prog="python -m extractor.bench", description=__doc__)
    parser.add_argument("source", nargs="?", type=Path, metavar="FILE", help="JSON lines with a key text, .gz or not")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N")
    args = parser.parse_args()
    return bench(args.source, args.limit)


if __name__ == "__main__":
    raise SystemExit(main())
