"""EVENTS: what comes in from outside is proven here, and becomes a mark or a record.

Only the core and the ports may be imported here. Nothing that a message says is believed
before its signature holds, and no clock is asked: ``now`` is an argument.
"""
