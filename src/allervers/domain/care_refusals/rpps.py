"""The number of a health professional in the shared directory (RPPS): eleven digits, the last one a Luhn key.

The key catches a digit typed wrong; whether somebody has the number is the directory's to say.
"""

from stdnum import luhn

LENGTH = 11


def tidied(typed: str) -> str:
    """The number as it was typed, without what people put between its digits."""
    return "".join(typed.split()).replace(".", "").replace("-", "")


def is_valid(number: str) -> bool:
    """Eleven ASCII digits whose key is right; a row of zeros is nobody's."""
    if len(number) != LENGTH or not (number.isascii() and number.isdigit()) or not int(number):
        return False
    return luhn.is_valid(number)
