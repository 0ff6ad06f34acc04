#!/bin/sh
# Locks the requirement sets, from pyproject.toml and *.in: sh infra/lock.sh .venv/bin
set -eu
compile() {
    from=$1
    out=$2
    shift 2
    "$bin/python" -m uv pip compile "$from" --universal --python-version 3.11 \
        --generate-hashes --no-header --no-annotate -q -o "$out" "$@"
}
bin=$1
compile pyproject.toml requirements.txt
compile pyproject.toml requirements-embedded.txt --extra embedded
compile pyproject.toml requirements-dev.txt --extra embedded --extra cloud --group dev
compile requirements-cloud.in requirements-cloud.txt
compile requirements-runtime.in requirements-runtime.txt
