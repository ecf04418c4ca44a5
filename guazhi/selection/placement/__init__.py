"""Who goes to which post: pure, exact, and able to prove and explain itself.

Give it an ``Instance`` (``compile_tables`` makes one from named people, posts, pairs and
constraints), take a ``Plan`` from ``solve``; ``verify`` proves a plan again without a solver. No
Django, no clock, no file of the project but findings and the reading of YAML.
"""
