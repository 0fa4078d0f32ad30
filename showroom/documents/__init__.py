"""The press: every paper and sheet that leaves the house is set, checked and sealed here.

A room's `document.py` says what stands on its paper, in blocks; `press.printed` sets the blocks on
pages with the seller's head, the number, the check code and the page count, and gives the bytes.
"""
