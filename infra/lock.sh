#!/bin/sh
# Locks the three requirement sets from pyproject.toml: sh infra/lock.sh .venv/bin
set -eu
compile() {
    out=$1
    shift
    "$bin/python" -m uv pip compile pyproject.toml --universal --python-version 3.11 \
        --generate-hashes --no-header --no-annotate -q -o "$out" "$@"
}
bin=$1
compile requirements.txt
compile requirements-embedded.txt --extra embedded
compile requirements-dev.txt --extra embedded --group dev
