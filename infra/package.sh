#!/bin/sh
# The Lambda's zip and CloudFormation template: sh infra/package.sh .venv/bin build/package
# The packager exits 0 even when a dependency could not be built, so its words are read too.
set -eu
bin=$1
out=$2
export AWS_DEFAULT_REGION="${AWS_DEFAULT_REGION:-us-east-1}" PYTHONDONTWRITEBYTECODE=1
PATH=$(cd "$bin" && pwd):$PATH
export PATH
find chalicelib -name __pycache__ -prune -exec rm -rf {} +
rm -rf "$out"
mkdir -p "$out"
if ! chalice package "$out" >"$out/package.log" 2>&1 || grep -qiE 'could not install|error|warning' "$out/package.log"; then
    cat "$out/package.log" >&2
    exit 1
fi
ls -l "$out/deployment.zip" "$out/sam.json"
"$bin/python" infra/handlers.py "$out"
