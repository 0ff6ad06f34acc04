"""Time: calendars, targets, clocks and escalation, all pure.

Only the model may be imported here; nothing in this room asks what time it is,
reads a sheet or tells anybody anything.
"""
