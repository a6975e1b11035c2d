"""Embedded examples, clearly synthetic where they are made up."""

from spreiding.areas.tiles import tiles as tiles
from spreiding.examples.amsterdam import amsterdam_2016_2017 as amsterdam_2016_2017
