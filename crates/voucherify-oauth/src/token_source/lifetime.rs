//! When a token is fresh, ageing, due and expired.

use std::time::Duration;

use super::clock::{Moment, nanos};
use super::random::{Random, share};
use super::settings::Settings;

/// No token is kept for longer than this, whatever the service says: a day is far beyond the 900 seconds that it says today,
/// and a number that makes no sense must not become a token that is never refreshed.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// How early a token counts as expired, since a request takes time to arrive and coarse clocks are some milliseconds behind.
const MARGIN: Duration = Duration::from_secs(1);

/// How far the wall clock may go back before it is worth noticing. Time servers correct by less, all day long.
const SET_BACK: u64 = 60 * 1_000_000_000;

/// How old a token may get, as ages in nanoseconds: `advisory <= mandatory <= expiry`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lifetime {
    /// Just before the token was asked for.
    pub(super) asked: Moment,
    pub(super) advisory: u64,
    pub(super) mandatory: u64,
    pub(super) expiry: u64,
}

/// What a token's age means for whoever asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// Serve it.
    Fresh,
    /// Serve it, and refresh in the background.
    Advisory,
    /// Wait for the next one; serve this one if that fails.
    Mandatory,
    /// Never serve it.
    Expired,
}

impl Lifetime {
    /// The lifetime of a token asked for at `asked`, which the service says lives for `expires_in` seconds.
    ///
    /// Counting starts before the request was sent, when the service cannot have issued the token yet, so that no clock but
    /// the caller's own is needed. Windows shrink with a short lifetime, so that each phase is left of it.
    pub(super) fn new(
        asked: Moment,
        expires_in: i64,
        settings: &Settings,
        random: &dyn Random,
    ) -> Self {
        let seconds = u64::try_from(expires_in).unwrap_or(0);
        let whole = nanos(Duration::from_secs(seconds).min(LONGEST));
        let expiry = whole - nanos(MARGIN).min(whole / 20);
        let window = |wanted: Duration, most: u64| {
            let least = nanos(wanted).min(most);
            least + share(random, least / 2)
        };
        let mandatory = expiry - window(settings.mandatory_window, whole / 20);
        let advisory = expiry - window(settings.advisory_window, whole / 4);
        Self { asked, advisory: advisory.min(mandatory), mandatory, expiry }
    }

    /// What the token's age means at `now`.
    pub(super) fn phase(&self, now: Moment) -> Phase {
        let age = self.age(now);
        if age >= self.expiry {
            Phase::Expired
        } else if age >= self.mandatory {
            Phase::Mandatory
        } else if age >= self.advisory || self.set_back(now) {
            Phase::Advisory
        } else {
            Phase::Fresh
        }
    }

    /// The token's age at `now`, in nanoseconds.
    pub(super) fn age(&self, now: Moment) -> u64 {
        now.since(self.asked)
    }

    /// Whether the wall clock was set to before the token was asked for. It can't tell a suspension any more, so that the
    /// token is refreshed when that can be had, to start counting anew.
    fn set_back(&self, now: Moment) -> bool {
        now.wall < self.earliest()
    }

    /// The wall clock's reading before which it was set back.
    pub(super) fn earliest(&self) -> u64 {
        self.asked.wall.saturating_sub(SET_BACK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: u64 = 1_000_000_000;
    const START: Moment = Moment { monotonic: 5 * SECOND, wall: 1_800_000_000 * SECOND };

    fn lifetime(expires_in: i64, unit: f64) -> Lifetime {
        Lifetime::new(START, expires_in, &Settings::default(), &move || unit)
    }

    #[test]
    fn a_token_of_fifteen_minutes_ages_through_its_phases() {
        let ageing = lifetime(900, 0.0);
        for (seconds, phase) in [
            (0, Phase::Fresh),
            (718, Phase::Fresh),
            (719, Phase::Advisory),
            (869, Phase::Mandatory),
            (899, Phase::Expired),
        ] {
            assert_eq!(ageing.phase(START.after(seconds * SECOND)), phase, "{seconds} s");
        }
    }

    #[test]
    fn jitter_widens_both_windows_by_up_to_a_half() {
        let ageing = lifetime(900, 1.0);
        assert_eq!(
            (ageing.advisory, ageing.mandatory),
            ((899 - 270) * SECOND, (899 - 45) * SECOND)
        );
    }

    #[test]
    fn phases_keep_their_order_whatever_the_service_and_the_settings_say() {
        let odd = Settings {
            advisory_window: Duration::ZERO,
            mandatory_window: Duration::MAX,
            ..Settings::default()
        };
        for settings in [Settings::default(), odd] {
            for expires_in in [i64::MIN, -1, 0, 1, 2, 60, 900, i64::from(i32::MAX), i64::MAX] {
                for unit in [0.0, 0.5, 1.0] {
                    let ageing = Lifetime::new(START, expires_in, &settings, &move || unit);
                    assert!(ageing.advisory <= ageing.mandatory, "{ageing:?}");
                    assert!(ageing.mandatory <= ageing.expiry, "{ageing:?}");
                    let said = Duration::from_secs(expires_in.max(0).unsigned_abs());
                    assert!(ageing.expiry <= nanos(said.min(LONGEST)), "{ageing:?}");
                }
            }
        }
    }

    #[test]
    fn a_token_of_one_second_has_a_fresh_phase() {
        assert_eq!(lifetime(1, 1.0).phase(START.after(SECOND / 2)), Phase::Fresh);
        assert_eq!(lifetime(1, 1.0).phase(START.after(SECOND)), Phase::Expired);
    }

    #[test]
    fn nothing_is_left_of_a_token_without_lifetime() {
        assert_eq!(lifetime(0, 0.0).phase(START), Phase::Expired);
        assert_eq!(lifetime(-900, 0.0).phase(START), Phase::Expired);
    }

    #[test]
    fn either_clock_ages_a_token() {
        let suspended = Moment { wall: START.wall + 3_600 * SECOND, ..START };
        assert_eq!(lifetime(900, 0.0).phase(suspended), Phase::Expired);
        let corrected = Moment { monotonic: START.monotonic + 900 * SECOND, ..START };
        assert_eq!(lifetime(900, 0.0).phase(corrected), Phase::Expired);
    }

    #[test]
    fn a_wall_clock_set_back_asks_for_a_refresh_and_harms_nothing() {
        let nudged = Moment { wall: START.wall - SECOND, ..START };
        assert_eq!(lifetime(900, 0.0).phase(nudged), Phase::Fresh);
        let set_back = Moment { wall: START.wall - 3_600 * SECOND, ..START };
        assert_eq!(lifetime(900, 0.0).phase(set_back), Phase::Advisory);
        let backwards = Moment { monotonic: 0, wall: START.wall };
        assert_eq!(lifetime(900, 0.0).phase(backwards), Phase::Fresh);
    }
}
