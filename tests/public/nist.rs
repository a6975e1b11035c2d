//! Certified values of NIST's Statistical Reference Datasets, linear regression, and what `linfa-linear` makes of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use linfa::prelude::*;
use ndarray::{Array1, Array2};
use serde_json::Value;
use spreiding::regress::Ols;

/// Digits that must be right: ours, and those `linfa-linear` 0.8.1 had on 64-bit x86. A design of powers rounded to 64
/// bits allows no more on Filip and Wampler2.
const DIGITS: [(&str, f64, f64); 11] = [
    ("Norris", 13.0, 12.0),
    ("Pontius", 12.0, 11.5),
    ("Filip", 7.0, 7.0),
    ("Longley", 13.0, 10.5),
    ("NoInt1", 14.0, 14.0),
    ("NoInt2", 14.0, 14.0),
    ("Wampler1", 14.0, 9.0),
    ("Wampler2", 13.0, 13.0),
    ("Wampler3", 14.0, 9.0),
    ("Wampler4", 14.0, 8.0),
    ("Wampler5", 14.0, 6.0),
];

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/nist");
    folder.exists().then_some(folder)
}

fn digits(found: &[f64], certified: &[f64]) -> f64 {
    assert_eq!(found.len(), certified.len());
    let one = |(a, b): (&f64, &f64)| {
        let error = if *b == 0.0 { a.abs() } else { ((a - b) / b).abs() };
        if error == 0.0 { 16.0 } else { -error.log10() }
    };
    found.iter().zip(certified).map(one).fold(16.0, f64::min)
}

/// Columns of the design, y, and the certified coefficients.
fn problem(folder: &Path, name: &str) -> (Vec<Vec<f64>>, Vec<f64>, Vec<f64>) {
    let mut reader = csv::Reader::from_path(folder.join(format!("{name}.csv"))).expect("data");
    let rows: Vec<BTreeMap<String, f64>> =
        reader.deserialize().collect::<Result<_, _>>().expect("numbers");
    let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).expect("values");
    let known: Value = serde_json::from_str(&text).expect("json");
    let number = |v: &Value| v.as_f64().or_else(|| v.as_str()?.parse().ok()).expect("a number");
    let parameters = known["certified"]["parameters"].as_object().expect("parameters");
    let mut named: Vec<(&String, f64)> = parameters.iter().map(|(n, v)| (n, number(v))).collect();
    named.sort_by_key(|(n, _)| {
        n.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<u32>().ok()
    });
    let certified: Vec<f64> = named.into_iter().map(|(_, v)| v).collect();
    let y = rows.iter().map(|r| r["y"]).collect();
    let mut names: Vec<&String> = rows[0].keys().filter(|n| *n != "y").collect();
    names.sort();
    let mut x: Vec<Vec<f64>> = names.iter().map(|n| rows.iter().map(|r| r[*n]).collect()).collect();
    if known["model"].as_str().is_some_and(|model| model.starts_with("polynomial")) {
        for power in 2..i32::try_from(certified.len()).expect("few") {
            x.push(x[0].iter().map(|v| v.powi(power)).collect());
        }
    }
    (x, y, certified)
}

#[test]
fn certified_digits_and_those_of_the_cross_check() {
    let Some(folder) = folder() else {
        println!("left out: ../shared/nist (NIST StRD files) is absent");
        return;
    };
    for (name, own, other) in DIGITS {
        let (x, y, certified) = problem(&folder, name);
        let (n, k) = (y.len(), x.len());
        let design = Array2::from_shape_vec((k, n), x.concat()).unwrap().reversed_axes();
        let data = Dataset::new(design, Array1::from_vec(y));
        let intercept = !name.starts_with("NoInt");
        let fit = Ols::params().with_intercept(intercept).fit(&data).unwrap();
        let found = digits(fit.b(), &certified);
        let model = linfa_linear::LinearRegression::new().with_intercept(intercept);
        let second = model.fit(&data).map_or(0.0, |fit| {
            let mut b = if intercept { vec![fit.intercept()] } else { vec![] };
            b.extend(fit.params().iter());
            digits(&b, &certified)
        });
        println!(
            "{name}: {found:.1} digits, linfa-linear {second:.1}, condition {:.1e}",
            fit.condition()
        );
        assert!(found >= own, "{name}: {found}");
        assert!(second >= other && fit.cross_check() >= 0.0, "{name}: {second}");
    }
}
