"""The push endpoint `GET /v1/push` (spec 20).

The journal is the truth, the socket is a poke: what a session is told, it is told from committed
journal rows, in their order, and a lost poke costs one heartbeat.

protocol   what a peer may say and when; no socket, no clock
outgoing   the server's frames as bytes, encoded once for all sessions
wire       one websocket under uvicorn: bounded writes, closes that a slow peer cannot hold up
streams    per stream one reader for all the sessions that follow it
session    one terminal's socket from hello to close
hub        all sessions of this process
receipts   what an ack makes true: the kitchen has it, the message arrived
house      what the hub asks of the database and the subjects
bus        pokes from commits, here or in another process
endpoint   the route
"""
