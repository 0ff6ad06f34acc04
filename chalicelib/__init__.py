"""Aftersheet: an after-sales desk that lives in the team's own spreadsheet.

The rooms, inner to outer. Imports point inward, and a test keeps it so:

    unhurried    work of which nothing is thrown away: the garbage collector rests
    model        NOUNS    what a row is: case, order, parcel, money, person, problem
    sla          TIME     calendars, targets, clocks, rungs; knows model
    policy       JUDGEMENT  decision tables, authority, evidence, order checks; knows model
    automations  VERBS    each a pure function, Facts -> Plan; knows model, sla and policy
    tables       SHEET    rows to records and back, the list of tabs; knows model, sla and policy
    messages     WORDS    reminders in words and as a mail; knows model and sla
    ports        what the shell needs of the world, as Protocols: workbook, ledger, mail, inbox, wake
    settings     the environment or a file -> Settings, complete or a clear error
    settings_cloud  the same for a desk in the cloud
    links        the signed links by which one person answers one question
    intake       EVENTS   who may tell us that something happened: signatures, hints, mail events
    pages        what a person sees who opens a link, and what becomes of the answer
    adapters     EDGE     one file per foreign thing; nothing here decides
    report       what a run did, as counts and for people
    facts        what an automation is told: all that a run has read and recalled
    runner       carries a Plan out: read, parse, recall, ask, record, apply, report
    delivery     one person's released reminders -> one mail, once
    desk         one workbook with its ledger and outbox: run, deliver, go live
    waking       WHEN     which workbook is looked at next: hints, due instants, every 15 minutes
    telemetry    logs and figures for whoever operates it in the cloud
    batch        queue messages, each on its own; those that fail come back
    triggers     a queue message -> a run or a delivery
    wiring       builds all of it of its adapters, each on first use
    doors        from each trigger of app.py to what answers it, imported only then
    sample       a desk to try: made-up cases and orders, and some days of work on them
    cli          the `aftersheet` command

`automations` and `tables` do not know each other. Model, sla, policy, automations,
tables and messages are pure: no I/O, no clock, no chance; `now` is an argument.
"""

import zoneinfo

zoneinfo.reset_tzpath(to=())
"""Time zones come from the pinned tzdata package, never from the machine's own copy (CLOCKS 18)."""
