//! Property tests: one statement, checked on thousands of random cases.

use proptest::{
    strategy::Strategy,
    test_runner::{Config, RngSeed, TestCaseError, TestRunner},
};

/// The result of checking one case.
pub type Verdict = Result<(), TestCaseError>;

/// Checks a property on this many cases, and shrinks the first failing one.
///
/// Every run uses the same cases, so that tests are deterministic. `PROPTEST_CASES` and `PROPTEST_RNG_SEED` (a number) make a
/// run use more or other cases.
pub fn holds<S: Strategy>(cases: u32, strategy: S, property: impl Fn(S::Value) -> Verdict) {
    let given = Config::default();
    let config = Config {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() { given.cases } else { cases },
        rng_seed: match given.rng_seed {
            RngSeed::Random => RngSeed::Fixed(0x5EA_F00D),
            fixed => fixed,
        },
        failure_persistence: None,
        ..given
    };
    if let Err(failure) = TestRunner::new(config).run(&strategy, property) {
        panic!("{failure}");
    }
}
