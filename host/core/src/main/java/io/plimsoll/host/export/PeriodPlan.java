package io.plimsoll.host.export;

import io.plimsoll.api.collect.Run;
import java.time.LocalDate;
import java.util.List;

/**
 * What to read for one export, scope and billing period.
 *
 * @param period first day of the billing period
 * @param slices the runs that count, the newest first; empty when none can be read
 * @param set aside runs that do not count, with the reason
 */
public record PeriodPlan(String export, String scope, LocalDate period, List<Slice> slices, List<Run> setAside) {
  /** Keeps its own copies. */
  public PeriodPlan {
    slices = List.copyOf(slices);
    setAside = List.copyOf(setAside);
  }
}
