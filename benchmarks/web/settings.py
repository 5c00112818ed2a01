"""测速用的设置: the platform's own settings, and one empty signed-in page to compare with."""

from heyue.web.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.web.urls"
