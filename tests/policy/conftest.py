"""Properties are judged by what holds, not by how busy the machine is."""

from hypothesis import settings

settings.register_profile("policy", deadline=None, max_examples=60)
settings.load_profile("policy")
