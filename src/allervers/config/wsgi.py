"""What the web server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from allervers.config.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allervers.config.settings")
if os.environ.get("ALLERVERS_SUPERVISED") == "1":
    die_with_parent()  # else a worker would keep the port of a web server that was killed
os.environ["ALLERVERS_WEB_PROCESS"] = "1"  # its connections are pooled (`database.served_settings`)
application = get_wsgi_application()
# Loaded before the first visitor comes, and set apart from what the collector of unused objects looks through:
# a page that makes many objects had it read the whole program each time.
get_resolver().url_patterns  # noqa: B018
gc.collect()
gc.freeze()
