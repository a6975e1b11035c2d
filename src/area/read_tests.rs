use super::*;

const ASK: Ask<'_> =
    Ask { code: "code", names: &[], codes: &[], keep_invalid: false, merge: false };

fn one(coordinates: &str) -> Result<Read> {
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"code":"A"}},
            "geometry":{{"type":"Polygon","coordinates":{coordinates}}}}}]}}"#
    );
    geojson(&text, ASK)
}

fn squares(features: &[(&str, i32)]) -> Vec<String> {
    let feature = |(head, x): &(&str, i32)| {
        format!(
            r#"{{"type":"Feature",{head},"geometry":{{"type":"Polygon","coordinates":
                [[[{x},0],[{},0],[{},1],[{x},1],[{x},0]]]}}}}"#,
            x + 1,
            x + 1
        )
        .replace('\n', " ")
    };
    features.iter().map(feature).collect()
}

fn collected(features: &[(&str, i32)]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, squares(features).join(","))
}

#[test]
fn rings_without_surface_are_refused() {
    // Oracle: shapely's is_valid is false for each.
    for ring in [
        "[[[0,0],[0,0],[0,0],[0,0]]]",
        "[[[0,0],[1,0],[2,0],[0,0]]]",
        "[[[0,0],[1,1],[0,0],[1,1],[0,0]]]",
        "[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[2,2],[3,3],[1,1]]]",
    ] {
        let error = one(ring).unwrap_err().to_string();
        assert!(error.contains("has a ring without surface"), "{ring}: {error}");
    }
}

#[test]
fn codes_stand_in_a_property_or_in_the_id() {
    let own = collected(&[(r#""id":"E16","properties":{"naam":7}"#, 0)]);
    let names = ["naam".to_owned()];
    let read = geojson(&own, Ask { names: &names, ..ASK }).unwrap();
    assert_eq!(read.areas.codes(), ["E16"]);
    assert_eq!(read.properties, [[Some("7".to_owned())]]);
    let number = collected(&[(r#""id":16,"properties":{}"#, 0)]);
    let error = geojson(&number, ASK).unwrap_err().to_string();
    assert!(error.contains("leading zero"), "{error}");
    let parent = collected(&[(r#""properties":{"code":"a","p":3}"#, 0)]);
    assert!(geojson(&parent, Ask { codes: &["p".to_owned()], ..ASK }).is_err());
}

#[test]
fn codes_are_cleaned_and_blanks_are_none() {
    let text = collected(&[(r#""properties":{"code":" E16\u00a0"}"#, 0)]);
    assert_eq!(geojson(&text, ASK).unwrap().areas.codes(), ["E16"]);
    for (code, why) in [(" ", "has no"), ("\\u0001", "control characters")] {
        let head = format!(r#""properties":{{"code":"{code}"}}"#);
        let error = geojson(&collected(&[(&head, 0)]), ASK).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }
    let twice = [(r#""properties":{"code":"a"}"#, 0), (r#""properties":{"code":"a "}"#, 1)];
    assert!(geojson(&collected(&twice), ASK).unwrap_err().to_string().contains("repeats code"));
}

#[test]
fn a_feature_per_line_is_a_collection() {
    let features = [(r#""properties":{"code":"a"}"#, 0), (r#""properties":{"code":"b"}"#, 1)];
    let lines = squares(&features);
    for text in [lines.join("\n"), format!("\u{1e}{}\n\u{1e}{}\n", lines[0], lines[1])] {
        assert_eq!(geojson(&text, ASK).unwrap().areas.codes(), ["a", "b"]);
    }
    let cut = format!("{}\n{}", lines[0], &lines[1][..40]);
    assert!(geojson(&cut, ASK).unwrap_err().to_string().contains("line 2"));
}

#[test]
fn parts_of_an_area_are_merged_when_asked() {
    let features = [
        (r#""properties":{"code":"a","naam":"x"}"#, 0),
        (r#""properties":{"code":"b","naam":"y"}"#, 5),
        (r#""properties":{"code":"a","naam":"x"}"#, 1),
    ];
    let names = ["naam".to_owned()];
    let ask = Ask { merge: true, names: &names, ..ASK };
    let read = geojson(&collected(&features), ask).unwrap();
    assert_eq!(read.areas.codes(), ["a", "b"]);
    assert_eq!(read.properties[0], ["x", "y"].map(|name| Some(name.to_owned())));
    assert_eq!(read.areas.surfaces().iter().map(|s| s.round()).collect::<Vec<_>>(), [2.0, 1.0]);
    assert_eq!(read.areas.shapes()[0].0.len(), 1); // they touch: one polygon
    assert!(geojson(&collected(&features), ASK).is_err());
    let other = [features[0], (r#""properties":{"code":"a","naam":"z"}"#, 1)];
    assert!(geojson(&collected(&other), ask).is_err());
}

#[test]
fn an_open_ring_is_refused_and_not_closed_in_silence() {
    let error = one("[[[0,0],[1,0],[1,1],[0,1]]]").unwrap_err().to_string();
    assert!(error.contains("feature 1 (code \"A\") is not closed: ring 1"), "{error}");
}

#[test]
fn a_bow_tie_is_refused_with_the_reason() {
    let error = one("[[[0,0],[1,1],[1,0],[0,1],[0,0]]]").unwrap_err().to_string();
    assert!(error.contains("is not valid") && error.contains("self-intersection"), "{error}");
}

#[test]
fn holes_are_kept() {
    let read = one("[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]").unwrap();
    assert!((read.areas.surfaces()[0] - 15.0).abs() < 1e-12); // 16 − 1, whole numbers
}
