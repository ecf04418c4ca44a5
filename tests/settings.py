"""Settings for tests: quick hashes, a database in memory or the one the environment names."""

import os

os.environ["LC_ALL"] = "C.UTF-8"  # whatever whoever runs the tests reads
os.environ.setdefault("GUAZHI_DATABASE", "sqlite:///:memory:")
os.environ.setdefault("GUAZHI_SECRET_KEY", "for tests only, for tests only, for tests only, tests")

from guazhi.settings import *  # noqa: F403
from guazhi.web.catalogue import compile_catalogue

compile_catalogue()

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LANGUAGE_CODE = "zh-hans"
WHITENOISE_AUTOREFRESH = True
