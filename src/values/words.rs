//! Words with a meaning of their own: yes, no, total, a note under a table. `data/value_words.csv`.

use std::sync::LazyLock;

use hashbrown::HashMap;

static WORDS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let text = crate::data::embedded("value_words.csv").unwrap_or_default();
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let pair = |row: csv::StringRecord| Some((row.get(0)?.to_owned(), row.get(1)?.to_owned()));
    rows.records().flatten().filter_map(pair).collect()
});

fn meaning(text: &str) -> Option<&'static str> {
    WORDS.get(&text.to_lowercase()).map(String::as_str)
}

/// Yes or no, in Dutch or English; `None` for any other word. Case makes no difference.
///
/// # Example
/// ```
/// use spreiding::values::flag;
/// assert_eq!((flag("Ja"), flag("onwaar"), flag("1"), flag("soms")), (Some(true), Some(false), Some(true), None));
/// ```
#[must_use]
pub fn flag(text: &str) -> Option<bool> {
    match meaning(text) {
        Some("yes") => Some(true),
        Some("no") => Some(false),
        _ => None,
    }
}

/// Whether a cleaned text names a total, as the last row of a table does: `Totaal`, `Totaal Zuid`, `Stad`.
#[must_use]
pub fn is_total(text: &str) -> bool {
    let word = text.split_once([' ', ':']).map_or(text, |(first, _)| first);
    matches!(meaning(text), Some("total" | "whole")) || meaning(word) == Some("total")
}

/// Whether a cleaned text is a note under or above a table: `Bron: WoningNet`, `Peildatum: 1 januari 2016`.
#[must_use]
pub fn is_note(text: &str) -> bool {
    text.split_once(':').is_some_and(|(word, _)| meaning(word.trim_end()) == Some("note"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_and_notes_are_no_codes() {
        for text in
            ["Totaal", "totaal", "Eindtotaal", "Grand total", "Totaal Amsterdam", "Total:", "Stad"]
        {
            assert!(is_total(text), "{text}");
        }
        for text in ["Bron: WoningNet", "Source: CBS", "Bron : O&S", "Toelichting: zie 2"] {
            assert!(is_note(text), "{text}");
        }
        for text in ["E16", "Totalplan", "Bronckhorst", "GA01: Centrum", "Stad aan de rivier"] {
            assert!(!is_total(text) && !is_note(text), "{text}");
        }
    }

    #[test]
    fn every_word_of_yes_and_no_is_one_of_both() {
        let words = WORDS.iter().filter(|(_, meaning)| ["yes", "no"].contains(&meaning.as_str()));
        assert!(words.clone().count() >= 14);
        for (word, meaning) in words {
            assert_eq!(flag(&word.to_uppercase()), Some(meaning == "yes"), "{word}");
        }
        assert_eq!((flag(""), flag("2"), flag("janee")), (None, None, None));
    }
}
