"""Actors: who the reports speak of.

`mentions.mentions` finds who a report speaks of, `compare.compare` judges which mentions of all reports are one actor,
`cluster.cluster` derives the actors from judgements. Nothing is imported here: judging takes its time to load, and
commands that list events want but the names of states.
"""
