"""接口: /api/v1, what the pages do, for programs.

Entry, errors and rules for all of it here; each app's own operations in apps/<app>/api.py.
"""
