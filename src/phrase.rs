//! Parts of messages that have a code of their own, so that they follow the language of the message: a rule, what a
//! column holds, what was found.

use std::fmt;

/// A part of a message: its code and, for programmers, its English text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Phrase {
    code: &'static str,
    text: &'static str,
}

impl Phrase {
    /// The code: kebab-case, and the same in every version.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.code
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

macro_rules! phrases {
    ($($name:ident $code:literal $text:literal)*) => {
        #[expect(missing_docs, reason = "the text says what each is")]
        impl Phrase {
            $(pub const $name: Self = Self { code: $code, text: $text };)*

            /// Every phrase.
            pub const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}

phrases! {
    // Rules of options.
    FROM_0 "part-from-0" ">= 0"
    FROM_1 "part-from-1" ">= 1"
    FROM_2 "part-from-2" ">= 2"
    ABOVE_0 "part-above-0" "above 0"
    SHARE "part-share" "in [0, 1]"
    BETWEEN_0_AND_1 "part-between-0-and-1" "between 0 and 1"
    BELOW_AREAS "part-below-areas" "at least 1 and below the number of areas"
    BELOW_2_32 "part-below-32" "below 2^32"
    FEWER "part-fewer" "fewer"
    FEWER_DRAWS "part-fewer-draws" "fewer: their draws would not fit in memory"
    FEWER_CUTS "part-fewer-cuts" "fewer: the cuts of so many values and classes would not fit in memory"
    ONE_NUMBER "part-one-number" "at least one number"
    NUMBER_FROM_0 "part-number-from-0" "a number >= 0"
    WHOLE_I32 "part-whole-signed-32" "a whole number from -2^31 to 2^31"
    WHOLE_U32 "part-whole-32" "a whole number from 0 to 2^32"
    WHOLE_U64 "part-whole-64" "a whole number from 0 to 2^64"
    AXES "part-axes" "positions of the axes"
    ONE_AXIS "part-one-axis" "an axis of a table"
    ONE_PER_AXIS "part-one-per-axis" "one per axis"

    // Rules of columns.
    FINITE "part-finite" "finite"
    FINITE_FROM_0 "part-finite-from-0" "finite and >= 0"
    WHOLE_FROM_0 "part-whole-from-0" "a whole number from 0 to 2^53"
    SHARE_ONLY "part-share-only" "a share in [0, 1] (not a percentage, not a count)"
    FROM_1_WITH_Y "part-from-1-with-y" ">= 1 where y has a value"
    CONSTANT "part-constant" "constant"
    ZERO "part-zero" "0 everywhere"

    // What a file is, or why it cannot be read.
    UTF_32 "part-utf" "UTF-32"
    EXCEL "part-excel" "an Excel file or another ZIP archive"
    OLD_EXCEL "part-old-excel" "an Excel file of before 2007"
    PARQUET "part-parquet" "a Parquet file"
    SPSS "part-spss" "an SPSS file"
    PDF "part-pdf" "a PDF"
    NO_TEXT "part-no-text" "no text (it holds zero bytes)"
    NOT_THERE "part-not-there" "there is no such file"
    NOT_ALLOWED "part-not-allowed" "access is denied"
    NO_FILE "part-no-file" "it is a folder or a device"
    PACKED "part-packed" "the packed file is damaged or cut short"
    SYSTEM "part-system" "the system hands out no bytes of it"

    // What a column holds, or must hold.
    TEXT "part-text" "text"
    FLAGS "part-flags" "yes or no"
    WHOLE "part-whole" "whole numbers"
    NUMBERS "part-numbers" "numbers"
    DATES "part-dates" "dates"
    TIMES "part-times" "points in time"
    TIMES_OF_DAY "part-times-of-day" "times of day"
    INTERVALS "part-intervals" "intervals"
    JSON "part-json" "JSON"
    UUIDS "part-uuids" "UUIDs"
    HALVES "part-halves" "half-precision numbers"
    UNKNOWN_TYPE "part-unknown-type" "values of an unknown type"
    NOTHING "part-nothing" "nothing"
    BYTES "part-bytes" "bytes"
    READ_KINDS "part-read-kinds" "text, numbers, dates or yes and no"
    POSITIONS "part-positions" "positions"

    // What is wrong with the feature of an area.
    NO_GEOMETRY "part-no-geometry" "has no geometry"
    EMPTY "part-empty-geometry" "has an empty geometry"
    NO_RINGS "part-no-rings" "has a polygon without rings"
    NO_SURFACE "part-no-surface" "has a ring without surface"
    FEW_POINTS "part-few-points" "a ring has too few corners"
    CROSSES_ITSELF "part-crosses-itself" "a ring has a self-intersection"
    NOT_FINITE "part-coordinate" "a coordinate is not finite"
    HOLE_OUTSIDE "part-hole-outside" "a hole lies outside the outer ring"
    RINGS_ON_A_LINE "part-rings-on-a-line" "two rings share a line"
    RINGS_OVERLAP "part-rings-overlap" "two rings overlap"
    PARTS_OVERLAP "part-parts-overlap" "two parts overlap"
    PARTS_ON_A_LINE "part-parts-on-a-line" "two parts share a line"

    // What is wrong between areas.
    GROUND_TWICE "part-ground-twice" "two areas cover the same ground"
    GROUND_OF_NONE "part-ground-of-none" "ground inside the whole that no area covers"

    // Neighbours.
    PAIR_UNKNOWN "part-pair-unknown" "a pair names an area that is not there"
    PAIR_ITSELF "part-pair-itself" "an area is paired with itself, must be with another"
    PAIR_TWICE "part-pair-twice" "a pair occurs twice, must be once"
    KEPT_TWICE "part-kept-twice" "an area is kept twice, must be once"

    // Of a model.
    TWO_SHARES "part-two-shares" "two areas with different shares"
    GROUP_AND_REST "part-group-and-rest" "the group and of the rest"
    DIAGNOSTICS "part-diagnostics" "these diagnostics"
    SPATIAL_TESTS "part-spatial-tests" "spatial tests"
    SIMULATED_BETAS "part-simulated-betas" "simulated betas"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        let mut codes: Vec<&str> = Phrase::ALL.iter().map(|phrase| phrase.code()).collect();
        codes.sort_unstable();
        assert!(codes.windows(2).all(|two| two[0] != two[1]));
        assert_eq!(Phrase::FROM_1.to_string(), ">= 1");
    }
}
