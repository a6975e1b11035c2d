//! The grid behind [`Locator`]: which area each cell lies in, and which edges cross it.

use std::collections::HashMap;

use geo::{Coord, LinesIter};

use super::{Edge, Locator, NOWHERE, Run, toggle};
use crate::area::Areas;
use crate::error::{Error, Result};

/// Marks a cell that borders cross; the other bits number its run.
const BORDER: u32 = 1 << 31;

/// Rounding of a point's cell is far below this part of a cell.
const MARGIN: f64 = 1e-6;

/// Empty cells on every side of the areas: with the margin an edge on the boundary reaches one of them, and the cell
/// west of that is still there.
const EMPTY: f64 = 2.0;

/// Cells of equal size, with empty cells round the areas.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    west: f64,
    south: f64,
    per_x: f64,
    per_y: f64,
    columns: usize,
    rows: usize,
    cells: Vec<u32>,
}

pub(super) enum Cell {
    Outside,
    In(u32),
    Border(u32),
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole parts of numbers checked to lie in the grid"
)]
impl Grid {
    fn new(bounds: [f64; 4], edges: usize) -> Self {
        let [west, south, east, north] = bounds;
        // A cell must be wider than the distance between neighbouring numbers.
        let finest = bounds.iter().fold(1e-12, |most: f64, b| most.max(b.abs() * 1e-10));
        let (width, height) = ((east - west).max(finest), (north - south).max(finest));
        let cells = (edges * 32).clamp(1 << 14, 1 << 22) as f64;
        let columns = (cells * width / height).sqrt().clamp(16.0, cells / 16.0).round();
        let rows = (cells / columns).round();
        let (per_x, per_y) = (columns / width, rows / height);
        let (columns, rows) = (columns as usize + 5, rows as usize + 5);
        let (west, south) = (west - EMPTY / per_x, south - EMPTY / per_y);
        Self { west, south, per_x, per_y, columns, rows, cells: vec![0; columns * rows] }
    }

    /// Place in cells from the south-west corner.
    fn place(&self, p: Coord<f64>) -> Coord<f64> {
        Coord { x: (p.x - self.west) * self.per_x, y: (p.y - self.south) * self.per_y }
    }

    pub(super) fn cell(&self, p: Coord<f64>) -> Cell {
        let Coord { x, y } = self.place(p);
        if !(x >= 0.0 && y >= 0.0 && x < self.columns as f64 && y < self.rows as f64) {
            return Cell::Outside; // NaN too
        }
        let value = self.cells[y as usize * self.columns + x as usize];
        if value & BORDER == 0 { Cell::In(value) } else { Cell::Border(value ^ BORDER) }
    }

    fn centre(&self, column: usize, row: usize) -> Coord<f64> {
        Coord {
            x: self.west + (column as f64 + 0.5) / self.per_x,
            y: self.south + (row as f64 + 0.5) / self.per_y,
        }
    }

    /// Call `mark(row, column)` for every cell that the edge may touch.
    fn cover(&self, edge: &Edge, mut mark: impl FnMut(usize, usize)) {
        let (low, high) = (self.place(edge.low), self.place(edge.high));
        let at = |y: f64| {
            let part = ((y - low.y) / (high.y - low.y)).clamp(0.0, 1.0);
            low.x + part * (high.x - low.x)
        };
        // Kept inside the grid whatever the coordinates: their number bounds the work.
        let cells = |from: f64, to: f64, count: usize| {
            let last = count - 2;
            ((from - MARGIN) as usize).clamp(1, last)..=((to + MARGIN) as usize).clamp(1, last)
        };
        for row in cells(low.y, high.y, self.rows) {
            let (below, above) = (row as f64 - MARGIN, row as f64 + 1.0 + MARGIN);
            let flat = high.y - low.y < MARGIN;
            let (a, b) = if flat { (low.x, high.x) } else { (at(below), at(above)) };
            for column in cells(a.min(b), a.max(b), self.columns) {
                mark(row, column);
            }
        }
    }
}

/// Index the areas; see [`Locator::new`].
pub(super) fn build(areas: &Areas) -> Result<Locator> {
    let bounds = areas.bounds();
    let mut order: Vec<u32> = (0..number(areas.len())?).collect();
    order.sort_by_key(|&at| &areas.codes()[at as usize]);
    let edges = edges_of(areas, &order);
    let mut builder = Builder {
        grid: Grid::new(bounds, edges.len()),
        runs: Vec::new(),
        listed: Vec::new(),
        sets: std::iter::once(Vec::new())
            .chain((0..number(areas.len())?).map(|a| vec![a]))
            .collect(),
        known: HashMap::new(),
    };
    let mut crossed = vec![Vec::new(); builder.grid.rows];
    for (at, edge) in edges.iter().enumerate() {
        let at = number(at)?;
        builder.grid.cover(edge, |row, column| crossed[row].push((column, at)));
    }
    for (row, mut crossed) in crossed.into_iter().enumerate() {
        crossed.sort_unstable();
        builder.row(row, &crossed, &edges)?;
    }
    let Builder { grid, runs, listed, sets, .. } = builder;
    Ok(Locator { grid, edges: listed, runs, sets, order })
}

fn number(count: usize) -> Result<u32> {
    u32::try_from(count).ok().filter(|&n| n < BORDER).ok_or(Error::TooManyEdges {})
}

/// Edges of all areas; one that two areas share is kept once.
fn edges_of(areas: &Areas, order: &[u32]) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    let mut open: HashMap<[u64; 4], usize> = HashMap::new();
    for (rank, &at) in (0u32..).zip(order) {
        for line in areas.shapes()[at as usize].lines_iter() {
            let (a, b) = (line.start, line.end);
            let (low, high) = if (a.y, a.x) <= (b.y, b.x) { (a, b) } else { (b, a) };
            if low == high {
                continue;
            }
            let key = [low.x, low.y, high.x, high.y].map(f64::to_bits);
            if let Some(twin) = open.remove(&key) {
                edges[twin].areas[1] = rank;
            } else {
                open.insert(key, edges.len());
                edges.push(Edge { low, high, areas: [rank, NOWHERE] });
            }
        }
    }
    edges
}

struct Builder {
    grid: Grid,
    runs: Vec<Run>,
    listed: Vec<Edge>,
    sets: Vec<Vec<u32>>,
    /// Sets of several areas, sorted, to their number.
    known: HashMap<Vec<u32>, u32>,
}

impl Builder {
    /// Fill one row from the east, where no area lies, to the west.
    fn row(&mut self, row: usize, crossed: &[(usize, u32)], edges: &[Edge]) -> Result<()> {
        let start = row * self.grid.columns;
        let mut base = 0;
        let mut end = crossed.len();
        let mut filled = self.grid.columns;
        while end > 0 {
            let mut begin = end - 1;
            while begin > 0 && crossed[begin - 1].0 + 1 >= crossed[begin].0 {
                begin -= 1;
            }
            let (west, east) = (crossed[begin].0, crossed[end - 1].0);
            self.grid.cells[start + east + 1..start + filled].fill(base);
            let run = number(self.runs.len())? | BORDER;
            self.grid.cells[start + west..=start + east].fill(run);
            base = self.run(base, &crossed[begin..end], edges, (west - 1, row))?;
            (end, filled) = (begin, west);
        }
        self.grid.cells[start..start + filled].fill(base);
        Ok(())
    }

    /// List a run; returns the set of areas of the cell just west of it.
    fn run(
        &mut self,
        base: u32,
        crossed: &[(usize, u32)],
        edges: &[Edge],
        west: (usize, usize),
    ) -> Result<u32> {
        let mut numbers: Vec<u32> = crossed.iter().map(|&(_, edge)| edge).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut own: Vec<Edge> = numbers.iter().map(|&at| edges[at as usize]).collect();
        own.sort_by(|a, b| b.east().total_cmp(&a.east()));
        let mut inside = self.sets[base as usize].clone();
        toggle(&own, self.grid.centre(west.0, west.1), &mut inside);
        let first = number(self.listed.len())?;
        self.listed.append(&mut own);
        self.runs.push(Run { base, first, end: number(self.listed.len())? });
        self.set(inside)
    }

    fn set(&mut self, mut inside: Vec<u32>) -> Result<u32> {
        inside.sort_unstable();
        match inside[..] {
            [] => Ok(0),
            [one] => Ok(one + 1),
            _ => {
                let next = number(self.sets.len())?;
                let found = *self.known.entry(inside.clone()).or_insert(next);
                if found == next {
                    self.sets.push(inside);
                }
                Ok(found)
            }
        }
    }
}
