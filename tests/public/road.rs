//! From boundaries and counts to a spread and a regression, by the public crate alone.

use serde::Deserialize;
use spreiding::area::{
    Areas,
    read::{Ask, geojson},
    write,
};
use spreiding::autocorrelation::Sample;
use spreiding::counts::Counts;
use spreiding::data;
use spreiding::locate::Locator;
use spreiding::shares::interval::Method;
use spreiding::shares::shares;
use spreiding::spread::{Index, Spread};
use spreiding::weights::contiguity::{Contact, Reach, contiguity};

#[derive(Debug, Deserialize)]
struct Tile {
    code: String,
    column: i32,
    row: i32,
}

/// The tile map of the wijken of Amsterdam, as the library carries it.
fn tiles() -> Areas {
    let tiles: Vec<Tile> = data::table("tiles/wijk_2015.csv").unwrap();
    let codes = tiles.iter().map(|t| t.code.clone()).collect();
    let (columns, rows): (Vec<i32>, Vec<i32>) = tiles.iter().map(|t| (t.column, t.row)).unzip();
    Areas::tiles(codes, &columns, &rows).unwrap()
}

#[test]
fn packaged_tables_are_read_as_rows_of_a_type() {
    #[derive(Deserialize)]
    struct Wijk {
        code: String,
        gebied_code_2015: String,
        n_buurten: u32,
    }
    #[derive(Deserialize)]
    struct Gebied {
        code: String,
    }
    let wijken: Vec<Wijk> = data::table("areas/wijken_2015.csv").unwrap();
    let gebieden: Vec<Gebied> = data::table("areas/gebieden_2015.csv").unwrap();
    assert_eq!(wijken.len(), tiles().len());
    for wijk in &wijken {
        let parent = &wijk.gebied_code_2015;
        let known = gebieden.iter().any(|g| g.code == *parent) || parent.is_empty();
        assert!(known && wijk.n_buurten > 0, "{}", wijk.code);
    }
    assert_eq!(data::table::<Tile>("areas/wijken_2015.csv").unwrap_err().code(), "embedded");
    assert_eq!(data::table::<Tile>("no/such.csv").unwrap_err().code(), "embedded");
}

#[test]
fn from_boundaries_and_counts_to_statistics() {
    let areas = tiles();
    let text = write::collection(&areas).to_string();
    let ask = Ask { code: "code", names: &[], codes: &[], keep_invalid: false, merge: false };
    let back = geojson(&text, ask).unwrap().areas;
    assert_eq!((back.codes(), back.shapes()), (areas.codes(), areas.shapes()));
    let locator = Locator::new(&back).unwrap();
    let (x, y) = back.interior_points();
    let found = locator.locate_all(&x, &y).unwrap();
    assert_eq!(found, (0..u32::try_from(back.len()).unwrap()).collect::<Vec<_>>());

    let weights =
        contiguity(&back, Contact::Queen, Reach { tolerance: 0.0, scale: [1.0, 1.0] }).unwrap();
    // Synthetic counts: a gradient from west to east, alike among neighbours.
    let n = vec![100.0; back.len()];
    let group: Vec<f64> = x.iter().map(|x| (3.0 * x).floor().clamp(0.0, 60.0)).collect();
    let counts = Counts::new(&group, &n).unwrap();
    let shares = shares(&counts, &counts, Method::Wilson, 0.95).unwrap();
    let moran = Sample::new(shares.of_rentals, weights).unwrap();
    let moments = moran.moments("moran".parse().unwrap());
    assert!(moments.observed > 0.7 && moments.expected < 0.0, "{moments:?}");
    let spread = Spread::new(&counts, false).unwrap();
    // With equal totals D is half the mean deviation of shares over p (1 − p).
    let p = group.iter().sum::<f64>() / n.iter().sum::<f64>();
    let by_hand = group.iter().map(|x| (x / 100.0 - p).abs()).sum::<f64>()
        / (2.0 * n.len() as f64 * p * (1.0 - p));
    assert!((spread.value(Index::Dissimilarity) - by_hand).abs() < 1e-12);
}
