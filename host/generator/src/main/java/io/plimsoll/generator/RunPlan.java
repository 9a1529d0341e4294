package io.plimsoll.generator;

import io.plimsoll.generator.fault.Faults;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run to be written.
 *
 * @param from the first day exported
 * @param to the day after the last one exported
 * @param rangeEnd the last day that the range folder names
 * @param timeFolder whether it lies in a folder of its time
 * @param faults what is wrong with it
 */
record RunPlan(
    LocalDate from,
    LocalDate to,
    LocalDate rangeEnd,
    Instant submitted,
    boolean scheduled,
    boolean lateMissing,
    int restatement,
    boolean timeFolder,
    Faults faults) {

  YearMonth month() {
    return YearMonth.from(from);
  }

  /** The billing months it holds; the first even when it has no day yet. */
  List<YearMonth> months() {
    YearMonth last = YearMonth.from(to.isAfter(from) ? to.minusDays(1) : from);
    return Stream.iterate(month(), m -> !m.isAfter(last), m -> m.plusMonths(1)).toList();
  }

  RunPlan with(Faults other) {
    return new RunPlan(from, to, rangeEnd, submitted, scheduled, lateMissing, restatement, timeFolder, other);
  }

  /** The same an hour later, with nothing wrong. */
  RunPlan later() {
    return new RunPlan(
        from, to, rangeEnd, submitted.plusSeconds(3_600), scheduled, lateMissing, restatement, timeFolder,
        Faults.none());
  }
}
