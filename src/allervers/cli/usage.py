"""What is said of a command that was not written as it should be: one line of French."""

import re

import typer
from typer.exceptions import TyperException

from allervers.law.fields import nearest, shown


def in_french(error: TyperException) -> str:
    """The line, with the command that it is about."""
    context = getattr(error, "ctx", None)
    if context is None:
        return f"allervers : {_said(error)}"
    return f"{context.command_path} : {_said(error)} (aide : {context.command_path} --help)"


def _said(error: TyperException) -> str:
    # typer makes only one kind of refusal public; the others are told apart by what they carry.
    message = error.message
    if isinstance(error, typer.BadParameter):
        return _parameter(error)
    if hasattr(error, "option_name"):
        return _option(error)
    if word := re.match(r"No such command '(.*?)'", message):
        return f"commande inconnue {shown(word[1])} ; {nearest(word[1], error.ctx.command.list_commands(error.ctx))}"
    if message in ("", "Missing command."):
        return f"il manque une commande, attendu : {', '.join(error.ctx.command.list_commands(error.ctx))}"
    if extra := re.fullmatch(r"Got unexpected extra argument(?:\(?s\)?)? \((.*)\)", message):
        return f"en trop : {extra[1]}"
    return message


def _option(error) -> str:
    if "requires" in error.message:
        return f"option {error.option_name} : valeur absente"
    if "does not take a value" in error.message:
        return f"option {error.option_name} : elle ne prend pas de valeur"
    known = sorted({name for each in error.ctx.command.params for name in each.opts if name.startswith("--")})
    return f"option inconnue {error.option_name} ; {nearest(error.option_name, [*known, '--help'])}"


def _parameter(error: typer.BadParameter) -> str:
    param = error.param
    name = error.param_hint or (_name(param) if param is not None else "")
    if hasattr(error, "param_type"):
        return f"il manque {name} : {param.help.rstrip('.')}" if getattr(param, "help", None) else f"il manque {name}"
    return f"{name} : {_refusal(error.message)}"


def _name(param) -> str:
    """« --year », or « FILE » for an argument."""
    return next((name for name in param.opts if name.startswith("--")), None) or (param.metavar or param.name).upper()


# What the library that reads the values says, and what we say.
_REFUSALS = (
    (r".*valid integer.*", "attendu un nombre entier"),
    (r".*valid number.*", "attendu un nombre"),
    (r".*valid date.*|.*valid datetime.*", "attendu une date AAAA-MM-JJ"),
    (r".*greater than or equal to (\S+)", r"attendu \1 ou plus"),
    (r".*less than or equal to (\S+)", r"attendu \1 ou moins"),
    (r"(?:Input should be|.* is not one of) (.*)", r"attendu \1"),
    (r".* does not exist\.?", "introuvable"),
    (r".* is a file\.?", "attendu un dossier"),
    (r".* is a directory\.?", "attendu un fichier"),
    (r".* is not (?:readable|writable)\.?", "accès refusé"),
)


def _refusal(message: str) -> str:
    for pattern, french in _REFUSALS:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, french, message, count=1, flags=re.DOTALL).replace(" or ", " ou ")
    return message
