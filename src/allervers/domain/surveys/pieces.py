"""What the database refuses of a survey, in words."""

from ..pieces.refusals import refuses
from .models import LAST_DAY

refuses(
    {
        "survey_closes_after_it_opens": "Une enquête ne se ferme pas avant d’avoir été ouverte.",
        "survey_days_possible": f"Ces dates sont trop anciennes, ou après {LAST_DAY.year}.",
        "survey_about_possible": "Cette année n’est pas possible.",
        "survey_once_a_year": "Une enquête de ce titre existe déjà pour cette année.",
        "survey_withdrawn_says_why": "Dites pourquoi l’enquête est retirée.",
        "survey_answer_in_time": "Cette enquête n’est plus ouverte : la réponse ne change plus.",
    }
)
