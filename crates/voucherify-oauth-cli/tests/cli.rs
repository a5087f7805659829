//! What the commands print and how they exit, as transcripts.
//!
//! `TRYCMD=overwrite cargo test -p voucherify-oauth-cli` writes what they print now; look at the
//! difference before committing it.

#[test]
fn without_a_service() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd");
}
