use ::linfa::prelude::*;
use ndarray::{Array1, Array2, array};
use spreiding::Error;
use spreiding::regress::{Column, Covariance, Input, Ols, Options, Sample, linear};

/// A helper that any `linfa` model of one target can be given to.
fn fitted_and_predicted<M>(model: &M, x: Array2<f64>, y: Array1<f64>) -> (M::Object, Array1<f64>)
where
    M: Fit<Array2<f64>, Array1<f64>, Error>,
    M::Object: PredictInplace<Array2<f64>, Array1<f64>>,
{
    let fit = model.fit(&Dataset::new(x.clone(), y)).expect("a fit");
    let expected = fit.predict(x);
    (fit, expected.targets().clone())
}

fn data() -> (Array2<f64>, Array1<f64>) {
    let x =
        array![[1.0, 0.5], [2.0, 0.1], [1.0, 0.9], [4.0, 0.3], [3.0, 0.8], [5.0, 0.2], [6.0, 0.7]];
    (x, array![2.1, 3.4, 1.9, 5.6, 4.8, 6.9, 7.1])
}

#[test]
fn the_model_is_fitted_and_predicts_like_any_other() {
    let (x, y) = data();
    let model = Ols::params().covariance(Covariance::Hc1).level(0.9);
    let (fit, expected) = fitted_and_predicted(&model, x.clone(), y.clone());
    for ((expected, fitted), (y, e)) in
        expected.iter().zip(&fit.fitted).zip(y.iter().zip(&fit.residuals))
    {
        assert!((expected - fitted).abs() < 1e-12 && (y - fitted - e).abs() < 1e-12);
    }
    // The same as by the road that the library itself takes.
    let values: Vec<Vec<f64>> = x.columns().into_iter().map(|c| c.to_vec()).collect();
    let target = y.to_vec();
    let names = ["x0", "x1"];
    let input = Input {
        y: Column { name: "y", values: &target },
        x: names.iter().zip(&values).map(|(name, values)| Column { name, values }).collect(),
        areas: None,
        weights: None,
        trials: None,
        least: None,
    };
    let options =
        Options { y: "y".into(), covariance: Covariance::Hc1, intercept: true, level: 0.9 };
    let own = linear(&Sample::new(&input).unwrap(), &options).unwrap();
    assert_eq!((own.b(), &own.tests.lower), (fit.b(), &fit.tests.lower));
    // Two solvers agree where the design is well conditioned.
    assert!(fit.cross_check() < 1e-12, "{}", fit.cross_check());
}

#[test]
fn weights_of_the_dataset_make_it_a_weighted_fit() {
    let (x, y) = data();
    // An area of weight 2 counts as two: the same coefficients as with its row twice.
    let mut weights = Array1::ones(7);
    weights[2] = 2.0_f32;
    let weighted = Ols::params().fit(&Dataset::new(x.clone(), y.clone()).with_weights(weights));
    let twice = [0, 1, 2, 2, 3, 4, 5, 6];
    let doubled =
        Dataset::new(x.select(ndarray::Axis(0), &twice), y.select(ndarray::Axis(0), &twice));
    let doubled = Ols::params().fit(&doubled).unwrap();
    for (a, b) in weighted.unwrap().b().iter().zip(doubled.b()) {
        assert!((a - b).abs() < 1e-12);
    }
}

#[test]
fn parameters_are_checked_and_data_too() {
    let (x, y) = data();
    let level = Ols::params().level(1.0).fit(&Dataset::new(x.clone(), y.clone())).unwrap_err();
    assert_eq!(level.code(), "argument");
    assert!(Ols::params().level(f64::NAN).check().is_err());
    let mut broken = y.clone();
    broken[3] = f64::NAN;
    let missing = Ols::params().fit(&Dataset::new(x.clone(), broken)).unwrap_err();
    assert_eq!(missing.code(), "not-finite");
    let few = Dataset::new(
        x.slice(ndarray::s![..3, ..]).to_owned(),
        y.slice(ndarray::s![..3]).to_owned(),
    );
    assert_eq!(Ols::params().fit(&few).unwrap_err().code(), "few-areas");
    let names = Dataset::new(x, y).with_feature_names(vec!["a", "a"]);
    assert_eq!(Ols::params().fit(&names).unwrap_err().code(), "named-twice");
}
