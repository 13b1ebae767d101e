"""The rules of the house: values in, values out. No clock, ids, random or I/O (they are arguments)."""
