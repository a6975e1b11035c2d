//! From the labels of a column to its codes: spellings of one code come together, signs of a missing value go.

use hashbrown::{HashMap, HashSet};

use super::{Axis, Kind, RESERVED};
use crate::values::{self, Cleaned, Signs, clean, flag};

/// A label that is not written as what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// Position of the column among the axes.
    pub axis: usize,
    /// The label, as it stands in the source.
    pub label: String,
    /// The code it stands for; `None` for a missing value.
    pub code: Option<String>,
    /// In how many rows.
    pub count: u64,
}

/// The labels of each column and the codes they stand for, to find their rows.
#[derive(Debug, Clone, Default)]
pub struct Spelling(HashMap<String, Vec<(String, Option<String>)>>);

impl Spelling {
    /// Hold the labels of a column.
    pub(super) fn add(
        &mut self,
        column: &str,
        labels: impl Iterator<Item = (String, Option<String>)>,
    ) {
        self.0.entry(column.to_owned()).or_default().extend(labels);
    }

    /// Labels of a column that stand for one of these codes; where the column is not known, the codes themselves.
    #[must_use]
    pub fn labels(&self, column: &str, codes: &HashSet<String>) -> HashSet<String> {
        let Some(held) = self.0.get(column) else { return codes.clone() };
        let among = |code: &Option<String>| code.as_ref().is_some_and(|code| codes.contains(code));
        held.iter().filter(|(_, code)| among(code)).map(|(label, _)| label.clone()).collect()
    }

    /// Labels of a column that stand for a missing value.
    #[must_use]
    pub fn signs(&self, column: &str) -> HashSet<String> {
        let held = self.0.get(column).into_iter().flatten();
        held.filter(|(_, code)| code.is_none()).map(|(label, _)| label.clone()).collect()
    }
}

/// The code of each id of a column from [`RESERVED`] on; `None` for a missing value. `known` are the codes that the
/// column can have, where that is declared.
pub(super) fn codes(axis: &Axis, known: Option<&HashSet<String>>) -> Vec<Option<String>> {
    let Kind::Text(kind) = axis.kind() else { return Vec::new() };
    let labels = (RESERVED..axis.len()).filter_map(|id| axis.label(id));
    let cleaned: Vec<String> = labels
        .map(|label| match clean(label) {
            Cleaned::Text(text) => text.into_owned(),
            Cleaned::Unprintable => label.to_owned(),
        })
        .collect();
    let signs = Signs::of(*kind, cleaned.iter().map(String::as_str), known);
    let code = |text: String| {
        if *kind == values::Kind::Flag
            && let Some(yes) = flag(&text)
        {
            return Some(if yes { "yes" } else { "no" }.to_owned());
        }
        signs.sign(&text).is_none().then_some(text)
    };
    cleaned.into_iter().map(code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: values::Kind, known: Option<&[&str]>, labels: &[&str]) -> Vec<Option<String>> {
        let mut axis = Axis::new("column", Kind::Text(kind));
        for label in labels {
            axis.text(label.as_bytes()).unwrap();
        }
        let known: Option<HashSet<String>> =
            known.map(|known| known.iter().map(|code| (*code).to_owned()).collect());
        codes(&axis, known.as_ref())
    }

    fn some(codes: &[&str]) -> Vec<Option<String>> {
        codes.iter().map(|code| (!code.is_empty()).then(|| (*code).to_owned())).collect()
    }

    #[test]
    fn spellings_of_one_code_are_one() {
        let labels = ["E16", "E16 ", "\u{a0}E16", "e16", "n.v.t.", "."];
        assert_eq!(
            of(values::Kind::Area, None, &labels),
            some(&["E16", "E16", "E16", "e16", "", ""])
        );
    }

    #[test]
    fn a_sign_that_is_declared_or_shaped_like_a_code_is_one() {
        use values::Kind::{Area, Group};
        assert_eq!(of(Area, None, &["MH", "NA", "x"]), some(&["MH", "NA", ""]));
        assert_eq!(of(Area, None, &["E16", "NA"]), some(&["E16", ""]));
        assert_eq!(of(Area, Some(&["MH", "AB"]), &["MH", "NA"]), some(&["MH", ""]));
        assert_eq!(of(Area, Some(&["NA", "x"]), &["x", "NA", "NVT"]), some(&["x", "NA", ""]));
        assert_eq!(of(Group, Some(&["-"]), &["-", "NA"]), some(&["-", ""]));
    }

    #[test]
    fn words_of_yes_and_no_are_two_values() {
        let labels = ["ja", "Nee", "TRUE", "0", "soms", "n.v.t."];
        assert_eq!(
            of(values::Kind::Flag, None, &labels),
            some(&["yes", "no", "yes", "no", "soms", ""])
        );
    }
}
