"""annotator check: is a project whole and consistent."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.saying import any_path, bar, json_option, remark, say

_NEXT_STEP = (
    "The file is damaged. Open a backup, or the copy of someone you share the work with. Keep "
    "this file: what is left in it can often be rescued."
)


@click.command(name="check")
@click.argument("project", type=any_path)
@click.option(
    "--refold", is_flag=True, help="Also build the tables anew from the journal and compare."
)
@json_option
def command(project: Path, refold: bool, as_json: bool) -> int:
    """Check a project: the file, the journal's hashes, texts and quotes, constraints.

    Errors are listed first, then warnings. The exit code is 1 when something is wrong; warnings
    alone do not count.

    Example: annotator check work.sqlite --refold
    """
    from annotator.domain.validation import ERROR
    from annotator.project.checking import check
    from annotator.project.import_report import count

    with bar("Checking") as progress:
        # Of many only the first are listed, and an error may not hide behind warnings.
        findings = sorted(check(project, refold, progress), key=lambda each: each.grade != ERROR)
    errors = sum(finding.grade == ERROR for finding in findings)
    warnings = len(findings) - errors
    values = {
        "project": str(project),
        "ok": errors == 0,
        "errors": errors,
        "warnings": warnings,
        "findings": [
            {"kind": each.kind, "where": each.where, "message": each.message, "grade": each.grade}
            for each in findings
        ],
    }
    if not as_json:
        remark([f"{each.grade}: {each.where}: {each.message}" for each in findings])
        if any(each.kind == "file" for each in findings):
            remark([_NEXT_STEP])
    if not findings:
        sentence = f"{project} is whole: nothing was found."
    elif not errors:
        sentence = f"{project} is whole; {count(warnings, 'warning')}."
    else:
        sentence = f"{project} has {count(errors, 'error')} and {count(warnings, 'warning')}."
    say(sentence, values, as_json)
    return 1 if errors else 0
