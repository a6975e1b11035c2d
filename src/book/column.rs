//! A column of cells: of one kind, or of several.

use super::Cell;

/// The cells of a column; `None` where nothing stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// No cell holds anything.
    Empty,
    /// Text.
    Texts(Vec<Option<String>>),
    /// Whole numbers that can be told apart.
    Wholes(Vec<Option<i64>>),
    /// Numbers.
    Numbers(Vec<Option<f64>>),
    /// Yes and no.
    Flags(Vec<Option<bool>>),
    /// Days since 1970.
    Days(Vec<Option<i32>>),
    /// Cells of several kinds.
    Mixed(Vec<Option<Cell>>),
}

impl Column {
    /// The column that these cells make.
    #[must_use]
    pub fn of(cells: Vec<Option<Cell>>) -> Self {
        let mut there = cells.iter().flatten();
        let Some(first) = there.next() else { return Self::Empty };
        let kind = std::mem::discriminant(first);
        if !there.all(|cell| std::mem::discriminant(cell) == kind) {
            return Self::Mixed(cells);
        }
        match first {
            Cell::Text(_) => Self::Texts(each(cells, |cell| match cell {
                Cell::Text(text) => Some(text),
                _ => None,
            })),
            Cell::Flag(_) => Self::Flags(each(cells, |cell| match cell {
                Cell::Flag(flag) => Some(flag),
                _ => None,
            })),
            Cell::Day(_) => Self::Days(each(cells, |cell| match cell {
                Cell::Day(day) => Some(day),
                _ => None,
            })),
            Cell::Number(_) => numbers(each(cells, |cell| match cell {
                Cell::Number(number) => Some(number),
                _ => None,
            })),
        }
    }
}

fn each<T>(cells: Vec<Option<Cell>>, of: impl Fn(Cell) -> Option<T>) -> Vec<Option<T>> {
    cells.into_iter().map(|cell| cell.and_then(&of)).collect()
}

/// Whole numbers where all of them are.
fn numbers(found: Vec<Option<f64>>) -> Column {
    let wholes: Option<Vec<Option<i64>>> =
        found.iter().map(|number| number.map_or(Some(None), |n| whole(n).map(Some))).collect();
    wholes.map_or(Column::Numbers(found), Column::Wholes)
}

/// A number as the whole one that it is.
#[must_use]
pub fn whole(number: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "what it is cast to is compared")]
    let whole = number as i64;
    (number.abs() <= (1_i64 << 53) as f64 && (whole as f64).to_bits() == (number + 0.0).to_bits())
        .then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[Option<Cell>]) -> Column {
        Column::of(cells.to_vec())
    }

    #[test]
    fn one_kind_makes_a_column_of_that_kind() {
        let number = |n: f64| Some(Cell::Number(n));
        assert_eq!(column(&[None, None]), Column::Empty);
        assert_eq!(column(&[number(5.0), None]), Column::Wholes(vec![Some(5), None]));
        assert_eq!(column(&[number(-0.0)]), Column::Wholes(vec![Some(0)]));
        assert_eq!(
            column(&[number(5.0), number(2.5)]),
            Column::Numbers(vec![Some(5.0), Some(2.5)])
        );
        let large = 9_007_199_254_740_994.0; // 2^53 + 2
        assert_eq!(column(&[number(large)]), Column::Numbers(vec![Some(large)]));
        assert_eq!(column(&[Some(Cell::Flag(true))]), Column::Flags(vec![Some(true)]));
        assert_eq!(column(&[Some(Cell::Day(3))]), Column::Days(vec![Some(3)]));
    }

    #[test]
    fn several_kinds_stay_apart() {
        let cells = [Some(Cell::Text("01".to_owned())), None, Some(Cell::Number(1.0))];
        assert_eq!(column(&cells), Column::Mixed(cells.to_vec()));
    }
}
