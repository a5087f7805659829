//! Reads how long to wait from the headers of a response.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::StatusCode;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// The longest wait. Longer values are cut, since they may be milliseconds instead of seconds, and
/// one request a day does no harm.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Reads the wait from the headers of a response. Dates are compared with the `Date` header of the
/// response, so that the clock of this machine does not matter. Without it, dates are ignored.
pub(crate) fn retry_after(status: StatusCode, headers: &HeaderMap) -> Option<Duration> {
    let responded = || httpdate::parse_http_date(text(headers, DATE.as_str())?).ok();
    let stated = || match text(headers, RETRY_AFTER.as_str())? {
        seconds if is_number(seconds) => Some(Duration::from_secs(number(seconds))),
        date => Some(since(httpdate::parse_http_date(date).ok()?, responded()?)),
    };
    // Other responses may have this header too, as information about the limit.
    let limit = || match text(headers, "x-rate-limit-retry")? {
        epoch if status == StatusCode::TOO_MANY_REQUESTS && is_number(epoch) => {
            let responded = since(responded()?, UNIX_EPOCH);
            Some(Duration::from_secs(number(epoch)).saturating_sub(responded))
        }
        _ => None,
    };
    stated().or_else(limit).map(|wait| wait.min(LONGEST))
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Parses digits. Returns `u64::MAX` if the number is too large.
fn number(digits: &str) -> u64 {
    digits.parse().unwrap_or(u64::MAX)
}

/// Returns the time from `earlier` to `later`, or zero if `later` is the earlier one.
fn since(later: SystemTime, earlier: SystemTime) -> Duration {
    later.duration_since(earlier).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderName, HeaderValue};

    use super::*;

    const DATE_2026: (&str, &str) = ("date", "Fri, 21 Aug 2026 12:00:00 GMT");
    const DAY: u64 = 86_400;

    fn wait(status: u16, headers: &[(&str, &str)]) -> Option<u64> {
        let headers = headers.iter().map(|(name, value)| {
            (HeaderName::try_from(*name).unwrap(), HeaderValue::try_from(*value).unwrap())
        });
        retry_after(StatusCode::from_u16(status).unwrap(), &headers.collect())
            .map(|wait| wait.as_secs())
    }

    #[test]
    fn seconds_are_read() {
        assert_eq!(wait(429, &[("retry-after", "7")]), Some(7));
        assert_eq!(wait(503, &[("retry-after", " 0 ")]), Some(0));
        assert_eq!(wait(503, &[("retry-after", "86401")]), Some(DAY));
        assert_eq!(wait(503, &[("retry-after", "99999999999999999999999")]), Some(DAY));
    }

    #[test]
    fn a_date_is_read() {
        let at = |date| wait(503, &[("retry-after", date), DATE_2026]);
        assert_eq!(at("Fri, 21 Aug 2026 12:01:30 GMT"), Some(90));
        assert_eq!(at("Friday, 21-Aug-26 12:01:30 GMT"), Some(90));
        assert_eq!(at("Fri, 21 Aug 2026 11:59:59 GMT"), Some(0));
        assert_eq!(at("Fri, 31 Dec 9999 23:59:59 GMT"), Some(DAY));
        assert_eq!(wait(503, &[("retry-after", "Fri, 21 Aug 2026 12:01:30 GMT")]), None);
    }

    #[test]
    fn the_rate_limit_is_read() {
        let at = |epoch| wait(429, &[("x-rate-limit-retry", epoch), DATE_2026]);
        assert_eq!(at("1787313642"), Some(42));
        assert_eq!(at("1787313599"), Some(0));
        assert_eq!(at("0"), Some(0));
        assert_eq!(at("1787313642000"), Some(DAY));
        assert_eq!(at("99999999999999999999999"), Some(DAY));
        assert_eq!(wait(429, &[("x-rate-limit-retry", "1787313642")]), None, "without a date");
        assert_eq!(
            wait(400, &[("x-rate-limit-retry", "1787313642"), DATE_2026]),
            None,
            "another status"
        );
    }

    #[test]
    fn a_valid_retry_after_has_precedence() {
        let limit = ("x-rate-limit-retry", "1787313642");
        assert_eq!(wait(429, &[("retry-after", "7"), limit, DATE_2026]), Some(7));
        assert_eq!(wait(429, &[("retry-after", "soon"), limit, DATE_2026]), Some(42));
        assert_eq!(wait(429, &[("retry-after", "-1"), limit, DATE_2026]), Some(42));
    }

    #[test]
    fn invalid_headers_are_ignored() {
        for garbage in ["", "soon", "-5", "+5", "1.5", "0x10", "12:00"] {
            assert_eq!(wait(429, &[("retry-after", garbage), DATE_2026]), None, "{garbage}");
            assert_eq!(wait(429, &[("x-rate-limit-retry", garbage), DATE_2026]), None, "{garbage}");
        }
        assert_eq!(wait(429, &[("x-rate-limit-retry", "5"), ("date", "today")]), None);
        assert_eq!(wait(429, &[]), None);
    }
}
