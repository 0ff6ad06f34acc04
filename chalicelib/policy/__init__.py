"""JUDGEMENT: what may be granted, by whom and with which evidence; knows model only. Pure."""
