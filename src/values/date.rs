//! Days and the texts that name them.

/// What a text says about a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parsed {
    /// A day, counted from 1 January 1970.
    Day(i32),
    /// No day as it stands, but one with day and month changed over.
    Swapped,
    /// No day.
    Unreadable,
}

/// Read a day: `2016-01-31`, `2016/01/31`, `20160131`, or in Dutch order `31-01-2016`, `31/1/2016`; a time may follow,
/// and is left out: the day is the one that is written, whatever the time zone.
///
/// # Example
/// ```
/// use spreiding::values::date::{Parsed, parse};
/// assert_eq!(parse("2016-01-31"), parse("31-1-2016 00:00"));
/// assert_eq!(parse("2016-01-31T23:30:00+01:00"), parse("2016-01-31"));
/// assert_eq!(parse("01/31/2016"), Parsed::Swapped);
/// assert_eq!(parse("42370"), Parsed::Unreadable);
/// ```
#[must_use]
pub fn parse(text: &str) -> Parsed {
    let text = text.trim();
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
    if !is_time(time.trim_start()) {
        return Parsed::Unreadable;
    }
    // Where the clock has twelve hours, the month mostly comes first: such a day could be another one.
    let twelve = [" AM", " PM", " am", " pm"].iter().any(|half| time.ends_with(half));
    if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        return from_parts(&day[..4], &day[4..6], &day[6..]);
    }
    let Some(mark) = day.chars().find(|c| matches!(c, '-' | '/' | '.')) else {
        return Parsed::Unreadable;
    };
    let mut parts = day.split(mark);
    let (Some(a), Some(b), Some(c), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Parsed::Unreadable;
    };
    match (a.len() == 4, twelve) {
        (true, _) => from_parts(a, b, c),
        (false, false) => from_parts(c, b, a),
        (false, true) => Parsed::Unreadable,
    }
}

/// Whether a text is a time of day, with or without seconds and a time zone: `00:00`, `23:59:59.000+01:00`, `8.30 uur`.
fn is_time(text: &str) -> bool {
    let hours = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[hours..];
    (1..=2).contains(&hours)
        && rest.starts_with([':', '.', 'h'])
        && rest.len() <= 40
        && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b":.,+-/[]_ ".contains(&b))
}

fn from_parts(year: &str, month: &str, day: &str) -> Parsed {
    let number = |part: &str, most: usize| {
        (!part.is_empty() && part.len() <= most && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<i32>().ok())
            .flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return Parsed::Unreadable;
    };
    if year < 1000 {
        return Parsed::Unreadable;
    }
    match (days(year, month, day), days(year, day, month)) {
        (Some(day), _) => Parsed::Day(day),
        (None, Some(_)) => Parsed::Swapped,
        (None, None) => Parsed::Unreadable,
    }
}

/// Days from 1 January 1970 to a date of the Gregorian calendar; `None` where there is no such date.
///
/// Source: Hinnant (2013), chrono-compatible low-level date algorithms, `days_from_civil`.
#[must_use]
pub fn days(year: i32, month: i32, day: i32) -> Option<i32> {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let longest = match month {
        2 => 28 + i32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=longest).contains(&day) {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
            - 719_468,
    )
}

/// Year and month (1 to 12) of a day, counted from 1 January 1970.
///
/// Source: as [`days`], `civil_from_days`.
#[must_use]
pub fn year_month(day: i32) -> (i32, i32) {
    let z = day + 719_468;
    let (era, day_of_era) = (z.div_euclid(146_097), z.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i32::from(month <= 2), month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_go_round() {
        // Oracle: 1970-01-01 is day 0, and each later day is one more (1900 to 2100).
        let mut expected = days(1900, 1, 1).unwrap();
        assert_eq!(days(1970, 1, 1), Some(0));
        for year in 1900..=2100 {
            for month in 1..=12 {
                for day in 1..=31 {
                    if let Some(found) = days(year, month, day) {
                        assert_eq!(found, expected);
                        assert_eq!(year_month(found), (year, month));
                        expected += 1;
                    }
                }
            }
        }
        assert_eq!(expected, days(2101, 1, 1).unwrap());
    }

    #[test]
    fn impossible_days_are_no_days() {
        for text in [
            "2017-02-29",
            "31-4-2016",
            "0-1-2016",
            "1-1-16",
            "januari",
            "",
            "2016-1",
            "1-2-3-2016",
            "2016-01/31",
            "2016-01-31 of later",
            "1/5/2016 12:00:00 AM",
            "2016-01-31 en 2016-02-01",
        ] {
            assert_eq!(parse(text), Parsed::Unreadable, "{text}");
        }
        for text in [
            "2016-02-29 00:00",
            "2016-02-29T23:59:59.999Z",
            "2016-02-29T00:30:00+01:00",
            "29-2-2016 8.30 uur",
            "2016-02-29 00:00:00.000000 Europe/Amsterdam",
            "2016-02-29 12:00 AM",
        ] {
            assert_eq!(parse(text), Parsed::Day(days(2016, 2, 29).unwrap()), "{text}");
        }
        assert_eq!(parse("2016-31-01"), Parsed::Swapped);
        assert_eq!(parse("2016-02-29"), Parsed::Day(days(2016, 2, 29).unwrap()));
    }
}
