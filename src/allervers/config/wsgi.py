"""What the web server runs."""

import os

from django.core.wsgi import get_wsgi_application

from allervers.config.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allervers.config.settings")
if os.environ.get("ALLERVERS_SUPERVISED") == "1":
    die_with_parent()  # else a worker would keep the port of a web server that was killed
application = get_wsgi_application()
