"""Sentences that several forms say."""

TOO_MANY = (
    "Trop d’essais. Attendez un quart d’heure, puis réessayez, ou connectez-vous depuis le poste où vous le faites "
    "d’habitude. Mot de passe oublié ? La personne qui gère les comptes dans votre organisme peut vous en donner un "
    "autre."
)
