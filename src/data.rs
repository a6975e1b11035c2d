//! Files of `data/` compiled in, so that an installed package needs no files beside itself.

use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// Pairs of name and text for files of `data/`.
macro_rules! files {
    ($($name:literal,)*) => { &[$(($name, include_str!(concat!("../data/", $name)))),*] };
}

/// Every embedded file by its path below `data/`; `data/README.md` gives source, date and licence. Add a line to add a file.
const FILES: &[(&str, &str)] = files![
    "areas/gebieden_2015.csv",
    "areas/gebieden_2022.csv",
    "areas/joined.csv",
    "areas/wijken_2015.csv",
    "areas/wijken_2022.csv",
    "checks.csv",
    "disclosure/rules.csv",
    "missing_signs.csv",
    "published/external_reference_totals.csv",
    "published/implied_intervals_gebied.csv",
    "published/implied_intervals_wijk.csv",
    "published/ois2018_bands_wijk.csv",
    "published/ois2018_table_1_1.csv",
    "published/ois2018_table_1_2.csv",
    "published/ois2018_table_1_5.csv",
    "published/ois2018_table_3_4.csv",
    "published/ois2018_table_3_4_fit.csv",
    "published/phkg2020_delivery.csv",
    "published/phkg2020_waiting_times.csv",
    "published/text_claims.csv",
    "rent_limits.csv",
    "synthetic/amsterdam_2016_2017_covariate_sources.csv",
    "synthetic/amsterdam_2016_2017_covariates.csv",
    "synthetic/amsterdam_2016_2017_wijk.csv",
    "target_groups/harmonised.csv",
    "target_groups/ois2018.csv",
    "target_groups/phkg2020.csv",
    "target_groups/phkg2024.csv",
    "tiles/gebied_2015.csv",
    "tiles/gebied_2022.csv",
    "tiles/wijk_2015.csv",
    "tiles/wijk_2022.csv",
    "value_words.csv",
];

/// Text of one embedded file, such as `"areas/wijken_2015.csv"`; `None` for a name that is not embedded.
#[must_use]
pub fn embedded(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// Rows of one embedded table, read as a type by the names of its columns.
///
/// # Errors
/// There is no such file, or a row does not fit the type.
///
/// # Example
/// ```
/// #[derive(serde::Deserialize)]
/// struct Gebied {
///     code: String,
///     name_bbga: String,
/// }
/// let gebieden: Vec<Gebied> = spreiding::data::table("areas/gebieden_2015.csv")?;
/// assert_eq!((gebieden[0].code.as_str(), gebieden[0].name_bbga.as_str()), ("DX01", "Centrum-West"));
/// # Ok::<(), spreiding::Error>(())
/// ```
pub fn table<T: DeserializeOwned>(name: &str) -> Result<Vec<T>> {
    let broken = |reason: String| Error::Embedded { name: name.to_owned(), reason };
    let text = embedded(name).ok_or_else(|| broken("is not among the embedded files".into()))?;
    let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize();
    rows.collect::<std::result::Result<_, csv::Error>>().map_err(|error| broken(error.to_string()))
}

/// Names of all embedded files, sorted.
#[must_use]
pub fn names() -> Vec<&'static str> {
    FILES.iter().map(|(name, _)| *name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_found_by_its_name_and_the_list_is_sorted() {
        assert!(names().is_sorted());
        for name in names() {
            assert!(embedded(name).is_some_and(|text| text.lines().count() > 1), "{name}");
        }
        assert_eq!(embedded("no/such.csv"), None);
    }
}
