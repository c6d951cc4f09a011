"""The client that tests look at pages with."""

from django.test import Client


class Browser(Client):
    """Django's test client, that opens a form as a browser does: the address is first given its identifier."""

    def get(self, path, *args, **options):
        answer = super().get(path, *args, **options)
        if answer.status_code == 302 and "formulaire=" in answer.url and "formulaire=" not in path:
            return super().get(answer.url, **{name: options[name] for name in options if name == "follow"})
        return answer
