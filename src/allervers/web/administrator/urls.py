from django.urls import path

from . import accounts, changes, credentials, partners, roles, services, status

app_name = "administrator"
urlpatterns = [
    path("", accounts.show_all, name="accounts"),
    path("nouveau/", accounts.create, name="create-account"),
    path("changements/", changes.show_all, name="changes"),
    path("<int:account_id>/", accounts.show, name="account"),
    path("<int:account_id>/role/", accounts.role, name="change-role"),
    path("<int:account_id>/etat/", accounts.state, name="change-state"),
    path("<int:account_id>/mot-de-passe/", accounts.new_password, name="new-password"),
    path("<int:account_id>/second-facteur/", credentials.reset, name="reset-second-factor"),
    path("<int:account_id>/fournisseur/", credentials.invite, name="invite-to-link"),
    path("<int:account_id>/fournisseur/retirer/", credentials.unlink, name="unlink"),
    path("<int:account_id>/service/", services.membership, name="membership"),
    path("<int:account_id>/sessions/", accounts.sessions, name="end-sessions"),
    path("partenaires/nouveau/", partners.create, name="create-partner"),
    path("roles/", roles.show, name="roles"),
    path("service/", status.show, name="status"),
]
