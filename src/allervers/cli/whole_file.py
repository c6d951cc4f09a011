"""What the import of a file that is kept whole or not at all says of itself."""

import json
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from allervers.domain.imports.whole import Report


def tell(report: "Report", *, dry_run: bool, as_json: bool) -> None:
    """Refusals and doubts on standard error, the rest on standard output; exit 2 where the file is refused."""
    tell_refusals(report)
    print(json.dumps(answer(report, dry_run), ensure_ascii=False) if as_json else in_words(report, dry_run))
    if report.is_refused:
        raise typer.Exit(2)


def tell_refusals(report: "Report") -> None:
    """What is refused and what is doubtful, on standard error."""
    for sentence in (*report.refusals.sentences(), *report.doubts):
        typer.echo(sentence, err=True)


def answer(report: "Report", dry_run: bool) -> dict[str, object]:
    """The file as JSON says it."""
    return {
        "dry_run": dry_run,
        "lines": report.lines,
        "refused": report.refusals.total,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "unknown_words": report.unknown_words,
        "errors": report.refusals.sentences(),
        "doubts": report.doubts,
    }


def in_words(report: "Report", dry_run: bool) -> str:
    """The file as a terminal says it."""
    file = report.refusals.file
    if report.is_refused:
        s = "s" if report.refusals.total > 1 else ""
        return f"{file} : refusé en entier, {report.refusals.total} anomalie{s}."
    lines = ["Essai : rien n'est écrit."] if dry_run else []
    lines.append(f"{file} : {report.lines} lignes ; nouvelles {report.new}, modifiées {report.changed}, "
                 f"déjà là {report.unchanged}.")  # fmt: skip
    for column, words in report.unknown_words.items():
        shown = ", ".join(f"{word} ({lines_of})" for word, lines_of in list(words.items())[:10])
        more = ", …" if len(words) > 10 else ""
        lines.append(f"{column} : {len(words)} mot(s) inconnu(s), gardé(s) tel(s) quel(s) : {shown}{more}")
    return "\n".join(lines)
