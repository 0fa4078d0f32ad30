"""撞单 across outlets: one phone on file in two of them, told to both, settled by an operator.

HQ keeps a keyed hash of every phone, no phone. Each outlet has its own row of a pair and learns of
the other side its code and the date of its first contact alone.
"""
