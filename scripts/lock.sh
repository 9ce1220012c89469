#!/bin/sh
# Renew the lock files: exact versions with hashes, for every platform, without addresses. Needs uv.
set -eu
cd "$(dirname "$0")/.."
lock() {
    out=$1; shift
    uv pip compile pyproject.toml requirements/build.in "$@" --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --no-annotate --quiet --upgrade -o "$out"
}
lock requirements/run.txt --extra model --extra pdf
lock requirements/test.txt --extra model --extra pdf --extra test
