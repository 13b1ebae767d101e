"""`python -m server demo`: the whole suite on one machine, and one guest's evening through it."""
