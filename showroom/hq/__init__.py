"""Headquarters: the service every desk of the group exchanges with.

It holds rows as they travel, on its own encrypted SQLite file or on PostgreSQL; `service` is the
way in, `headquarters.Headquarters` what the handlers work on.
"""
