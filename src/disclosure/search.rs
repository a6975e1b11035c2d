//! Search for an assignment in which an unknown has a given value: start from one that meets every row, mend what breaks.

use super::propagate::State;
use crate::numeric::random::Stream;

/// What is proved about one unknown.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Candidates {
    /// Least value that is not refuted by narrowing.
    pub low: i64,
    /// Greatest value that is not refuted by narrowing.
    pub high: i64,
    /// Values proved possible, that of the witness first; the search stops at `want` of them.
    pub values: Vec<i64>,
    /// Values in `low..=high` neither proved nor refuted when the search stopped.
    pub open: i64,
}

/// Tries per value, the first greedy and the others with some choices by chance.
const TRIES: u64 = 3;
/// Moves within one try.
const MOVES: usize = 400;
/// Moves for which an unknown rests after its own.
const REST: usize = 12;

/// One thread's copy of the intervals, an assignment under repair, and the sums of the rows under it.
#[derive(Clone)]
pub(super) struct Search<'a> {
    state: State<'a>,
    witness: &'a [i64],
    values: Vec<i64>,
    sums: Vec<i64>,
    /// Largest coefficient of a row: by it, what rows lack is made comparable.
    scale: Vec<i64>,
    /// Unknowns that left the witness, to be put back.
    moved: Vec<usize>,
    /// Rows that may be broken.
    work: Vec<usize>,
    /// Move before which an unknown does not move again, and the unknowns that have one.
    rests: Vec<usize>,
    rested: Vec<usize>,
}

impl<'a> Search<'a> {
    pub(super) fn new(state: State<'a>, witness: &'a [i64]) -> Self {
        let system = state.system;
        let rows = 0..system.n_rows();
        let sums = rows
            .clone()
            .map(|r| system.terms(r).iter().map(|&(j, c)| c * witness[j]).sum())
            .collect();
        let scale = rows
            .map(|r| system.terms(r).iter().map(|&(_, c)| c.abs()).max().unwrap_or(1).max(1))
            .collect();
        Self {
            state,
            witness,
            values: witness.to_vec(),
            sums,
            scale,
            moved: Vec::new(),
            work: Vec::new(),
            rests: vec![0; witness.len()],
            rested: Vec::new(),
        }
    }

    pub(super) fn target(&mut self, target: usize, want: usize, seed: u64) -> Candidates {
        let (low, high, here) =
            (self.state.low[target], self.state.high[target], self.witness[target]);
        let mut found = Candidates { low, high, values: vec![here], open: 0 };
        let mut refuted = 0;
        // Nearest values first, alternating: they need the smallest moves.
        let reach = 4 * i64::try_from(want).unwrap_or(8).max(2);
        let steps =
            (1..=reach).flat_map(|d| [here + d, here - d]).filter(|v| (low..=high).contains(v));
        for value in steps {
            if found.values.len() >= want {
                break;
            }
            match self.reachable(target, value, seed ^ ((target as u64) << 20)) {
                Some(true) => found.values.push(value),
                Some(false) => refuted += 1,
                None => {}
            }
        }
        found.open =
            high - low + 1 - refuted - i64::try_from(found.values.len()).unwrap_or(i64::MAX);
        found
    }

    /// Whether the target can have a value: proved, refuted, or open.
    fn reachable(&mut self, target: usize, value: i64, seed: u64) -> Option<bool> {
        let mark = self.state.trail.len();
        if self.state.restrict(target, value, value).is_err() {
            self.state.undo(mark);
            return Some(false);
        }
        let forced: Vec<usize> = self.state.trail[mark..].iter().map(|entry| entry.0).collect();
        let mut mended = false;
        for attempt in 0..TRIES {
            let mut random = Stream::after(seed ^ (attempt << 48) ^ value.unsigned_abs());
            for &j in &forced {
                let now = self.values[j].clamp(self.state.low[j], self.state.high[j]);
                self.shift(j, now);
            }
            mended = self.mend(attempt, &mut random);
            self.restore();
            if mended {
                break;
            }
        }
        self.state.undo(mark);
        mended.then_some(true)
    }

    /// Give an unknown a value, and note the rows it stands in.
    fn shift(&mut self, j: usize, to: i64) {
        let step = to - self.values[j];
        if step == 0 {
            return;
        }
        let system = self.state.system;
        self.moved.push(j);
        self.values[j] = to;
        for &row in system.rows_of(j) {
            self.work.push(row);
            self.sums[row] += step * system.coef(row, j);
        }
    }

    /// Put all values back to the witness.
    fn restore(&mut self) {
        while let Some(j) = self.moved.pop() {
            let to = self.witness[j];
            let step = to - self.values[j];
            self.values[j] = to;
            for &row in self.state.system.rows_of(j) {
                self.sums[row] += step * self.state.system.coef(row, j);
            }
        }
        for j in self.rested.drain(..) {
            self.rests[j] = 0;
        }
        self.work.clear();
    }

    /// Move unknowns until no row is broken; one that moved rests for a while, so that moves do not undo each other.
    fn mend(&mut self, attempt: u64, random: &mut Stream) -> bool {
        for now in 1..=MOVES {
            let Some(row) = self.broken_row(attempt, random) else { return true };
            let need = self.lack(row, self.sums[row]);
            let Some((j, to)) = self.choose(row, need, attempt, now, random) else { return false };
            self.rests[j] = now + REST;
            self.rested.push(j);
            self.shift(j, to);
            self.work.push(row);
        }
        false
    }

    fn broken_row(&mut self, attempt: u64, random: &mut Stream) -> Option<usize> {
        while !self.work.is_empty() {
            let last = self.work.len() - 1;
            if attempt % 2 == 1 {
                self.work.swap(last, below(random, last + 1)?);
            }
            let row = self.work.pop()?;
            if self.lack(row, self.sums[row]) != 0 {
                return Some(row);
            }
        }
        None
    }

    /// What a sum lacks to meet its row; negative where it has too much.
    fn lack(&self, row: usize, sum: i64) -> i64 {
        let system = self.state.system;
        (system.row_low[row] - sum).max(0) + (system.row_high[row] - sum).min(0)
    }

    /// The unknown of a broken row that gives way, and the value it moves to: the one whose move leaves least lacking
    /// over all its rows, so that chains of moves close; now and then one by chance.
    fn choose(
        &self,
        row: usize,
        need: i64,
        attempt: u64,
        now: usize,
        random: &mut Stream,
    ) -> Option<(usize, i64)> {
        let system = self.state.system;
        let chance = attempt > 0 && below(random, 6) == Some(0);
        let mut best: Option<((i64, usize), usize, i64)> = None;
        for &(j, c) in system.terms(row) {
            let up = (c > 0) == (need > 0);
            let room = if up {
                self.state.high[j] - self.values[j]
            } else {
                self.values[j] - self.state.low[j]
            };
            if room <= 0 || self.rests[j] > now {
                continue;
            }
            // The least whole move that fills the need, no further than there is room.
            let step = ((need.abs() + c.abs() - 1) / c.abs()).min(room);
            let step = if up { step } else { -step };
            let after = if chance { 0 } else { self.change(j, step) };
            let tie = if attempt == 0 { j } else { below(random, 1 << 20).unwrap_or(0) };
            if best.is_none_or(|(rank, _, _)| (after, tie) < rank) {
                best = Some(((after, tie), j, self.values[j] + step));
            }
        }
        best.map(|(_, j, to)| (j, to))
    }

    /// How much more all rows of an unknown lack after a move, in units of their largest coefficient.
    fn change(&self, j: usize, step: i64) -> i64 {
        let system = self.state.system;
        let one = |&row: &usize| {
            let (sum, scale) = (self.sums[row], self.scale[row]);
            let after = self.lack(row, sum + step * system.coef(row, j)).abs();
            (after + scale - 1) / scale - (self.lack(row, sum).abs() + scale - 1) / scale
        };
        system.rows_of(j).iter().map(one).sum()
    }
}

/// A choice among `n`, by the remainder of 63 random bits.
fn below(random: &mut Stream, n: usize) -> Option<usize> {
    usize::try_from(random.word() >> 1).ok()?.checked_rem(n)
}
