use super::*;
use crate::values;

const TEXT: Kind = Kind::Text(values::Kind::Name);

#[test]
fn a_weighted_combination_counts_as_so_many_rows() {
    let rows = [("x", "p"), ("x", "q"), ("y", "p"), ("x", "p")];
    let plain = filled(&rows);
    let mut tally = filled(&[]);
    let ids = |axis: usize, text: &str, tally: &mut Tally| {
        tally.axis(axis).text(text.as_bytes()).unwrap()
    };
    let a = [ids(0, "x", &mut tally), ids(0, "x", &mut tally), ids(0, "y", &mut tally)];
    let b = [ids(1, "p", &mut tally), ids(1, "q", &mut tally), ids(1, "p", &mut tally)];
    tally.weighted(&[&a, &b], &[2, 1, 1]).unwrap();
    assert_eq!(tally.count(), plain.count());
    assert_eq!(tally.marginal(0).unwrap(), plain.marginal(0).unwrap());
    assert_eq!(tally.marginal(1).unwrap(), plain.marginal(1).unwrap());
    assert!(tally.weighted(&[&a[..1], &b[..1]], &[MOST_RECORDS]).is_err());
}

fn filled(rows: &[(&str, &str)]) -> Tally {
    let mut tally =
        Tally::new(vec![Axis::new("a", TEXT), Axis::new("b", TEXT)], Vec::new(), &[vec![0, 1]])
            .unwrap();
    for (a, b) in rows {
        let ids =
            [tally.axis(0).text(a.as_bytes()).unwrap(), tally.axis(1).text(b.as_bytes()).unwrap()];
        tally.rows(&[&ids[..1], &ids[1..]]).unwrap();
    }
    tally
}

#[test]
fn counts_survive_growth_and_merging_in_any_order() {
    // Oracle: a plain count of the pairs.
    let names: Vec<String> = (0..37).map(|i| format!("v{i}")).collect();
    let rows: Vec<(&str, &str)> =
        (0..2000).map(|i| (names[i * 7 % 37].as_str(), names[i * i % 11].as_str())).collect();
    let whole = filled(&rows);
    let mut merged = filled(&rows[..300]);
    merged.merge(&filled(&rows[300..])).unwrap();
    for tally in [whole, merged] {
        let sizes = [40, tally.columns()[1].len()];
        let table =
            tally.collapse(0, &sizes.map(|size| (0..size).map(Some).collect()), &sizes).unwrap();
        for (i, cell) in table.iter().enumerate() {
            let (a, b) = (i / tally.columns()[1].len(), i % tally.columns()[1].len());
            let pair = (tally.columns()[0].label(a), tally.columns()[1].label(b));
            let expected = rows.iter().filter(|(x, y)| (Some(*x), Some(*y)) == pair).count();
            assert_eq!(*cell, expected as u64);
        }
    }
}

#[test]
fn settling_keeps_every_row() {
    // Oracle: the codes of the rows, cleaned by hand.
    let rows =
        [("E16", "x"), (" E16", "SMU"), ("n.v.t.", "SMU"), ("E17", ""), ("E16\u{a0}", "n.v.t.")];
    let mut tally = filled(&rows);
    let (met, spelling) = tally.settle(&[None, None]).unwrap();
    let axes = tally.columns();
    let values = |at: usize| (0..axes[at].len()).map(|id| axes[at].label(id)).collect::<Vec<_>>();
    assert_eq!(values(0), [None, None, None, Some("E16"), Some("E17")]);
    assert_eq!(tally.marginal(0).unwrap(), [1, 0, 0, 3, 1]);
    assert_eq!(tally.marginal(1).unwrap(), [3, 0, 0, 2]); // x is a sign
    let of = |met: &Met| (met.axis, met.label.as_str().to_owned(), met.code.clone(), met.count);
    let e16 = || Some("E16".to_owned());
    assert_eq!(
        met.iter().map(of).collect::<Vec<_>>(),
        [
            (0, " E16".to_owned(), e16(), 1),
            (0, "n.v.t.".to_owned(), None, 1),
            (0, "E16\u{a0}".to_owned(), e16(), 1),
            (1, "x".to_owned(), None, 1),
            (1, "n.v.t.".to_owned(), None, 1),
        ]
    );
    let labels = spelling.labels("a", &HashSet::from_iter(["E16".to_owned()]));
    assert_eq!((labels.len(), spelling.signs("a").len()), (3, 1));
    assert_eq!(tally.count(), 5);
}

#[test]
fn a_table_within_a_larger_one_is_added_up_from_it() {
    // Oracle: a tally that was asked for the small tables only.
    let axes = || ["a", "b", "c"].map(|name| Axis::new(name, TEXT)).to_vec();
    let tables = [vec![0, 2], vec![0, 1, 2], vec![1], vec![0, 1, 2], vec![2, 1]];
    let fill = |tables: &[Vec<usize>]| {
        let mut tally = Tally::new(axes(), Vec::new(), tables).unwrap();
        for i in 0..500_u32 {
            let ids: Vec<[u32; 1]> = [i % 7, i * i % 5, i / 100]
                .iter()
                .enumerate()
                .map(|(at, value)| {
                    [tally.axis(at).text(&[b'a', b'0' + u8::try_from(*value).unwrap()]).unwrap()]
                })
                .collect();
            tally.rows(&ids.iter().map(<[u32; 1]>::as_slice).collect::<Vec<_>>()).unwrap();
        }
        tally
    };
    let all = fill(&tables);
    assert_eq!(all.tables.len(), 2); // the three-way table, and (2, 1), whose order is another
    for (at, table) in tables.iter().enumerate() {
        let alone = fill(std::slice::from_ref(table));
        let sizes: Vec<usize> = table.iter().map(|axis| all.columns()[*axis].len()).collect();
        let maps: Vec<Vec<_>> = sizes.iter().map(|size| (0..*size).map(Some).collect()).collect();
        let found = all.collapse(at, &maps, &sizes).unwrap();
        assert_eq!(found, alone.collapse(0, &maps, &sizes).unwrap());
        assert_eq!(found.iter().sum::<u64>(), 500);
    }
    assert_eq!(all.marginal(1).unwrap(), fill(&[vec![1]]).marginal(1).unwrap());
}
