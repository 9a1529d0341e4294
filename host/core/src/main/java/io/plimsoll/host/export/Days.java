package io.plimsoll.host.export;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The days of a run that count, by {@code ChargePeriodStart}; any set of days.
 *
 * @param windows in order, none of them empty, with days between each and the next
 */
public record Days(List<DayWindow> windows) {
  /** Every day there is. */
  public static final Days ALL = new Days(List.of(new DayWindow(null, null)));

  /** No day. */
  public static final Days NONE = new Days(List.of());

  /** Keeps its own copy. */
  public Days {
    windows = List.copyOf(windows);
  }

  /** The days of these windows, which may touch or overlap. */
  public static Days of(List<DayWindow> windows) {
    Days days = NONE;
    for (DayWindow window : windows) {
      boolean empty = window.from() != null && window.to() != null && !window.from().isBefore(window.to());
      days = empty ? days : days.or(new Days(List.of(window)));
    }
    return days;
  }

  /** Whether no row needs a look, since each counts. */
  public boolean areAll() {
    return equals(ALL);
  }

  /** Whether no day is among them. */
  public boolean areNone() {
    return windows.isEmpty();
  }

  /** Whether a day is among them. */
  public boolean contain(LocalDate day) {
    return windows.stream()
        .anyMatch(w -> (w.from() == null || !day.isBefore(w.from())) && (w.to() == null || day.isBefore(w.to())));
  }

  /** The days that are among both. */
  public Days and(Days others) {
    List<DayWindow> both = new ArrayList<>();
    for (DayWindow a : windows) {
      for (DayWindow b : others.windows) {
        LocalDate from = a.from() == null || b.from() != null && b.from().isAfter(a.from()) ? b.from() : a.from();
        LocalDate to = a.to() == null || b.to() != null && b.to().isBefore(a.to()) ? b.to() : a.to();
        if (from == null || to == null || from.isBefore(to)) {
          both.add(new DayWindow(from, to));
        }
      }
    }
    return new Days(both);
  }

  /** The days that are among these or those. */
  public Days or(Days others) {
    return rest().and(others.rest()).rest();
  }

  /** These days without those. */
  public Days without(Days others) {
    return and(others.rest());
  }

  /** These days without the ones before this day. */
  public Days notBefore(LocalDate day) {
    return and(new Days(List.of(new DayWindow(day, null))));
  }

  /** All other days. */
  private Days rest() {
    List<DayWindow> rest = new ArrayList<>();
    boolean open = true;
    @Nullable LocalDate from = null;
    for (DayWindow window : windows) {
      if (window.from() != null) {
        rest.add(new DayWindow(from, window.from()));
      }
      from = window.to();
      open = from != null;
    }
    if (open) {
      rest.add(new DayWindow(from, null));
    }
    return new Days(rest);
  }
}
