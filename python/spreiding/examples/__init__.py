"""Embedded examples: complete studies to try the library on."""

from spreiding.areas.tiles import tiles as tiles
from spreiding.examples.amsterdam import amsterdam_2016_2017 as amsterdam_2016_2017
from spreiding.examples.amsterdam import amsterdam_2021_2023 as amsterdam_2021_2023
from spreiding.examples.amsterdam import amsterdam_years as amsterdam_years
