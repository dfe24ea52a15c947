"""The process an .xls is read in: it may use so much memory and time, open nothing, and then it is gone."""

from __future__ import annotations

import io
import pickle
import resource
import sys

from linli.base.tables import calamine, limits

NOTHING_THERE = 3


def main() -> int:
    """Read an .xls from standard input, write the pickled sheet to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_BYTES, limits.CHILD_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CHILD_SECONDS, limits.CHILD_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        found = calamine.load(io.BytesIO(sys.stdin.buffer.read()), sys.argv[1] or None)
    except LookupError:
        return NOTHING_THERE
    sys.stdout.buffer.write(pickle.dumps(found, protocol=pickle.HIGHEST_PROTOCOL))
    return 0


if __name__ == "__main__":
    sys.exit(main())
