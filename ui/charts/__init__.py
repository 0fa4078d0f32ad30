"""Charts as paint functions shared by screen and paper, and the widget that shows them.

A paint function takes logical pixels; for paper the caller scales the painter first.
"""
