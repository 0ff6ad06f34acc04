"""Write every generated file: workbooks, column guide, mail templates; or check that they are so."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from chalicelib.adapters.xlsx.new import rendered as workbook  # noqa: E402
from chalicelib.model.word import Language  # noqa: E402
from chalicelib.sample.contents import sample  # noqa: E402
from chalicelib.tables.defaults import default_rows, home  # noqa: E402
from sheets_templates import build_mails  # noqa: E402
from sheets_templates.guide import guide  # noqa: E402

HERE = ROOT / "sheets_templates"


def made() -> dict[Path, bytes]:
    """Return every generated file's bytes by its path."""
    files = {HERE / "README.md": guide().encode()}
    for language in Language:
        empty = default_rows(home(language))
        files[HERE / f"desk-{language}.xlsx"] = workbook(language, empty)
        files[HERE / f"sample-{language}.xlsx"] = workbook(language, sample(language))
    mails = build_mails.rendered()
    return {**files, **{path: text.encode() for path, text in mails.items()}}


def stale(files: Mapping[Path, bytes]) -> Iterator[Path]:
    """Yield the files that are missing or differ from what would be written."""
    for path, content in files.items():
        if not path.is_file() or _parts(path.read_bytes()) != _parts(content):
            yield path


def _parts(content: bytes) -> object:
    """Return what must agree: a zip's parts, as compressors differ between machines."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except BadZipFile:
        return content


def main(arguments: Sequence[str]) -> int:
    """Write the files, or with --check name the stale ones; return the exit code."""
    files = made()
    names = {path: path.relative_to(ROOT) for path in stale(files)}
    if list(arguments) == ["--check"]:
        for name in names.values():
            sys.stderr.write(f"stale: {name} (run: make templates)\n")
        return 1 if names else 0
    for path, name in names.items():
        path.write_bytes(files[path])
        sys.stdout.write(f"wrote {name}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
