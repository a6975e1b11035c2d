//! The modules stand in one order, and no two files import each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Folder in which files still import each other: the readers are being built.
const STILL_OPEN: &str = "records";

type Graph = BTreeMap<String, BTreeSet<String>>;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// `regress::qr` of `src/regress/qr.rs`; `regress` of `src/regress/mod.rs`.
fn module(path: &Path, top: &Path) -> String {
    let path = path.strip_prefix(top).expect("below the top").with_extension("");
    let parts: Vec<String> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let last = parts.len() - usize::from(parts.last().is_some_and(|last| last == "mod"));
    parts[..last].join("::")
}

/// The tree of a `use`, such as `crate::{a, b::c}`, as paths.
fn spread(text: &str) -> Vec<String> {
    let text = text.trim();
    let Some(open) = text.find('{') else {
        return vec![text.split(" as ").next().unwrap_or_default().trim().to_owned()];
    };
    let (head, body) = (&text[..open], &text[open + 1..text.rfind('}').unwrap_or(text.len())]);
    let (mut parts, mut depth, mut part) = (Vec::new(), 0, String::new());
    for sign in body.chars() {
        depth += i32::from(sign == '{') - i32::from(sign == '}');
        if sign == ',' && depth == 0 {
            parts.push(std::mem::take(&mut part));
        } else {
            part.push(sign);
        }
    }
    parts.push(part);
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| spread(part)).map(|tail| format!("{head}{tail}")).collect()
}

/// Paths of the crate in a source without its tests and comments: those of `use`, and those written out.
fn paths(source: &str, own: &str, is_folder: bool) -> Vec<String> {
    let code = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = code.lines().map(|line| line.split("//").next().unwrap_or_default());
    let code = lines.collect::<Vec<_>>().join("\n");
    let starts = ["use ", "pub use ", "pub(crate) use ", "pub(super) use "];
    let uses = code.split(";\n").filter_map(|text| {
        let from =
            text.lines().position(|l| starts.iter().any(|s| l.trim_start().starts_with(s)))?;
        let text = text.lines().skip(from).collect::<Vec<_>>().join(" ");
        let text = text.trim_start();
        starts.iter().find_map(|start| text.strip_prefix(start)).map(str::to_owned)
    });
    let mut found: Vec<String> = uses.flat_map(|text| spread(&text)).collect();
    for rest in code.split("crate::").skip(1) {
        let path = rest.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).next();
        found.push(format!("crate::{}", path.unwrap_or_default()));
    }
    let parent = |module: &str| module.rsplit_once("::").map_or("", |(up, _)| up).to_owned();
    let near = if is_folder { own.to_owned() } else { parent(own) };
    let absolute = |path: &String| {
        let path = path.trim();
        let (mut base, mut rest) = (own.to_owned(), path);
        if let Some(tail) = path.strip_prefix("crate::") {
            return Some(tail.to_owned());
        }
        let mut up = false;
        while let Some(tail) = rest.strip_prefix("super::") {
            base = if up { parent(&base) } else { parent(own) };
            (rest, up) = (tail, true);
        }
        if up {
            return Some(format!("{base}::{rest}").trim_start_matches("::").to_owned());
        }
        // A path that starts from a module of its own folder.
        let first = path.split("::").next().unwrap_or_default();
        (is_folder && path.contains("::")).then(|| format!("{near}::{first}"))
    };
    found.iter().filter_map(absolute).collect()
}

/// Which module names which.
fn graph(top: &Path) -> Graph {
    let mut sources = Vec::new();
    files(top, &mut sources);
    let names: BTreeSet<String> = sources.iter().map(|path| module(path, top)).collect();
    let mut graph = Graph::new();
    for path in &sources {
        let own = module(path, top);
        if own.ends_with("tests") {
            continue;
        }
        let text = fs::read_to_string(path).expect("a source");
        let is_folder = path.file_name().is_some_and(|name| name == "mod.rs");
        let mut named = BTreeSet::new();
        for path in paths(&text, &own, is_folder) {
            // The longest module that the path starts with.
            let parts: Vec<&str> = path.split("::").collect();
            let longest = (1..=parts.len()).rev().map(|n| parts[..n].join("::"));
            if let Some(target) = longest.into_iter().find(|name| names.contains(name)) {
                let inside = own.starts_with(&format!("{target}::"));
                // What a folder offers its own files stands in `mod.rs`; a folder that names its files is no loop.
                if target != own && !inside {
                    named.insert(target);
                }
            }
        }
        graph.insert(own, named);
    }
    graph
}

fn loops(graph: &Graph) -> Vec<(String, String)> {
    let reach = |from: &String| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(at) = next.pop() {
            for to in graph.get(&at).into_iter().flatten() {
                if seen.insert(to.clone()) {
                    next.push(to.clone());
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&String, BTreeSet<String>> =
        graph.keys().map(|from| (from, reach(from))).collect();
    let both = |from: &&String, to: &&String| {
        from < to && reached[*from].contains(*to) && reached[*to].contains(*from)
    };
    graph
        .keys()
        .flat_map(|from| graph.keys().map(move |to| (from, to)))
        .filter(|(from, to)| both(from, to))
        .map(|(from, to)| (from.clone(), to.clone()))
        .collect()
}

/// Modules as `lib.rs` lists them.
fn road(top: &Path) -> Vec<String> {
    let text = fs::read_to_string(top.join("lib.rs")).expect("lib.rs");
    let lines = text.lines().filter_map(|line| {
        let line = line.trim_start_matches("pub ").strip_prefix("mod ")?;
        Some(line.trim_end_matches(';').to_owned())
    });
    lines.collect()
}

fn against_the_road(graph: &Graph, road: &[String]) -> Vec<(String, String)> {
    let place = |module: &str| {
        let first = module.split("::").next().unwrap_or_default();
        road.iter().position(|name| name == first)
    };
    let arrows = graph.iter().flat_map(|(from, to)| to.iter().map(move |to| (from, to)));
    arrows
        .filter(|(from, to)| match (place(from), place(to)) {
            (Some(from), Some(to)) => from < to,
            _ => false,
        })
        .map(|(from, to)| (from.clone(), to.clone()))
        .collect()
}

#[test]
fn modules_name_only_those_above_them_and_no_two_name_each_other() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let graph = graph(&top);
    let arrows: usize = graph.values().map(BTreeSet::len).sum();
    println!("{} modules, {arrows} arrows", graph.len());
    assert!(graph.len() > 60 && arrows > 100, "the sources were not read");
    let found = loops(&graph);
    let open = |(a, b): &(String, String)| !(a.contains(STILL_OPEN) && b.contains(STILL_OPEN));
    assert_eq!(found.into_iter().filter(open).collect::<Vec<_>>(), []);
    assert_eq!(against_the_road(&graph, &road(&top)), []);
}

#[test]
fn a_planted_loop_and_a_planted_arrow_are_found() {
    let top = std::env::temp_dir().join(format!("spreiding-layers-{}", std::process::id()));
    fs::create_dir_all(top.join("low")).expect("a folder");
    let write = |name: &str, text: &str| fs::write(top.join(name), text).expect("a file");
    write("lib.rs", "pub mod error;\npub mod low;\npub mod high;\n");
    write("error.rs", "pub struct Error;\n");
    write("low/mod.rs", "pub mod a;\nmod b;\nuse crate::error::Error;\n");
    write("low/a.rs", "use super::b::B;\npub struct A;\n");
    write("low/b.rs", "use super::{a::A};\nfn f() -> crate::high::High {}\npub struct B;\n");
    write("high.rs", "use crate::low::a::A;\npub struct High;\n");
    let graph = graph(&top);
    assert!(loops(&graph).contains(&("low::a".into(), "low::b".into())));
    assert_eq!(against_the_road(&graph, &road(&top)), [("low::b".into(), "high".into())]);
    fs::remove_dir_all(&top).expect("removed");
}
