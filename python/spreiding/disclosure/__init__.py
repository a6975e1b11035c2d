"""Disclosure control: protect shares before they are published, audit tables after.

Files, in the order of reasoning: ``rules`` (thresholds as data), ``tree`` and ``dimensions`` (what adds up),
``printed`` (a table as printed), ``solver``, ``system`` and ``model`` (linked tables as whole-number unknowns),
``part`` and ``proof`` (how many values each can have), ``audit`` (what an outsider can derive), ``primary``,
``secondary`` and ``precision`` (primary and secondary suppression, precision of shares), ``unions`` (hidden parts of a
sum together), ``mend`` and ``guard`` (suppress and audit in turns), ``protect``.
"""
