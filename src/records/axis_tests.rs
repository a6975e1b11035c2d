use super::*;
use crate::values::date::days;

#[test]
fn days_that_no_calendar_of_four_digits_has_are_unreadable() {
    assert_eq!((days(1000, 1, 1), days(9999, 12, 31)), (Some(FIRST_DAY), Some(LAST_DAY)));
    let mut axis = Axis::new("date", Kind::Day);
    assert_eq!(
        [FIRST_DAY - 1, LAST_DAY + 1, i32::MAX].map(|day| axis.on_day(day)),
        [UNREADABLE; 3]
    );
    assert_eq!([FIRST_DAY, LAST_DAY].map(|day| axis.on_day(day)), [3, 4]);
    assert_eq!((axis.day(4), axis.day(5), axis.label(4)), (Some(LAST_DAY), None, None));
}

#[test]
fn stamps_to_the_second_are_days_however_many_there_are() {
    let mut axis = Axis::new("date", Kind::Day);
    for second in 0..(MOST_DATES + 5000) {
        let (h, m, s) = (second / 3600, second / 60 % 60, second % 60);
        assert_eq!(axis.text(format!("2016-05-01 {h:02}:{m:02}:{s:02}").as_bytes()), Ok(3));
    }
    assert_eq!(axis.len(), 4);
}

#[test]
fn what_is_no_text_has_an_id_of_its_own() {
    let mut axis = Axis::new("area", Kind::Text(values::Kind::Area));
    let cases: [(&[u8], u32); 6] = [
        (b"E16", 3),
        (b"  ", MISSING),
        ("\u{a0}\u{200b}".as_bytes(), MISSING),
        (b"No\xf6d", UNREADABLE),
        (b"E\x0016", UNPRINTABLE),
        (b"a name that is longer than sixteen bytes", 4),
    ];
    for (raw, id) in cases.iter().chain(&cases) {
        assert_eq!(axis.text(raw), Ok(*id), "{raw:?}");
    }
    assert_eq!((axis.len(), axis.label(3), axis.label(1)), (5, Some("E16"), None));
}

#[test]
fn a_column_of_names_is_not_taken_for_codes() {
    let mut axis = Axis::new("area", Kind::Text(values::Kind::Area));
    let found = (0..=MOST).try_for_each(|i| axis.text(i.to_string().as_bytes()).map(drop));
    assert!(found.unwrap_err().to_string().contains("more than 1048576 distinct values"));
}
