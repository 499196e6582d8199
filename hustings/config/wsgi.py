import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hustings.config.settings")

application = get_wsgi_application()
# It looks at models, which are there only from the line above on.
import_module("hustings.config.checking.looking").refuse_unsafe_database()
