"""Disclosure control: protect shares before they are published, audit tables after.

Files, in the order of reasoning: ``rules`` (thresholds as data), ``tree`` (what adds up), ``printed`` (a table as
printed), ``system`` and ``model`` (linked tables as whole-number unknowns), ``audit`` (what an outsider can derive),
``primary``, ``secondary``, ``precision`` (what to hide, what else to hide, how fine to print shares), ``protect``.
"""
