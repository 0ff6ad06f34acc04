#!/bin/sh
# The Lambda's zip and CloudFormation template: sh infra/package.sh .venv/bin build/package
# Built from a copy, so that nothing but source gets in: same source, same zip. The packager
# exits 0 even when a dependency could not be built, so its words are read too.
set -eu
bin=$(cd "$1" && pwd)
rm -rf "$2"
mkdir -p "$2/source/.chalice"
out=$(cd "$2" && pwd)
export AWS_DEFAULT_REGION="${AWS_DEFAULT_REGION:-us-east-1}" PYTHONDONTWRITEBYTECODE=1
PATH=$bin:$PATH
export PATH
cp -R app.py chalicelib requirements.txt "$out/source"
cp .chalice/*.json "$out/source/.chalice"
find "$out/source" -name __pycache__ -prune -exec rm -rf {} +
python infra/template.py join "$out/ours.yaml"
if ! chalice --project-dir "$out/source" package --merge-template "$out/ours.yaml" "$out" \
    >"$out/package.log" 2>&1 || grep -qiE 'could not install|error|warning' "$out/package.log"; then
    cat "$out/package.log" >&2
    exit 1
fi
rm -rf "$out/source" "$out/ours.yaml"
python infra/template.py mend "$out/sam.yaml"
cfn-lint "$out/sam.yaml"
python infra/handlers.py "$out"
sha256sum "$out/deployment.zip" "$out/sam.yaml"
