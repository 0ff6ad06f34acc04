"""Aftersheet: an after-sales desk that lives in the team's own spreadsheet.

The rooms, inner to outer. Imports point inward, and a test keeps it so:

    model        NOUNS    what a row is: case, order, parcel, money, person, problem
    sla          TIME     calendars, targets, clocks, rungs; knows model
    automations  VERBS    each a pure function, Facts -> Plan; knows model and sla
    tables       SHEET    rows to records and back, the list of tabs; knows model and sla
    messages     WORDS    reminders in words and as a mail; knows model and sla
    ports        what the shell needs of the world, as Protocols; knows the rooms above
    report       what a run did, as counts and for people
    runner       carries a Plan out: read, parse, recall, ask, record, apply, report
    delivery     one person's released reminders -> one mail, once
    desk         one workbook with its ledger and outbox: run, deliver, go live
    ports_inbox  what remembers hints and the nonces already seen, as a Protocol
    intake       EVENTS   who may tell us that something happened: signatures, hints, debounce
    settings     the environment or a file -> Settings, complete or a clear error
    wiring       builds the adapters, once, on first use
    wiring_intake  the same for what comes in
    adapters     EDGE     one file per foreign thing; nothing here decides
    sample       a desk to try: made-up cases and orders, and some days of work on them
    cli          the `aftersheet` command

`automations` and `tables` do not know each other. Model, sla, automations, tables and
messages are pure: no I/O, no clock, no chance; `now` is an argument.
"""

import zoneinfo

zoneinfo.reset_tzpath(to=())
"""Time zones come from the pinned tzdata package, never from the machine's own copy (CLOCKS 18)."""
