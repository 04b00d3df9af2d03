//! The processor's time, which a machine that others use does not falsify as it does the clock on the wall.

use std::time::Duration;

/// What this process has used of the processors so far, all its threads together. Where the system does not say, the time
/// since the first call.
pub fn cpu_time() -> Duration {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
    }
    #[cfg(not(unix))]
    {
        static BEGIN: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
        BEGIN.elapsed()
    }
}

/// What something costs in milliseconds of the processor, and its result.
pub fn milliseconds<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let begin = cpu_time();
    let result = work();
    (cpu_time().saturating_sub(begin).as_secs_f64() * 1e3, result)
}

/// The middle of some figures, the least and the greatest; zeros of none.
pub fn spread(figures: &[f64]) -> (f64, f64, f64) {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |index: usize| sorted.get(index).copied().unwrap_or(0.0);
    let (count, middle) = (sorted.len(), sorted.len() / 2);
    let median = if count % 2 == 0 { (at(middle.saturating_sub(1)) + at(middle)) / 2.0 } else { at(middle) };
    (median, at(0), at(count.saturating_sub(1)))
}
