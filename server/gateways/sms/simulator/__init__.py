"""Chuanglan's HTTP in a process of its own: the whole path runs where nobody has an account.

rules      what it refuses, and with which code
ledger     what it accepted, one row a phone: the truth that audits count against
conduct    how it behaves, and the faults it is told to have
carrier    reports and replies: when they come, how often, in which order
http       requests in, answers out, over bare sockets: a fault may cut them anywhere
routes     Chuanglan's paths
control    ours: faults, counts, replies
"""
