"""Sentences that several forms say."""

TOO_MANY = (
    "Trop d’essais avec cet identifiant. Attendez un quart d’heure, puis réessayez. Mot de passe oublié ? La personne "
    "qui gère les comptes dans votre organisme peut vous en donner un autre."
)
