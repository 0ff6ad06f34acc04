"""VERBS: one pure function per file, Facts -> Plan. Never a column name, a row number, a call."""
