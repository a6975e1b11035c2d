//! The modules stand in one order, and no two files import each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

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
        let path = path.strip_prefix("self::").unwrap_or(path);
        (is_folder && path.contains("::")).then(|| format!("{near}::{path}"))
    };
    found.iter().filter_map(absolute).collect()
}

/// Names that a folder passes on, such as `records::Axis`, with the module that a `use` of it leads to.
fn passed_on(sources: &[(String, String, bool)]) -> BTreeMap<String, String> {
    let folders = sources.iter().filter(|(_, _, is_folder)| *is_folder);
    let names = folders.flat_map(|(own, text, _)| {
        let of = paths(text, own, true).into_iter();
        of.filter_map(move |path| {
            let name = path.rsplit("::").next()?;
            Some((format!("{own}::{name}"), path.clone()))
        })
    });
    names.filter(|(name, path)| name != path).collect()
}

/// Which module names which.
fn graph(top: &Path) -> Graph {
    let mut found = Vec::new();
    files(top, &mut found);
    let sources = found.iter().map(|path| {
        let is_folder = path.file_name().is_some_and(|name| name == "mod.rs");
        (module(path, top), fs::read_to_string(path).expect("a source"), is_folder)
    });
    let sources: Vec<_> = sources.filter(|(own, ..)| !own.ends_with("tests")).collect();
    let names: BTreeSet<&String> = sources.iter().map(|(own, ..)| own).collect();
    let passed_on = passed_on(&sources);
    let longest = |path: &str, known: &dyn Fn(&String) -> bool| {
        let parts: Vec<&str> = path.split("::").collect();
        let starts = (1..=parts.len()).rev().map(|n| parts[..n].join("::"));
        starts.into_iter().find(|name| known(name))
    };
    let mut graph = Graph::new();
    for (own, text, is_folder) in &sources {
        let mut named = BTreeSet::new();
        for mut path in paths(text, own, *is_folder) {
            // Where a name was passed on by folders, the file that holds it.
            for _ in 0..4 {
                let Some(name) = longest(&path, &|name| passed_on.contains_key(name)) else {
                    break;
                };
                path = format!("{}{}", passed_on[&name], &path[name.len()..]);
            }
            let target = longest(&path, &|name| names.contains(name));
            named.extend(target.filter(|target| target != own));
        }
        graph.insert(own.clone(), named);
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
    assert_eq!(loops(&graph), []);
    assert_eq!(against_the_road(&graph, &road(&top)), []);
}

#[test]
fn a_planted_loop_and_a_planted_arrow_are_found() {
    let top = std::env::temp_dir().join(format!("spreiding-layers-{}", std::process::id()));
    fs::create_dir_all(top.join("low")).expect("a folder");
    let write = |name: &str, text: &str| fs::write(top.join(name), text).expect("a file");
    write("lib.rs", "pub mod error;\npub mod low;\npub mod high;\npub mod wide;\n");
    write("error.rs", "pub struct Error;\n");
    write("low/mod.rs", "pub mod a;\nmod b;\nuse crate::error::Error;\n");
    write("low/a.rs", "use super::b::B;\npub struct A;\n");
    write("low/b.rs", "use super::{a::A};\nfn f() -> crate::high::High {}\npub struct B;\n");
    write("high.rs", "use crate::low::a::A;\npub struct High;\n");
    // Loops through a name that a folder passes on, and through what the folder itself holds.
    fs::create_dir_all(top.join("wide")).expect("a folder");
    write("wide/mod.rs", "mod c;\nmod d;\npub use c::C;\npub use d::D;\npub struct Own;\n");
    write("wide/c.rs", "use crate::wide::D;\npub struct C;\n");
    write("wide/d.rs", "use super::{C, Own};\npub struct D;\n");
    let graph = graph(&top);
    assert!(loops(&graph).contains(&("low::a".into(), "low::b".into())));
    assert!(loops(&graph).contains(&("wide::c".into(), "wide::d".into())));
    assert!(loops(&graph).contains(&("wide".into(), "wide::d".into())));
    assert_eq!(against_the_road(&graph, &road(&top)), [("low::b".into(), "high".into())]);
    fs::remove_dir_all(&top).expect("removed");
}
