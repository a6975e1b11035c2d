use spreiding::regress::{
    Column, Covariance, Diagnostic, Fit, Fitted, Input, Logit, Model, Options, correlation_matrix,
    from_correlation,
};
use spreiding::weights::Weights;
use spreiding::{Error, Phrase, Result};

const Y: [f64; 12] = [2.1, 3.4, 1.9, 5.6, 4.8, 6.9, 7.1, 3.3, 8.4, 2.7, 9.9, 5.1];
const A: [f64; 12] = [1.0, 2.0, 1.0, 4.0, 3.0, 5.0, 6.0, 2.0, 7.0, 2.0, 8.0, 4.0];
const B: [f64; 12] = [0.5, 0.1, 0.9, 0.3, 0.8, 0.2, 0.7, 0.4, 0.6, 0.05, 0.95, 0.35];

/// Eight areas of lettings: how many went to the group in a calm and in a scattered year.
const CALM: [f64; 8] = [3.0, 5.0, 2.0, 9.0, 12.0, 7.0, 15.0, 4.0];
const SCATTERED: [f64; 8] = [1.0, 14.0, 2.0, 20.0, 5.0, 18.0, 30.0, 3.0];
const LETTINGS: [f64; 8] = [20.0, 25.0, 18.0, 30.0, 28.0, 22.0, 31.0, 19.0];
const X1: [f64; 8] = [1.0, 2.0, 1.5, 3.0, 4.0, 2.5, 5.0, 1.2];
const X2: [f64; 8] = [0.3, -0.1, 0.4, 0.9, 0.2, -0.5, 0.1, 0.7];

struct Question<'a> {
    y: &'a [f64],
    x: Vec<(&'a str, &'a [f64])>,
    trials: Option<&'a [f64]>,
    weights: Option<&'a [f64]>,
    covariance: Covariance,
    intercept: bool,
}

impl<'a> Question<'a> {
    fn new(y: &'a [f64], x: &[(&'a str, &'a [f64])]) -> Self {
        let covariance = Covariance::Classical;
        Self { y, x: x.to_vec(), trials: None, weights: None, covariance, intercept: true }
    }

    fn fit(&self, model: &str) -> Result<Fit> {
        let column = |name, values| Column { name, values };
        let input = Input {
            y: column("y", self.y),
            x: self.x.iter().map(|(name, values)| column(name, values)).collect(),
            areas: None,
            weights: self.weights.map(|w| column("w", w)),
            trials: self.trials.map(|m| column("m", m)),
            least: None,
        };
        let (covariance, intercept) = (self.covariance, self.intercept);
        let options = Options { y: "y".into(), covariance, intercept, level: 0.95 };
        Fit::new(&input, options, model.parse()?)
    }
}

fn near(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (a, b) in found.iter().zip(expected) {
        assert!((a - b).abs() <= tolerance * b.abs().max(1e-3), "{found:?} is not {expected:?}");
    }
}

fn shares(k: &[f64], m: &[f64]) -> Vec<f64> {
    k.iter().zip(m).map(|(k, m)| k / m).collect()
}

fn of_counts(k: &[f64], model: &str) -> Logit {
    let y = shares(k, &LETTINGS);
    let mut question = Question::new(&y, &[("x1", &X1), ("x2", &X2)]);
    question.trials = Some(&LETTINGS);
    match question.fit(model).expect("a fit").fitted {
        Fitted::Logit(fit, _) => *fit,
        Fitted::Linear(_) => panic!("not a logit"),
    }
}

#[test]
fn least_squares_is_that_of_statsmodels() {
    // statsmodels 0.15.0, OLS(...).fit(); 1e-10 leaves room for the printed digits of both.
    let fit = Question::new(&Y, &[("a", &A), ("b", &B)]).fit("ols").unwrap();
    let (b, tests, vif) = fit.tests();
    near(b, &[1.006_292_155_176_318_2, 1.087_406_636_186_682_3, 0.032_682_993_074_102_384], 1e-10);
    near(
        &tests.se,
        &[0.241_980_526_181_680_37, 0.050_049_217_859_885_24, 0.383_602_581_716_852_9],
        1e-10,
    );
    near(&vif[1..], &[1.118_897_401_656_783, 1.118_897_401_656_783], 1e-10);
    let summary = fit.summary();
    let value = |name| summary.iter().find(|(n, _)| *n == name).expect("there").1;
    near(
        &["r2", "adjusted_r2", "f", "f_p", "log_likelihood", "aic", "bic"].map(value),
        &[
            0.983_288_014_514_253,
            0.979_574_239_961_864_8,
            264.767_826_006_542_2,
            1.008_384_645_336_834_2e-8,
            -3.281_142_166_159_551,
            12.562_284_332_319_102,
            14.017_004_281_683_104,
        ],
        1e-10,
    );
    let (_, _, influence) = fit.rows();
    near(
        &influence.cooks[..3],
        &[9.473_059_071_778_961e-5, 0.048_097_115_590_005_77, 0.268_803_253_033_791_9],
        1e-9,
    );
    near(
        &influence.student[..3],
        &[-0.029_319_805_010_016_62, 0.652_070_524_467_442_1, -0.859_252_945_449_438_5],
        1e-9,
    );
    near(
        &influence.dfbetas.row(0).to_vec(),
        &[-0.010_537_229_337_122_89, 0.012_640_471_319_031_319, -0.004_509_703_516_008_449],
        1e-9,
    );
    assert_eq!(fit.convergence().steps, 0);
}

#[test]
fn robust_standard_errors_and_their_wald_test_are_those_of_statsmodels() {
    // statsmodels 0.15.0, get_robustcov_results(…, use_t=True).
    let expected = [
        (
            Covariance::Hc0,
            [0.198_352_987_904_842_96, 0.035_559_545_668_172_81, 0.364_652_482_450_825_2],
            558.602_286_516_057_2,
        ),
        (
            Covariance::Hc1,
            [0.229_038_301_922_855_35, 0.041_060_626_527_560_71, 0.421_064_417_807_298_4],
            418.951_714_887_043_8,
        ),
        (
            Covariance::Hc2,
            [0.232_765_181_492_395, 0.043_273_959_736_527_99, 0.434_635_126_638_458_05],
            384.940_271_177_277_8,
        ),
        (
            Covariance::Hc3,
            [0.274_742_950_249_832_43, 0.053_914_256_519_431_75, 0.526_616_387_384_414_9],
            256.254_006_376_379_96,
        ),
    ];
    for (covariance, se, f) in expected {
        let mut question = Question::new(&Y, &[("a", &A), ("b", &B)]);
        question.covariance = covariance;
        let fit = question.fit("ols").unwrap();
        near(&fit.tests().1.se, &se, 1e-9);
        near(&[fit.linear(Phrase::DIAGNOSTICS).unwrap().f], &[f], 1e-9);
        // The closed form of leaving one area out equals a refit.
        let left = fit.leave_one_out().unwrap();
        let drop = |v: &[f64]| [&v[..4], &v[5..]].concat();
        let (y, a, b) = (drop(&Y), drop(&A), drop(&B));
        let mut rest = Question::new(&y, &[("a", &a), ("b", &b)]);
        rest.covariance = covariance;
        let refit = rest.fit("ols").unwrap();
        near(&left.b.row(4).to_vec(), refit.tests().0, 1e-10);
        near(&left.se.row(4).to_vec(), &refit.tests().1.se, 1e-10);
        near(&left.p.row(4).to_vec(), &refit.tests().1.p, 1e-9);
    }
}

#[test]
fn tests_of_residuals_are_those_of_statsmodels() {
    // statsmodels 0.15.0: het_breuschpagan, het_white, jarque_bera, linear_reset(power=3, use_f=True).
    let fit = Question::new(&Y, &[("a", &A), ("b", &B)]).fit("ols").unwrap();
    let found = fit.linear(Phrase::DIAGNOSTICS).unwrap().diagnostics();
    let expected = [
        ("breusch_pagan", 0.366_751_763_223_727_7, 0.832_455_192_322_684_8),
        ("white", 6.402_423_877_198_992, 0.269_006_138_293_169_2),
        ("jarque_bera", 0.733_204_857_444_234_1, 0.693_085_141_021_316_7),
        ("reset", 0.916_494_985_261_551_3, 0.443_063_587_270_467_5),
    ];
    for (test, (name, statistic, p)) in found.iter().zip(expected) {
        assert_eq!(test.test, name);
        near(&[test.statistic, test.p], &[statistic, p], 1e-8);
    }
    let few = Question::new(&Y[..5], &[("a", &A[..5]), ("b", &B[..5])]).fit("ols").unwrap();
    let tests = few.linear(Phrase::DIAGNOSTICS).unwrap().diagnostics();
    let reason = |name| tests.iter().find(|t| t.test == name).and_then(|t| t.reason.clone());
    assert_eq!(reason("white").as_deref(), Some("more squares and products than areas"));
}

/// Rook neighbours of a grid of 3 rows and 4 columns.
fn grid() -> Weights {
    let (mut focal, mut near) = (Vec::new(), Vec::new());
    for at in 0..12_u32 {
        let (row, column) = (at / 4, at % 4);
        let sides = [
            (row > 0).then(|| at - 4),
            (row < 2).then(|| at + 4),
            (column > 0).then(|| at - 1),
            (column < 3).then(|| at + 1),
        ];
        for other in sides.into_iter().flatten() {
            focal.push(at);
            near.push(other);
        }
    }
    let ones = vec![1.0; focal.len()];
    Weights::from_pairs(12, &focal, &near, &ones).unwrap().row_standardised().unwrap()
}

#[test]
fn spatial_tests_are_those_of_spreg() {
    // spreg 1.9.0, OLS(spat_diag=True, moran=True) with lat2W(3, 4), rows standardised.
    let fit = Question::new(&Y, &[("a", &A), ("b", &B)]).fit("ols").unwrap();
    let linear = fit.linear(Phrase::SPATIAL_TESTS).unwrap();
    let found = linear.lagrange_multipliers(&grid()).unwrap();
    let pick = |name: &str| -> &Diagnostic { found.iter().find(|t| t.test == name).expect(name) };
    for (name, statistic, p) in [
        ("lm_error", 0.590_633_617_513_538_7, 0.442_174_207_306_223_25),
        ("lm_lag", 2.660_105_427_329_542, 0.102_893_914_345_833_5),
        ("robust_lm_error", 0.227_681_626_703_219_04, 0.633_248_221_163_986_5),
        ("robust_lm_lag", 2.297_153_436_519_222_8, 0.129_611_339_380_773_93),
        ("lm_sarma", 2.887_787_054_032_761_7, 0.236_007_067_583_700_2),
    ] {
        near(&[pick(name).statistic, pick(name).p], &[statistic, p], 1e-9);
    }
    let moran = linear.residual_moran(&grid()).unwrap();
    near(
        &[moran.i, moran.z, moran.p],
        &[-0.189_294_026_666_552_1, -0.518_511_407_835_788_1, 0.604_101_502_819_695_5],
        1e-9,
    );
    let none = Weights::from_pairs(12, &[], &[], &[]).unwrap();
    assert_eq!(linear.residual_moran(&none).unwrap_err().code(), "no-pair");
}

#[test]
fn binomial_logits_are_those_of_statsmodels() {
    // statsmodels 0.15.0, GLM(family=Binomial()).fit(tol=1e-14) of pairs (k, m − k).
    let fit = of_counts(&CALM, "binomial");
    near(
        &fit.b,
        &[-2.083_859_041_442_298_4, 0.425_955_297_541_373_2, -0.097_477_095_433_178_2],
        1e-10,
    );
    near(
        &fit.tests.se,
        &[0.425_755_562_179_669_26, 0.121_955_739_714_015_94, 0.398_328_831_872_422_85],
        1e-9,
    );
    near(
        &[fit.log_likelihood, fit.deviance, fit.null_deviance, fit.dispersion],
        &[
            -13.980_463_330_744_968,
            1.532_586_150_447_485_4,
            14.845_985_690_358_441,
            0.294_594_512_981_551_5,
        ],
        1e-10,
    );
    near(
        &fit.influence.leverage[..3],
        &[0.232_114_878_991_195_32, 0.283_765_874_861_831_36, 0.172_802_276_075_882_42],
        1e-9,
    );
    near(
        &fit.influence.cooks[..3],
        &[0.000_753_632_983_170_225_3, 0.019_904_285_453_816_06, 0.054_661_798_164_345_33],
        1e-8,
    );
    assert!(fit.convergence.converged && fit.convergence.steps < 10);
    // The same coefficients, standard errors by the root of the dispersion.
    let quasi = of_counts(&CALM, "quasibinomial");
    near(&quasi.b, &fit.b, 1e-12);
    near(
        &quasi.tests.se,
        &[0.231_085_479_606_998_96, 0.066_193_382_086_096_6, 0.216_199_193_460_425_4],
        1e-9,
    );
}

#[test]
fn a_beta_binomial_logit_is_the_maximum_of_its_likelihood() {
    // scipy 1.17.1: minimize of the likelihood by betaln, from three overdispersions; standard errors by central
    // differences of it, right to some 1e-6.
    let fit = of_counts(&SCATTERED, "betabinomial");
    near(&fit.b, &[-1.625_162_6, 0.654_263_94, -0.869_644_68], 1e-6);
    near(&[fit.rho, fit.log_likelihood], &[0.211_959_19, -22.722_220_430_238], 1e-7);
    near(&fit.tests.se, &[0.842_528_48, 0.291_863_44, 0.882_782_32], 1e-5);
    near(&[fit.together.0], &[2.0 * (25.495_551_946_869_597 - 22.722_220_430_238_224)], 1e-8);
    assert!(fit.convergence.converged);
    // Counts that scatter less than chance: no overdispersion, and the binomial coefficients.
    let calm = of_counts(&CALM, "betabinomial");
    assert!(calm.rho.abs() < 1e-12);
    near(&calm.b, &of_counts(&CALM, "binomial").b, 1e-9);
}

#[test]
fn an_outlying_covariate_is_no_separation() {
    // statsmodels 0.15.0, GLM(family=Binomial()).fit(tol=1e-14).
    let (y, x) = ([1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0], [3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 40.0]);
    let mut question = Question::new(&y, &[("x", &x)]);
    question.trials = Some(&[1.0; 7]);
    let fit = question.fit("binomial").unwrap();
    near(fit.tests().0, &[6.677_151_722_182_814, -1.214_027_585_851_421], 1e-10);
    near(&fit.tests().1.se, &[5.144_720_827_333_057, 0.912_585_559_883_462_1], 1e-8);
    assert!(fit.convergence().converged);
    // Ten times as far, and on the other side with the shares turned round.
    for (far, sign) in [(400.0, 1.0), (4_000.0, 1.0), (40.0, -1.0)] {
        let x: Vec<f64> = [3.0, 4.0, 5.0, 6.0, 7.0, 8.0, far].iter().map(|x| sign * x).collect();
        let mut question = Question::new(&y, &[("x", &x)]);
        question.trials = Some(&[1.0; 7]);
        let found = question.fit("binomial").unwrap();
        // The far area adds nothing but its certainty: the others decide.
        assert!((sign * found.tests().0[1] + 1.214).abs() < 0.01, "{far}: {:?}", found.tests().0);
    }
}

#[test]
fn true_separation_is_refused_and_its_term_named() {
    let refused = |y: &[f64], x: &[f64], m: &[f64]| {
        let other: Vec<f64> = (0..y.len()).map(|i| (i * i % 7) as f64).collect();
        let mut question = Question::new(y, &[("cut", x), ("other", &other)]);
        question.trials = Some(m);
        question.fit("binomial").unwrap_err()
    };
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    // Complete: below 4.5 none, above all.
    let complete = refused(&[0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0], &x, &[5.0; 8]);
    assert_eq!(complete.code(), "separated");
    assert!(complete.to_string().contains("\"cut\""), "{complete}");
    // Quasi-complete: a mixture exactly where the two meet.
    let tied = [1.0, 2.0, 3.0, 4.0, 4.0, 6.0, 7.0, 8.0];
    let quasi = refused(&[0.0, 0.0, 0.0, 0.4, 0.6, 1.0, 1.0, 1.0], &tied, &[5.0; 8]);
    assert_eq!(quasi.code(), "separated");
    // A yes-or-no column of which one side has none at all.
    let side = [1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    let empty = refused(&[0.0, 0.0, 0.0, 0.4, 0.2, 0.6, 0.8, 0.2], &side, &[5.0; 8]);
    assert_eq!(empty.code(), "separated");
}

#[test]
fn columns_that_cannot_be_used_are_refused_by_name() {
    let steps: Vec<f64> = (0..40).map(f64::from).collect();
    let code = |y: &[f64], x: &[f64]| Question::new(y, &[("x", x)]).fit("ols").unwrap_err().code();
    // One number computed in two ways.
    let rounded: Vec<f64> = (0..40).map(|i| if i % 2 == 0 { 0.1 * 3.0 } else { 0.3 }).collect();
    assert_eq!(code(&rounded, &steps), "constant-column");
    assert_eq!(code(&steps, &rounded), "constant-column");
    assert_eq!(code(&steps, &[1e300; 40]), "scale");
    let huge: Vec<f64> = steps.iter().map(|v| v * 1e299).collect();
    assert_eq!(code(&steps, &huge), "scale");
    assert_eq!(code(&huge, &steps), "scale");
    let tiny: Vec<f64> = steps.iter().map(|v| v * 1e-299).collect();
    assert_eq!(code(&steps, &tiny), "scale");
    let doubled: Vec<f64> = steps.iter().map(|v| 2.0 * v + 1.0).collect();
    let y: Vec<f64> = steps.iter().map(|v| v.sin()).collect();
    let error = Question::new(&y, &[("a", &steps), ("b", &doubled)]).fit("ols").unwrap_err();
    let Error::Collinear { columns } = error else { panic!("{error}") };
    assert_eq!(columns.0, ["constant", "a", "b"]);
    assert!("probit".parse::<Model>().unwrap_err().to_string().contains("betabinomial"));
}

#[test]
fn correlations_give_the_coefficients_of_the_standardised_data() {
    // Two predictors in closed form: β₁ = (r₁ − r₁₂ r₂) / (1 − r₁₂²), R² = β₁ r₁ + β₂ r₂.
    let (r12, r1, r2) = (0.3, 0.5, 0.4);
    let entries = [1.0, r12, r1, r12, 1.0, r2, r1, r2, 1.0];
    let names = ["a", "b", "y"].map(String::from);
    let fit = from_correlation(correlation_matrix(&entries, 3).unwrap(), &names, 30, 0.95).unwrap();
    let left = 1.0 - r12 * r12;
    let beta = [(r1 - r12 * r2) / left, (r2 - r12 * r1) / left];
    near(&fit.beta, &beta, 1e-14);
    let share = beta[0] * r1 + beta[1] * r2;
    near(&[fit.r2, fit.vif[0]], &[share, 1.0 / left], 1e-13);
    near(&[fit.adjusted_r2], &[1.0 - (1.0 - share) * 29.0 / 27.0], 1e-13);
    near(&[fit.f], &[share / 2.0 / ((1.0 - share) / 27.0)], 1e-12);
    let impossible = [1.0, 0.9, 0.9, 0.9, 1.0, -0.9, 0.9, -0.9, 1.0];
    let matrix = correlation_matrix(&impossible, 3).unwrap();
    assert_eq!(from_correlation(matrix, &names, 30, 0.95).unwrap_err().code(), "not-definite");
}
