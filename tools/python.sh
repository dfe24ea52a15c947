#!/bin/sh
# Print a Python of 3.11 or later that can make environments; say on stderr how to get one if there is none.
# A name in PATH proves nothing (version managers leave dead shims), so each candidate is run.
sound='import sys; sys.exit(0 if sys.version_info >= (3, 11) else 1)'
complete='import ensurepip, venv'
bare=''
for name in ${PYTHON:-} python3.11 python3 python3.12 python3.13 /usr/bin/python3.11 /usr/bin/python3; do
    "$name" -c "$sound" >/dev/null 2>&1 || continue
    if "$name" -c "$complete" >/dev/null 2>&1; then
        echo "$name"
        exit 0
    fi
    bare=${bare:-$name}
done
if [ -n "$bare" ]; then
    version=$("$bare" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    echo "Linli: $bare has no venv module, so no environment can be made." >&2
    echo "Mend: apt-get install $version-venv (Debian, Ubuntu), or set PYTHON to another Python 3.11 or later." >&2
else
    echo "Linli needs Python 3.11 or later, and none was found in PATH." >&2
    echo "Mend: apt-get install python3.11 python3.11-venv (Debian 12), or see https://www.python.org/downloads/," >&2
    echo "      then call make again, or name it: make run PYTHON=/path/to/python3.11" >&2
fi
exit 1
