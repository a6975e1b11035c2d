//! The one error type: a stable code and the data of its message. Text for readers is made last, from a catalogue per
//! language; what `Display` gives is English for programmers.
#![expect(missing_docs, reason = "the message of a variant explains its fields")]

use std::fmt;

use crate::phrase::Phrase;

/// Names in a message, as `"a", "b"`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names(pub Vec<String>);

impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, name) in self.0.iter().enumerate() {
            write!(f, "{}{name:?}", if at == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

impl<S: Into<String>> FromIterator<S> for Names {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        Self(names.into_iter().map(Into::into).collect())
    }
}

/// A number of things, by which a sentence chooses between one and many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Many(pub usize);

impl fmt::Display for Many {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Faults of one file, told together.
#[derive(Debug, Clone, PartialEq)]
pub struct Faults(pub Vec<Error>);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.0.iter().enumerate() {
            write!(f, "{}- {fault}", if at == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

/// A field of the data of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// Text, or a number as text.
    Text(String),
    /// A number of things.
    Many(usize),
    /// A part with a code of its own.
    Phrase(Phrase),
    /// Faults that are told together.
    Faults(Vec<Error>),
}

/// What a field becomes as data of a message.
macro_rules! told {
    ($($type:ty => $make:expr,)*) => {
        $(impl From<&$type> for Datum {
            fn from(field: &$type) -> Self {
                let make: fn(&$type) -> Self = $make;
                make(field)
            }
        })*
    };
}

told! {
    &'static str => |field| Self::Text((*field).to_owned()),
    String => |field| Self::Text(field.clone()),
    Names => |field| Self::Text(field.to_string()),
    usize => |field| Self::Text(field.to_string()),
    u64 => |field| Self::Text(field.to_string()),
    i32 => |field| Self::Text(field.to_string()),
    f64 => |field| Self::Text(field.to_string()),
    Many => |field| Self::Many(field.0),
    Phrase => |field| Self::Phrase(*field),
    Faults => |field| Self::Faults(field.0.clone()),
}

/// A list of variants, each with its code, its message and its fields; one line per field of the data.
macro_rules! errors {
    ($($(#[$note:meta])* $variant:ident $code:literal $message:literal
       { $($field:ident: $type:ty),* $(,)? })*) => {
        /// An input that a result cannot be computed from: what was found, where, and the rule.
        #[derive(Debug, Clone, PartialEq, thiserror::Error)]
        #[non_exhaustive]
        pub enum Error {
            $($(#[$note])* #[error($message)] $variant { $($field: $type),* },)*
        }

        impl Error {
            /// Every code with the names of its data, in the order of the variants.
            pub const CODES: &[(&str, &[&str])] = &[$(($code, &[$(stringify!($field)),*]),)*];

            /// The code: kebab-case, and the same in every version.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $code,)*
                }
            }

            /// The data of the message, by name.
            #[must_use]
            pub fn data(&self) -> Vec<(&'static str, Datum)> {
                match self {
                    $(Self::$variant { $($field),* } => {
                        vec![$((stringify!($field), Datum::from($field))),*]
                    })*
                }
            }
        }
    };
}

errors! {
    // Columns and options of any step.
    Length "length" "{column} has {found} values, must have {expected}"
        { column: &'static str, found: usize, expected: usize }
    Count "count" "{column}[{row}] is {value}, must be finite and >= 0"
        { column: &'static str, row: usize, value: f64 }
    TooLarge "too-large" "{column}[{row}] is {value}, must be at most 2^53 = 9007199254740992: whole numbers above it \
                          cannot be told apart"
        { column: &'static str, row: usize, value: f64 }
    NotFinite "not-finite" "{column}[{row}] is {value}, must be finite"
        { column: &'static str, row: usize, value: f64 }
    Missing "missing" "{column}[{row}] is missing, must be a number"
        { column: &'static str, row: usize }
    NoMembers "no-members" "{column} adds up to 0, must be > 0" { column: &'static str }
    Argument "argument" "{name} is {value}, must be {rule}"
        { name: &'static str, value: String, rule: Phrase }
    Unknown "unknown-name" "{name} is {value:?}, must be one of {known}"
        { name: &'static str, value: String, known: Names }

    // Files and records.
    FileUnreadable "file-unreadable" "{file}: cannot be read ({reason})" { file: String, reason: Phrase }
    FileChanged "file-changed" "{file}: the file has changed while it was read; read it again when it is whole"
        { file: String }
    FileEmpty "file-empty" "{file}: the file is empty, must start with a line of column names" { file: String }
    NotText "file-not-text" "{file}: is {what}, must be a text file" { file: String, what: Phrase }
    Encoding "file-encoding" "{file}, line {line}: fits neither UTF-8 nor Windows-1252; save the file as UTF-8"
        { file: String, line: u64 }
    HeadQuote "head-quote" "{file}, line {line}: a quote among the column names does not close, or text follows it"
        { file: String, line: u64 }
    HeadControl "head-control" "{file}, line {line}: a column name holds control characters"
        { file: String, line: u64 }
    HeadTwice "head-twice" "{file}: column {column:?} occurs more than once in the first line"
        { file: String, column: String }
    HeadTitle "head-title" "{file}, line {line}: holds one name, {found:?}: is it a title? Column names seem to stand \
                            on line {names}; take out the lines above"
        { file: String, line: u64, found: String, names: u64 }
    NoColumn "no-column" "{file}: has no column {column:?}" { file: String, column: String }
    NotParquet "not-parquet" "{file}: is not a whole Parquet file ({reason}); was it cut short?"
        { file: String, reason: String }
    Damaged "file-damaged" "{file}: is damaged ({reason})" { file: String, reason: String }
    ColumnHolds "column-holds" "{file}, column {column:?} holds {holds}, must hold {expected}"
        { file: String, column: String, holds: Phrase, expected: Phrase }
    ColumnType "column-type" "{file}, column {column:?} holds values of type {holds}, must hold {expected}"
        { file: String, column: String, holds: String, expected: Phrase }
    SeriesType "series-type" "column {column:?} holds {holds}, must hold {expected}"
        { column: String, holds: String, expected: Phrase }
    TimeZone "time-zone" "{file}, column {column:?} holds points in time of zone {zone:?}, which is not known"
        { file: String, column: String, zone: String }
    LostZero "lost-zero" "{file}, column {column:?} holds {holds}, must hold text; a code read as a number may have \
                          lost a leading zero"
        { file: String, column: String, holds: Phrase }
    NotUtf8 "text-not-utf" "column {column:?} holds text that is not UTF-8, first in row {row}"
        { column: String, row: usize }
    LargeTable "large-table" "{file}: has {rows} rows of {columns} columns, must be a table of at most {most} values"
        { file: String, rows: u64, columns: usize, most: u64 }
    WorkbookUnreadable "workbook-unreadable" "{file}: cannot be read as a workbook; save it once more as .xlsx"
        { file: String }
    WorkbookLocked "workbook-locked" "{file}: is protected by a password; save it without one" { file: String }
    WorkbookFaults "workbook-faults" "{file}: has cells with a fault (such as #N/A), which cannot be told from empty ones \
                                      here; mend them, or save the workbook as .xlsx"
        { file: String }
    ManyValues "many-values" "column {column:?} has more than {most} distinct values, must hold codes: is it the right \
                              column?"
        { column: String, most: usize }
    ManyCells "many-cells" "the columns have too many combinations of distinct values (more than {most}); column \
                            {column:?} has most: does it hold codes?"
        { column: String, most: usize }
    NoMemory "no-memory" "there is no memory for the keys of the dwellings ({reason})" { reason: String }

    // Counts and shares.
    Part "part-exceeds-whole" "row {row}: {column} is {part}, must be at most {of}, which is {whole}"
        { row: usize, column: &'static str, part: f64, of: &'static str, whole: f64 }
    NotWhole "not-whole" "row {row} has {part} of {whole}, must be whole counts with 0 <= x <= n"
        { row: usize, part: f64, whole: f64 }
    NotSimulated "not-simulated" "a count is {value}, must be a whole number up to 1e9 when chance is simulated (rows \
                                  sorted by count: {row})"
        { row: usize, value: f64 }
    Parent "parent-number" "parent[{row}] is {found}, must be below the number of parents, {expected}"
        { row: usize, found: usize, expected: usize }
    Draws "draws" "no draw in {attempts} has members of {what}, so there is no index to compare with: the counts are \
                   too small for this null"
        { attempts: usize, what: Phrase }
    NotConverged "not-converged" "the logit did not converge in {steps} steps; try fewer predictors, or rescale those with \
                                   outlying values"
        { steps: usize }

    // Classes.
    NoValues "no-values" "values has no value that is not missing, must have at least one" {}
    FewValues "few-values" "values has {found} distinct values, must have at least as many as classes, k = {k}"
        { found: usize, k: usize }
    EqualQuantiles "equal-quantiles" "quantiles {first} and {second} of {k} are both {value}, must differ: so many \
                                      values are equal that fewer classes are needed"
        { first: usize, second: usize, k: usize, value: f64 }
    Edges "edges-not-rising" "edges[{row}] is {value}, must be above the edge before it, {before}"
        { row: usize, value: f64, before: f64 }

    // Areas and neighbours.
    NotGeoJson "not-geojson" "areas: not a GeoJSON feature collection: {reason}" { reason: String }
    NotGeoJsonLine "not-geojson-line" "areas: line {line}: not a GeoJSON feature: {reason}" { line: usize, reason: String }
    NoArea "no-area" "areas: there is no area, must be at least one" {}
    CodeTwice "code-twice" "areas: code {code:?} occurs twice (features {first} and {second}), must be unique"
        { code: String, first: usize, second: usize }
    TileTwice "tile-twice" "tiles: {one:?} and {two:?} both stand in column {column}, row {row}, must be apart"
        { one: String, two: String, column: i32, row: i32 }
    NoProperty "no-property" "areas: no feature has property {name:?}; the properties are {known}"
        { name: String, known: String }
    PropertyNumber "property-number" "feature {feature}: property {property:?} is {found}, must be text (a leading zero \
                                      may be lost)"
        { feature: usize, property: String, found: String }
    PropertyControl "property-control" "feature {feature}: property {property:?} holds control characters"
        { feature: usize, property: String }
    FeatureNoCode "feature-no-code" "feature {feature} has no {property:?}" { feature: usize, property: String }
    FeatureShape "feature-shape" "feature {feature} ({property} {code:?}) {what}"
        { feature: usize, property: String, code: String, what: Phrase }
    FeatureKind "feature-kind" "feature {feature} ({property} {code:?}) is a {found}, must be a Polygon or MultiPolygon"
        { feature: usize, property: String, code: String, found: String }
    FeatureInvalid "feature-invalid" "feature {feature} ({property} {code:?}) is not valid: {what}"
        { feature: usize, property: String, code: String, what: Phrase }
    FeatureShort "feature-short" "feature {feature} ({property} {code:?}) has {found} positions in ring {ring}, must have \
                                  at least 4"
        { feature: usize, property: String, code: String, ring: usize, found: usize }
    FeatureOpen "feature-open" "feature {feature} ({property} {code:?}) is not closed: ring {ring} ends at another position \
                                than it starts from"
        { feature: usize, property: String, code: String, ring: usize }
    FeaturePosition "feature-position" "feature {feature} ({property} {code:?}) has position {position} of ring {ring} = \
                                        {found}, must be two finite numbers"
        { feature: usize, property: String, code: String, ring: usize, position: usize, found: String }
    FeatureRepeats "feature-repeats" "feature {feature} repeats code {code:?} of feature {first}"
        { feature: usize, code: String, first: usize }
    FeatureDiffers "feature-differs" "feature {feature} of {code:?} has another name or parent"
        { feature: usize, code: String }
    Features "features" "areas: problems: {n}\n{faults}" { n: Many, faults: Faults }
    FeaturesMore "features-more" "areas: problems: {n}\n{faults}\n- and {more} more" { n: Many, faults: Faults, more: usize }
    NotFiniteArea "coordinate-not-finite" "areas: a coordinate is not finite or beyond 1e100, must be a place" {}
    TooManyEdges "too-many-edges" "areas: more than 2 147 483 647 edges, must be fewer" {}
    Neighbours "neighbours" "neighbours: {reason}" { reason: Phrase }
    ZeroWeights "zero-weights" "neighbours: weights of area number {area} add up to 0, cannot be standardised"
        { area: usize }
    NoNeighbourArea "no-neighbour-area" "neighbours: there is no area number {area}" { area: usize }
    UnknownAreas "unknown-areas" "neighbours do not know the areas {areas}" { areas: Names }

    // Regression.
    ColumnLength "column-length" "{column:?} has {found} values, must have {expected}"
        { column: String, found: usize, expected: usize }
    Column "column-breaks-rule" "column {column:?} is {value} in row {row}, must be {rule} (rows {rows}, counted from 0)"
        { column: String, value: f64, row: usize, rule: Phrase, rows: String }
    NoPredictor "no-predictor" "x names no column, must name at least one" {}
    ConstantName "constant-name" "x names a column {column:?}; that is the name of the intercept: rename the column"
        { column: String }
    BothSides "both-sides" "{column:?} is both y and in x, must be one of them" { column: String }
    NamedTwice "named-twice" "x names {column:?} twice, must name it once" { column: String }
    NoCode "no-area-code" "area is missing in row {row}, must be a code" { row: usize }
    AreaTwice "area-twice" "area {area:?} stands in rows {first} and {second}, must be there once"
        { area: String, first: usize, second: usize }
    FewAreas "few-areas" "{n} areas take part ({dropped} of {all} dropped), must be more than the {p} coefficients"
        { n: usize, dropped: usize, all: usize, p: usize }
    ConstantColumn "constant-column" "{side} column {column:?} is {what}, must vary"
        { side: &'static str, column: String, what: Phrase }
    Collinear "collinear" "x columns {columns} are perfectly collinear (each is a sum of multiples of the others), must \
                           be independent: leave one out"
        { columns: Names }
    Scale "scale" "column {column:?} holds values up to {value}, must be scaled: powers of them cannot be held in 64 bits"
        { column: String, value: f64 }
    LeverageOne "leverage-one" "area {area:?} has leverage 1, where hc2 and hc3 divide by 0; must be classical, hc0 or \
                                hc1"
        { area: String }
    NotLeastSquares "not-least-squares" "{what} are those of model 'ols'; the fit is a logit" { what: Phrase }
    WeightedSpatial "weighted-spatial" "spatial tests are those of model 'ols'; the fit has weights" {}
    NoPair "no-pair" "no two areas of the fit are neighbours" {}
    NoTrials "no-trials" "a model of counts needs trials" {}
    NotWholeCount "not-whole-count" "y times trials is {value} in row {row} (counted from 0), must be whole: give the \
                                     share unrounded, or use model 'quasibinomial'"
        { row: usize, value: f64 }
    Separated "separated" "the logit separates: {columns} tells without error which areas have a share of 0 or 1, so \
                           its coefficient has no finite estimate; must be left out, or areas joined"
        { columns: Names }
    OnlyClassical "only-classical" "covariance of model 'betabinomial' must be 'classical'" {}
    NoMaximum "no-maximum" "the beta-binomial likelihood has no maximum with these data; use model \
                             'quasibinomial'"
        {}
    ManyRefits "many-refits" "leave_one_out of a logit refits it for each of {n} areas, must be at most {most}; the \
                              dfbeta columns of areas give it to first order"
        { n: usize, most: usize }
    NullConstant "null-constant" "the simulated null needs a fit with a constant" {}
    NullRentals "null-rentals" "rentals in row {row} (from 0) must be a whole number >= 1" { row: usize }
    NullPredictor "null-predictor" "x column {column:?} must be > 0: stock is rentals divided by it" { column: String }
    NullShare "null-share" "y times rentals must lie between no and all rentals" {}
    NoTerm "no-term" "there is no predictor number {term}, must be below {terms}" { term: usize, terms: usize }
    Correlation "correlation" "correlation of {row:?} and {column:?} is {value} (mirrored {mirrored}), must be 1 on the \
                               diagonal, within (-1, 1) elsewhere, and symmetric"
        { row: String, column: String, value: f64, mirrored: f64 }
    NotDefinite "not-definite" "the correlations are not positive definite from column {column:?} on: no data have them"
        { column: String }
    FewForCorrelation "few-for-correlation" "n is {n}, must be more than the {p} coefficients" { n: usize, p: usize }
    Model "model" "the model cannot be fitted: {reason}" { reason: String }

    // Disclosure.
    System "system" "{name} must be {rule}" { name: &'static str, rule: &'static str }
    UnknownTwice "unknown-twice" "row {row} holds unknown {unknown} twice, must hold it once"
        { row: usize, unknown: usize }
    Witness "witness" "witness breaks row {row}, must be an assignment that meets every row" { row: String }
    CannotBeMet "cannot-be-met" "row {row} cannot be met" { row: usize }

    // Files compiled in.
    Embedded "embedded" "{name}: {reason}" { name: String, reason: String }

    // What the library asks of itself.
    OneByOne "one-by-one" "dwellings are looked at one by one: counts are no records" {}

    // The run itself.
    Interrupted "interrupted" "interrupted" {}
    Fault "fault" "a fault of the library, not of the input: {reason} at {place}; please report it"
        { reason: String, place: String }
}

/// Result with this crate's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_kebab_case_and_carry_their_data() {
        let mut codes: Vec<&str> = Error::CODES.iter().map(|(code, _)| *code).collect();
        assert!(
            codes.iter().all(|c| c
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))
        );
        codes.sort_unstable();
        assert!(codes.windows(2).all(|two| two[0] != two[1]));
        let error = Error::Count { column: "x", row: 3, value: -1.5 };
        assert_eq!(error.code(), "count");
        let data = [("column", "x"), ("row", "3"), ("value", "-1.5")];
        assert_eq!(error.data(), data.map(|(name, text)| (name, Datum::Text(text.to_owned()))));
        assert_eq!(error.to_string(), "x[3] is -1.5, must be finite and >= 0");
        let known: Names = ["a", "b"].into_iter().collect();
        assert_eq!(known.to_string(), "\"a\", \"b\"");
    }
}
