use spreiding::disclosure::{Bounds, NONE, System, bounds, candidates, positions, whole};

/// Cells of a table of `rows` × `columns` with all margins shown.
fn table(low: i64, high: i64, margins: &[i64], rows: usize, columns: usize) -> System {
    let n = rows * columns;
    let (mut start, mut unknown) = (vec![0], Vec::new());
    for row in 0..rows {
        unknown.extend((0..columns).map(|column| row * columns + column));
        start.push(unknown.len());
    }
    for column in 0..columns {
        unknown.extend((0..rows).map(|row| row * columns + column));
        start.push(unknown.len());
    }
    let ones = vec![1; unknown.len()];
    let sums = [margins.to_vec(), margins.to_vec()];
    System::new([vec![low; n], vec![high; n]], start, &unknown, &ones, sums).unwrap()
}

/// Every value of every cell, by trying all tables: the oracle.
fn enumerated(low: i64, high: i64, margins: &[i64], rows: usize, columns: usize) -> Vec<Vec<i64>> {
    let n = rows * columns;
    let mut values = vec![std::collections::BTreeSet::new(); n];
    let mut cells = vec![low; n];
    loop {
        let sum = |cells: &[i64], pick: &dyn Fn(usize) -> bool| -> i64 {
            cells.iter().enumerate().filter(|(at, _)| pick(*at)).map(|(_, v)| v).sum()
        };
        let met = (0..rows).all(|r| sum(&cells, &|at| at / columns == r) == margins[r])
            && (0..columns).all(|c| sum(&cells, &|at| at % columns == c) == margins[rows + c]);
        if met {
            values.iter_mut().zip(&cells).for_each(|(set, v)| _ = set.insert(*v));
        }
        let Some(at) = cells.iter().position(|v| *v < high) else { break };
        cells[at] += 1;
        cells[..at].fill(low);
    }
    values.into_iter().map(|set| set.into_iter().collect()).collect()
}

#[test]
fn the_search_proves_just_the_values_that_all_tables_together_have() {
    // Counts 0 to 4 in two by three cells, several margins.
    for witness in [[0, 1, 2, 3, 1, 0], [4, 4, 0, 0, 1, 2], [1, 1, 1, 1, 1, 1], [0, 0, 4, 2, 0, 0]]
    {
        let row = |r: usize| -> i64 { witness[r * 3..(r + 1) * 3].iter().sum() };
        let column = |c: usize| -> i64 { witness[c] + witness[3 + c] };
        let margins = [row(0), row(1), column(0), column(1), column(2)];
        let system = table(0, 4, &margins, 2, 3);
        let expected = enumerated(0, 4, &margins, 2, 3);
        let targets: Vec<usize> = (0..6).collect();
        let found = candidates(&system, &witness, &targets, 5, 7).unwrap();
        let outer = bounds(&system);
        for (at, (found, expected)) in found.iter().zip(&expected).enumerate() {
            let mut values = found.values.clone();
            values.sort_unstable();
            assert_eq!((&values, found.open), (expected, 0), "cell {at} of {witness:?}");
            assert!(outer.low[at] <= expected[0] && outer.high[at] >= expected[expected.len() - 1]);
        }
    }
}

#[test]
fn the_answer_is_the_same_from_any_number_of_threads() {
    let system = table(0, 60, &[90, 70, 50, 40, 60, 50, 60], 4, 3);
    let witness = [30, 30, 30, 20, 20, 30, 10, 0, 40, 0, 0, 40];
    // Margins of that witness, so that it meets them.
    let system_of = |w: &[i64; 12]| {
        let row = |r: usize| -> i64 { w[r * 3..(r + 1) * 3].iter().sum() };
        let column = |c: usize| -> i64 { (0..4).map(|r| w[r * 3 + c]).sum() };
        let margins: Vec<i64> = (0..4).map(row).chain((0..3).map(column)).collect();
        table(0, 60, &margins, 4, 3)
    };
    assert_eq!(candidates(&system, &witness, &[0], 5, 0).unwrap_err().code(), "witness");
    let own = system_of(&witness);
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| candidates(&own, &witness, &(0..12).collect::<Vec<_>>(), 40, 5).unwrap())
    };
    assert_eq!(run(1), run(16));
}

#[test]
fn a_system_that_says_two_things_of_one_unknown_is_refused() {
    let build = |unknown: &[usize], coef: &[i64], low: Vec<i64>, high: Vec<i64>| {
        let ends = [vec![1], vec![1]];
        System::new([low, high], vec![0, unknown.len()], unknown, coef, ends).map(|_| ())
    };
    let code = |unknown: &[usize], coef: &[i64]| {
        build(unknown, coef, vec![0; 3], vec![9; 3]).map_err(|e| e.code())
    };
    assert_eq!(code(&[0, 1, 2], &[1, 1, -1]), Ok(()));
    assert_eq!(code(&[0, 1, 0], &[1, 1, -1]), Err("unknown-twice"));
    assert_eq!(code(&[0, 3], &[1, 1]), Err("system"));
    assert_eq!(code(&[0, 1], &[1, 1 << 40]), Err("system"));
    // Many terms that could overflow together.
    let far = build(&[0, 1, 2], &[1 << 20; 3], vec![0; 3], vec![1 << 32; 3]).is_ok();
    assert!(far, "three of the largest terms stay below 2^60");
    let many: Vec<usize> = (0..600).collect();
    let wide = build(&many, &[1 << 20; 600], vec![0; 600], vec![1 << 32; 600]);
    assert_eq!(wide.unwrap_err().code(), "system");
}

#[test]
fn numbers_that_are_none_are_refused() {
    assert_eq!(whole("low", &[1.0, f64::INFINITY, -2.0]).unwrap(), [1, NONE, -2]);
    for wrong in [f64::NAN, 0.5] {
        assert_eq!(whole("low", &[wrong]).unwrap_err().code(), "system");
        assert_eq!(positions("start", &[wrong]).unwrap_err().code(), "system");
    }
    assert_eq!(positions("start", &[-1.0]).unwrap_err().code(), "system");
}

#[test]
fn what_contradicts_itself_names_a_row() {
    let system = table(0, 2, &[5, 4, 3, 3, 3], 2, 3);
    let Bounds { broken, .. } = bounds(&system);
    assert!(broken.is_none());
    let system = table(0, 2, &[7, 2, 3, 3, 3], 2, 3);
    assert!(bounds(&system).broken.is_some());
}
