"""The delays of data protection."""

from datetime import date

from allervers.law.counting import add_months


def answer_due_on(asked_on: date) -> date:
    """The last day for answering whoever asks for their data, corrects them or objects: one month after it was received
    (article 12, 3 of regulation (EU) 2016/679). That it may be two months longer is told to the person, never assumed.
    """
    return add_months(asked_on, 1)
