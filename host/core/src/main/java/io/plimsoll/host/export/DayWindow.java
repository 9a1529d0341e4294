package io.plimsoll.host.export;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days of a run that count, by {@code ChargePeriodStart}.
 *
 * @param from the first day, or {@code null} for all before {@link #to()}
 * @param to the day after the last, or {@code null} for all from {@link #from()} on
 */
public record DayWindow(@Nullable LocalDate from, @Nullable LocalDate to) {
  /** Every day. */
  public static final DayWindow ALL = new DayWindow(null, null);

  /** Whether every day counts, so that no row needs a look. */
  public boolean isAll() {
    return from == null && to == null;
  }

  /** The same window without the days before this one. */
  public DayWindow notBefore(LocalDate day) {
    return from != null && !from.isBefore(day) ? this : new DayWindow(day, to);
  }
}
