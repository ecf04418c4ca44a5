"""Placement measured against other solvers on the same instance, each in a process of its own."""
