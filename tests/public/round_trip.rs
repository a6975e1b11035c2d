use serde::Serialize;
use serde::de::DeserializeOwned;
use spreiding::Phrase;
use spreiding::area::Areas;
use spreiding::autocorrelation::Sample;
use spreiding::classes::{Closed, given};
use spreiding::counts::{Counts, Groups};
use spreiding::disclosure::{System, bounds, candidates};
use spreiding::regress::{Column, Covariance, Fit, Input, Options};
use spreiding::shares::interval::Method;
use spreiding::shares::{funnel::funnel, shares, smooth};
use spreiding::spread::Index;
use spreiding::weights::Weights;

/// Written, read and written again: the same text, so the same bits.
fn round<T: Serialize + DeserializeOwned>(value: &T) -> T {
    let text = serde_json::to_string(value).expect("written");
    let back: T = serde_json::from_str(&text).expect("read");
    assert_eq!(serde_json::to_string(&back).expect("written again"), text);
    back
}

#[test]
fn counts_and_what_is_found_from_them() {
    let counts = Counts::new(&[9.0, 1.0, f64::NAN, 0.0], &[10.0, 3.0, 5.0, 0.0]).unwrap();
    let back = round(&counts);
    assert_eq!(back.x()[..2], counts.x()[..2]);
    assert!(back.x()[2].is_nan());
    round(&shares(&counts, &counts, Method::ClopperPearson, 0.95).unwrap());
    let prior = round(&smooth::prior(&counts, smooth::Fit::Moments).unwrap());
    round(&smooth::smooth(&counts, prior, 0.95).unwrap());
    round(&funnel(&counts, 0.5, (0.95, 0.998)).unwrap());
    // The last class has no upper bound.
    let classes = given(&[0.2, f64::NAN, 0.7], &[0.5], Closed::Left).unwrap();
    assert_eq!(round(&classes), classes);
    round(&Groups::new(&[&[1.0, 2.0], &[3.0, 0.0]]).unwrap());
    assert_eq!(round(&Method::ClopperPearson), Method::ClopperPearson);
    assert_eq!(round(&Index::Atkinson(0.3)), Index::Atkinson(0.3));
}

#[test]
fn what_is_read_is_checked_like_what_is_given() {
    let error = serde_json::from_str::<Counts>(r#"{"x":[2.0],"n":[1.0]}"#).unwrap_err();
    assert!(error.to_string().contains("must be at most n"), "{error}");
    let twice = r#"{"areas":2,"focal":[0,0],"neighbour":[1,1],"weight":[1.0,1.0]}"#;
    assert!(serde_json::from_str::<Weights>(twice).is_err());
    assert!(serde_json::from_str::<Groups>("[[1.0]]").is_err());
    assert!(
        serde_json::from_str::<Areas>(r#"{"type":"FeatureCollection","features":[]}"#).is_err()
    );
}

#[test]
fn areas_and_their_neighbours() {
    let codes = ["a", "b", "c"].map(String::from).to_vec();
    let areas = Areas::tiles(codes, &[0, 1, 5], &[0, 0, 0]).unwrap();
    let back = round(&areas);
    assert_eq!((back.codes(), back.shapes()), (areas.codes(), areas.shapes()));
    let weights = Weights::from_pairs(3, &[0, 1], &[1, 0], &[0.1 + 0.2, 1.0]).unwrap();
    assert_eq!(round(&weights), weights);
    let sample = Sample::new(vec![1.0, 2.0, 4.0], weights).unwrap();
    round(&sample.moments("getis_ord".parse().unwrap()));
    round(&sample.local_moran());
    round(&sample.conditional(1, 9, true).unwrap());
}

#[test]
fn fits_of_every_model_work_on_after_they_were_read() {
    let x = [1.0, 2.0, 1.5, 3.0, 4.0, 2.5, 5.0, 1.2];
    let m = [20.0, 25.0, 18.0, 30.0, 28.0, 22.0, 31.0, 19.0];
    let k = [1.0, 14.0, 2.0, 20.0, 5.0, 18.0, 30.0, 3.0];
    let y: Vec<f64> = k.iter().zip(m).map(|(k, m)| k / m).collect();
    for model in ["ols", "binomial", "quasibinomial", "betabinomial"] {
        let column = |name, values| Column { name, values };
        let input = Input {
            y: column("y", &y),
            x: vec![column("x", &x)],
            areas: None,
            weights: None,
            trials: (model != "ols").then(|| column("m", &m)),
            least: None,
        };
        let covariance = Covariance::Classical;
        let options = Options { y: "y".into(), covariance, intercept: true, level: 0.95 };
        let fit = Fit::new(&input, options, model.parse().unwrap()).unwrap();
        let back = round(&fit);
        assert_eq!(format!("{:?}", back.summary()), format!("{:?}", fit.summary()));
        assert_eq!(back.leave_one_out().unwrap().b, fit.leave_one_out().unwrap().b, "{model}");
        if let Ok(linear) = back.linear(Phrase::DIAGNOSTICS) {
            round(&linear.diagnostics());
        }
    }
}

#[test]
fn what_is_derived_from_print() {
    let sums = vec![6, 20, 9, 17];
    let (start, unknown) = (vec![0, 2, 4, 6, 8], [0, 1, 2, 3, 0, 2, 1, 3]);
    let ends = [sums.clone(), sums];
    let system = System::new([vec![1; 4], vec![1000; 4]], start, &unknown, &[1; 8], ends).unwrap();
    assert_eq!(round(&bounds(&system)), bounds(&system));
    let found = candidates(&system, &[2, 4, 7, 13], &[0, 3], 5, 0).unwrap();
    assert_eq!(round(&found), found);
}
