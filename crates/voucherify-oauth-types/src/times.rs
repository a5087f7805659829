//! The times of responses as `Duration` and `SystemTime`.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::{IntrospectionResponse, TokenResponse};

impl TokenResponse {
    /// Returns the lifetime of the token, counted from the response:
    /// [`expires_in`](Self::expires_in) as a duration. Returns zero if it is negative.
    ///
    /// ```
    /// use std::time::Duration;
    /// use voucherify_oauth_types::TokenResponse;
    ///
    /// let response = TokenResponse::new().with_expires_in(900);
    /// assert_eq!(response.lifetime(), Duration::from_secs(900));
    /// ```
    #[must_use]
    pub fn lifetime(&self) -> Duration {
        duration(self.expires_in)
    }

    /// Returns when the token expires, by the clock of the service:
    /// [`expires_at`](Self::expires_at) as a time. Returns the Unix epoch if it is negative or
    /// beyond the range of [`SystemTime`].
    #[must_use]
    pub fn expiry(&self) -> SystemTime {
        time(self.expires_at)
    }
}

impl IntrospectionResponse {
    /// Returns the remaining lifetime of the token, counted from the response:
    /// [`expires_in`](Self::expires_in) as a duration. Returns zero if it is negative, and `None`
    /// if it is absent.
    #[must_use]
    pub fn lifetime(&self) -> Option<Duration> {
        self.expires_in.map(duration)
    }

    /// Returns when the token expires, by the clock of the service:
    /// [`expires_at`](Self::expires_at) as a time. Returns the Unix epoch if it is negative or
    /// beyond the range of [`SystemTime`], and `None` if it is absent.
    #[must_use]
    pub fn expiry(&self) -> Option<SystemTime> {
        self.expires_at.map(time)
    }
}

fn duration(seconds: i64) -> Duration {
    Duration::from_secs(u64::try_from(seconds).unwrap_or(0))
}

fn time(unix_seconds: i64) -> SystemTime {
    UNIX_EPOCH.checked_add(duration(unix_seconds)).unwrap_or(UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_of_any_size_are_converted() {
        let of = |seconds| {
            let response = TokenResponse::new().with_expires_in(seconds).with_expires_at(seconds);
            (response.lifetime().as_secs(), response.expiry())
        };
        assert_eq!(of(-1), (0, UNIX_EPOCH));
        assert_eq!(of(900), (900, UNIX_EPOCH + Duration::from_secs(900)));
        assert_eq!(of(i64::MAX).0, i64::MAX.unsigned_abs());
        let response = IntrospectionResponse::new();
        assert_eq!((response.lifetime(), response.expiry()), (None, None));
        let response = response.with_expires_in(5).with_expires_at(5);
        assert_eq!(response.lifetime(), Some(Duration::from_secs(5)));
        assert_eq!(response.expiry(), Some(UNIX_EPOCH + Duration::from_secs(5)));
    }
}
