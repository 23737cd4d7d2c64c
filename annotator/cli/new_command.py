"""annotator new: make a project file."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.saying import any_path, json_option, me_option, remark, say


@click.command(name="new")
@click.argument("project", type=any_path)
@click.option(
    "--schema",
    type=any_path,
    help="A schema as JSON; without one the project gets the default news schema.",
)
@me_option
@json_option
def command(project: Path, schema: Path | None, me: str | None, as_json: bool) -> None:
    """Make a project file.

    Example: annotator new work.sqlite --me "Ana Kovač"
    """
    from annotator.project.project import create_project

    definition = None if schema is None else _read_schema(schema)
    made = create_project(project, schema=definition, me=me, via="command")
    labels = [label.id for label in made.schema.labels]
    values = {
        "project": str(project),
        "id": made.id,
        "title": made.title,
        "labels": labels,
        "me": made.me.id if made.me else None,
        "warnings": list(made.warnings),
    }
    made.close()
    if not as_json:
        remark(list(made.warnings))
    say(f"Made the project {project} with {len(labels)} labels.", values, as_json)


def _read_schema(path: Path) -> dict[str, object]:
    import orjson

    from annotator.domain.problem import Problem

    try:
        definition = orjson.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        reason = (error.strerror or error) if isinstance(error, OSError) else "it is not JSON"
        raise Problem(
            f"The schema {path} cannot be read: {reason}.",
            "No project was made.",
            "Choose a schema file as JSON, like resources/schemas/news.json.",
            str(error),
        ) from error
    if not isinstance(definition, dict):
        raise Problem(
            f"{path} holds no schema: its JSON is not an object.",
            "No project was made.",
            "Choose a schema file as JSON, like resources/schemas/news.json.",
        )
    return definition
