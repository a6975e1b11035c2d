//! Narrowing of intervals by the rows, one row at a time, until nothing moves.

use super::system::{NONE, System};

/// Outer bounds of every unknown: no solution lies outside.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Bounds {
    /// Least value of each unknown.
    pub low: Vec<i64>,
    /// Greatest value of each unknown.
    pub high: Vec<i64>,
    /// A row that no assignment within the bounds can meet: what is printed contradicts itself there.
    pub broken: Option<usize>,
}

/// Narrow all unknowns by all rows.
///
/// Source: Harvey, W. & Stuckey, P. (2003), "Improving linear constraint propagation by changing constraint
/// representation", Constraints 8, 173–207, section 2 (bounds propagation of a linear row).
#[must_use]
pub fn bounds(system: &System) -> Bounds {
    let mut state = State::new(system);
    let broken = state.root().err();
    Bounds { low: state.low, high: state.high, broken }
}

/// Rows looked at after a trial value: far effects of a trial are left to the search.
const TRIAL: usize = 400;

/// Current intervals with a trail, so that a trial can be taken back.
#[derive(Debug, Clone)]
pub(super) struct State<'a> {
    pub(super) system: &'a System,
    pub(super) low: Vec<i64>,
    pub(super) high: Vec<i64>,
    pub(super) trail: Vec<(usize, i64, i64)>,
    queue: Vec<usize>,
    queued: Vec<bool>,
}

impl<'a> State<'a> {
    pub(super) fn new(system: &'a System) -> Self {
        let (low, high) = (system.low.clone(), system.high.clone());
        let queued = vec![false; system.n_rows()];
        Self { system, low, high, trail: Vec::new(), queue: Vec::new(), queued }
    }

    /// Propagate every row, and forget the trail; the row that cannot be met if there is one.
    pub(super) fn root(&mut self) -> Result<(), usize> {
        if let Some(j) = (0..self.low.len()).find(|&j| self.low[j] > self.high[j]) {
            return Err(self.system.rows_of(j).first().copied().unwrap_or(usize::MAX));
        }
        // Ascending: the queue is a stack, and short sums (built last) are cheap to do first.
        for row in 0..self.system.n_rows() {
            self.push(row);
        }
        let done = self.run(100 * (self.system.n_rows() + 10));
        self.trail.clear();
        done
    }

    /// Keep an unknown within `low..=high` and propagate.
    pub(super) fn restrict(&mut self, unknown: usize, low: i64, high: i64) -> Result<(), usize> {
        self.narrow(unknown, low, high)?;
        self.run(TRIAL)
    }

    /// Take back everything after `mark` entries of the trail.
    pub(super) fn undo(&mut self, mark: usize) {
        while self.trail.len() > mark {
            if let Some((j, low, high)) = self.trail.pop() {
                (self.low[j], self.high[j]) = (low, high);
            }
        }
        for row in self.queue.drain(..) {
            self.queued[row] = false;
        }
    }

    fn push(&mut self, row: usize) {
        if !self.queued[row] {
            self.queued[row] = true;
            self.queue.push(row);
        }
    }

    fn narrow(&mut self, j: usize, low: i64, high: i64) -> Result<(), usize> {
        let (low, high) = (low.max(self.low[j]), high.min(self.high[j]));
        if (low, high) == (self.low[j], self.high[j]) {
            return Ok(());
        }
        if low > high {
            return Err(usize::MAX);
        }
        self.trail.push((j, self.low[j], self.high[j]));
        (self.low[j], self.high[j]) = (low, high);
        let system = self.system;
        for &row in system.rows_of(j) {
            self.push(row);
        }
        Ok(())
    }

    fn run(&mut self, most: usize) -> Result<(), usize> {
        // Intervals only shrink, so stopping early stays valid; the cap guards against slow creeping.
        let mut left = most;
        while let Some(row) = self.queue.pop() {
            self.queued[row] = false;
            self.row(row).map_err(|_| row)?;
            left -= 1;
            if left == 0 {
                break;
            }
        }
        for row in self.queue.drain(..) {
            self.queued[row] = false;
        }
        Ok(())
    }

    fn row(&mut self, row: usize) -> Result<(), usize> {
        let system = self.system;
        let (want_low, want_high) = (system.row_low[row], system.row_high[row]);
        let (mut least, mut most) = (0, 0);
        for &(j, c) in system.terms(row) {
            let (a, b) = (c * self.low[j], c * self.high[j]);
            least += a.min(b);
            most += a.max(b);
        }
        if least > want_high || most < want_low {
            return Err(row);
        }
        if least >= want_low && most <= want_high {
            return Ok(());
        }
        for &(j, c) in system.terms(row) {
            let (old_low, old_high) = (self.low[j], self.high[j]);
            if old_low == old_high {
                continue;
            }
            let (a, b) = (c * old_low, c * old_high);
            // c * x <= up and c * x >= down, with all other terms at their far ends.
            let up = if want_high >= NONE { NONE } else { want_high - (least - a.min(b)) };
            let down = if want_low <= -NONE { -NONE } else { want_low - (most - a.max(b)) };
            let (low, high) = quotient(down, up, c);
            self.narrow(j, low, high)?;
            let (a, b) = (c * self.low[j], c * self.high[j]);
            let (was_a, was_b) = (c * old_low, c * old_high);
            least += a.min(b) - was_a.min(was_b);
            most += a.max(b) - was_a.max(was_b);
        }
        Ok(())
    }
}

/// Integers `x` with `down <= c * x <= up`, as an interval.
fn quotient(down: i64, up: i64, c: i64) -> (i64, i64) {
    let (down, up, c) = if c < 0 { (-up, -down, -c) } else { (down, up, c) };
    if c == 0 {
        return (-NONE, NONE);
    }
    (-(-down).div_euclid(c), up.div_euclid(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_count_and_a_whole_percent_pin_the_rentals() {
        // By hand from the printed tables of 2018: 20 allocations printed as 54% leave 37 rentals; 22 printed as > 90% leave 22 to 24.
        let exact = System::new(
            [vec![20, 0], vec![20, 100_000]],
            vec![0, 2, 4, 6],
            &[0, 1, 0, 1, 1, 0],
            &[200, -107, 200, -109, 1, -1],
            [vec![0, -NONE, 0], vec![NONE, -1, NONE]],
        )
        .unwrap();
        assert_eq!(bounds(&exact).low, [20, 37]);
        assert_eq!(bounds(&exact).high, [20, 37]);
        let coded = System::new(
            [vec![22, 0], vec![22, 100_000]],
            vec![0, 2, 4],
            &[0, 1, 1, 0],
            &[100, -90, 1, -1],
            [vec![1, 0], vec![NONE, NONE]],
        )
        .unwrap();
        let found = bounds(&coded);
        assert_eq!((found.low[1], found.high[1]), (22, 24));
    }

    #[test]
    fn parts_that_do_not_add_up_name_their_row() {
        let system = System::new(
            [vec![2, 3, 6], vec![2, 3, 6]],
            vec![0, 3],
            &[0, 1, 2],
            &[1, 1, -1],
            [vec![0], vec![0]],
        )
        .unwrap();
        assert_eq!(bounds(&system).broken, Some(0));
    }
}
