//! What stands in a cell, by kind.

use calamine::{Data, ExcelDateTime};

use crate::values::date::{Parsed, days, parse, year_month};

/// Seconds of a day.
const A_DAY: f64 = 86_400.0;
/// Numbers of days as workbooks count them: from 1900 on, up to the end of the year 9999.
const DAYS: std::ops::Range<f64> = 0.0..2_958_466.0;
/// Up to here whole numbers can be told apart.
const WHOLE: i64 = 1 << 53;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text, a time of day or span of time (`12:30:00`), or the fault of a cell (`#N/A`).
    Text(String),
    /// A finite number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A day, in days since 1970; of a point in time, its day.
    Day(i32),
}

impl Cell {
    /// What a cell holds; `None` where that is nothing.
    pub(super) fn of(data: Data) -> Option<Self> {
        Some(match data {
            Data::Empty => return None,
            Data::String(text) => Self::Text(text),
            Data::Bool(flag) => Self::Flag(flag),
            Data::Int(number) if number.abs() <= WHOLE => Self::Number(number as f64),
            Data::Int(number) => Self::Text(number.to_string()),
            Data::Float(number) if number.is_finite() => Self::Number(number),
            Data::Float(number) => Self::Text(number.to_string()),
            Data::DateTime(moment) => moment_of(moment),
            Data::DateTimeIso(text) => day_of(&text).map_or(Self::Text(text), Self::Day),
            Data::DurationIso(text) => Self::Text(span_of(&text).unwrap_or(text)),
            Data::Error(fault) => Self::Text(fault.to_string()),
        })
    }

    /// Whether there is something to see.
    pub(super) fn is_seen(&self) -> bool {
        !matches!(self, Self::Text(text) if text.trim().is_empty())
    }

    /// As a heading has it.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Day(day) => date(*day),
        }
    }
}

/// A number that is shown as a point in time: its day; a time of day has none.
fn moment_of(moment: ExcelDateTime) -> Cell {
    let number = moment.as_f64();
    if moment.is_duration() || (0.0..1.0).contains(&number) {
        return Cell::Text(clock(number * A_DAY));
    }
    // Outside the calendar of workbooks there is no day; the conversion of far numbers would overflow.
    if !DAYS.contains(&number) {
        return Cell::Number(number);
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    // Nor on the 29th of February of 1900, which workbooks have.
    let day = days(i32::from(year), i32::from(month), i32::from(day));
    day.map_or(Cell::Number(number), Cell::Day)
}

/// Seconds as hours, minutes and seconds.
fn clock(seconds: f64) -> String {
    let sign = if seconds < 0.0 { "-" } else { "" };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "saturates; no workbook shows so long a span"
    )]
    let seconds = seconds.abs().round() as i64;
    format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// The day of a point in time as ISO 8601 writes it: `2020-05-01` or `2020-05-01T12:00:00`.
fn day_of(text: &str) -> Option<i32> {
    let (date, rest) = text.split_at_checked(10)?;
    if !(rest.is_empty() || rest.starts_with('T')) {
        return None;
    }
    match parse(date) {
        Parsed::Day(day) => Some(day),
        _ => None,
    }
}

/// A span of time as ISO 8601 writes it, `PT36H30M00S`, as hours, minutes and seconds.
fn span_of(text: &str) -> Option<String> {
    let mut rest = text.strip_prefix("PT")?;
    let mut seconds = 0.0;
    while let Some(end) = rest.find(|sign: char| sign.is_ascii_alphabetic()) {
        let number: f64 = rest[..end].parse().ok()?;
        let each = match &rest[end..=end] {
            "H" => 3600.0,
            "M" => 60.0,
            "S" => 1.0,
            _ => return None,
        };
        (seconds, rest) = (seconds + number * each, &rest[end + 1..]);
    }
    rest.is_empty().then(|| clock(seconds))
}

fn date(day: i32) -> String {
    let (year, month) = year_month(day);
    let of_month = days(year, month, 1).map_or(0, |first| day - first + 1);
    format!("{year:04}-{month:02}-{of_month:02}")
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    use super::*;

    fn shown(number: f64, kind: calamine::ExcelDateTimeType, from_1904: bool) -> String {
        let cell = Cell::of(Data::DateTime(ExcelDateTime::new(number, kind, from_1904)));
        cell.map(|cell| cell.text()).unwrap_or_default()
    }

    #[test]
    fn a_day_is_that_of_the_calendar_of_the_workbook() {
        // Oracle: ECMA-376 part 1, 18.17.4.1: 1 is 1 January 1900, 61 is 1 March 1900; from 1904 on, 0 is 1 January 1904.
        for (number, day) in [
            (1.0, "1900-01-01"),
            (61.0, "1900-03-01"),
            (43_952.0, "2020-05-01"),
            (43_952.5, "2020-05-01"),
            (2_958_465.0, "9999-12-31"),
        ] {
            assert_eq!(shown(number, DateTime, false), day);
        }
        assert_eq!(shown(42_490.0, DateTime, true), "2020-05-01");
    }

    #[test]
    fn a_time_without_a_day_is_text_and_what_is_outside_the_calendar_a_number() {
        assert_eq!(shown(0.75, DateTime, false), "18:00:00");
        assert_eq!(shown(1.5, TimeDelta, false), "36:00:00");
        assert_eq!(shown(-1.0, DateTime, false), "-1");
        assert_eq!(shown(2_958_466.0, DateTime, false), "2958466");
        assert_eq!(shown(f64::MAX, DateTime, false), f64::MAX.to_string());
    }

    #[test]
    fn iso_times_have_a_day_or_are_text() {
        let cell = |text: &str| Cell::of(Data::DateTimeIso(text.to_owned())).unwrap();
        assert_eq!(cell("2020-05-01").text(), "2020-05-01");
        assert_eq!(cell("2020-05-01"), cell("2020-05-01T23:59:59"));
        for text in ["2020-02-30", "2020-05", "2020-05-01 om 12", "12:00:00", "één mei 2020"] {
            assert_eq!(cell(text), Cell::Text(text.to_owned()));
        }
        let span = |text: &str| Cell::of(Data::DurationIso(text.to_owned())).unwrap().text();
        assert_eq!(span("PT36H30M05S"), "36:30:05");
        assert_eq!(span("P1D"), "P1D");
    }
}
