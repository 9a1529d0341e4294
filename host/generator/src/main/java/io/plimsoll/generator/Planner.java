package io.plimsoll.generator;

import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.generator.estate.Estate;
import io.plimsoll.generator.estate.EstateSpec;
import io.plimsoll.generator.estate.Hash;
import io.plimsoll.generator.fault.Fault;
import io.plimsoll.generator.fault.Faults;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decides which exports there are and which runs each has had by today. */
final class Planner {
  private static final int EXTRA_RUNS_UNTIL = 5;

  private final GeneratorSpec spec;

  Planner(GeneratorSpec spec) {
    this.spec = spec;
  }

  /** The exports that the spec asks for. */
  List<ExportPlan> exports() {
    List<ExportPlan> exports = new ArrayList<>();
    for (int i = 0; i < spec.accounts().size(); i++) {
      BillingAccount account = spec.accounts().get(i);
      Estate estate = new Estate(new EstateSpec(
          spec.seed(), account.name(), account.currency(), spec.subscriptions(), spec.resources(),
          spec.commitments(), spec.firstMonth().atDay(1), spec.planted()));
      String name = i == 0
          ? spec.layout().exportName()
          : spec.layout().exportName() + '-' + (i + 1) + '-' + account.currency().toLowerCase(Locale.ROOT);
      exports.add(new ExportPlan(
          name, estate, ExportPlan.FOCUS, spec.version(), dataVersion(spec.version()), spec.format(),
          Math.max(10, spec.rowsPerMonth() / spec.accounts().size()), runs()));
    }
    return exports;
  }

  static String dataVersion(FocusVersion version) {
    return version == FocusVersion.V1_0_PREVIEW ? "1.0-preview(v1)" : version.text();
  }

  private List<RunPlan> runs() {
    List<RunPlan> runs = new ArrayList<>();
    for (int i = 0; i < spec.months(); i++) {
      List<RunPlan> ofMonth = runs(spec.firstMonth().plusMonths(i));
      boolean replaced = spec.layout().overwrite() && spec.faults().all().stream()
          .noneMatch(f -> f.scope() == Fault.Scope.RUNS && f != Fault.HIVE_FOLDERS);
      runs.addAll(replaced ? ofMonth.subList(ofMonth.size() - 1, ofMonth.size()) : ofMonth);
    }
    // what is wrong with one run is wrong with the newest
    int newest = runs.size() - 1;
    runs.set(newest, runs.get(newest).with(spec.faults()));
    return runs;
  }

  private List<RunPlan> runs(YearMonth month) {
    Faults faults = spec.faults();
    LocalDate start = month.atDay(1);
    LocalDate after = month.plusMonths(1).atDay(1);
    LocalDate today = spec.today().isBefore(start) ? start : spec.today();
    LocalDate last = earlier(today, after.plusDays(EXTRA_RUNS_UNTIL - 1L));
    LocalDate to = earlier(today, after);
    if (spec.layout().daily()) {
      return start.datesUntil(to).map(this::runOf).toList();
    }
    boolean several = faults.has(Fault.SUPERSEDED_RUNS) || faults.has(Fault.MIXED_DEPTH);
    int count = Math.max(spec.layout().runsPerMonth(), several ? 3 : 1);
    boolean late = faults.has(Fault.LATE_DATA) && !month.isBefore(restated());
    List<RunPlan> runs = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      LocalDate upTo = start.plusDays((long) month.lengthOfMonth() * i / count);
      if (upTo.isBefore(to)) {
        runs.add(run(month, upTo, upTo, 4, late, 0));
      }
    }
    if (late && last.isAfter(after)) {
      runs.add(run(month, after, after, 4, true, 0));
    }
    runs.add(run(month, to, last, 4, late && !last.isAfter(after), 0));
    if (faults.has(Fault.RESTATED_MONTH) && month.equals(restated())) {
      LocalDate again = earlier(today, last.plusDays(16));
      runs.add(run(month, to, again, again.equals(last) ? 16 : 4, false, 1));
    }
    if (faults.has(Fault.MIXED_DEPTH)) {
      for (int i = 0; i < runs.size() - 1; i++) {
        RunPlan run = runs.get(i);
        runs.set(i, new RunPlan(run.from(), run.to(), run.rangeEnd(), run.submitted(), run.scheduled(),
            run.lateMissing(), run.restatement(), false, run.faults()));
      }
    }
    return runs;
  }

  /** The month that is restated: the newest complete one, or the only one. */
  YearMonth restated() {
    YearMonth last = spec.firstMonth().plusMonths(spec.months() - 1L);
    boolean complete = last.isBefore(YearMonth.from(spec.today()));
    return complete || spec.months() == 1 ? last : last.minusMonths(1);
  }

  private RunPlan run(YearMonth month, LocalDate to, LocalDate submitted, int hour, boolean late, int restatement) {
    boolean deep = spec.layout().timeFolder() || spec.faults().has(Fault.MIXED_DEPTH);
    return new RunPlan(
        month.atDay(1), to, month.atEndOfMonth(), at(submitted, hour), true, late, restatement, deep,
        spec.faults().without(Fault.Scope.NEWEST_RUN));
  }

  /** The run of one day, made on the next. */
  private RunPlan runOf(LocalDate day) {
    LocalDate next = day.plusDays(1);
    return new RunPlan(
        day, next, day, at(next, 4), true, false, 0, spec.layout().timeFolder(),
        spec.faults().without(Fault.Scope.NEWEST_RUN));
  }

  /** A moment of a day that the seed decides, with the seven fraction digits that Azure writes. */
  Instant at(LocalDate day, int hour) {
    long ticks = Math.floorMod(Hash.of(spec.seed(), day.toEpochDay() * 24 + hour, 201), 36_000_000_000L);
    return day.atTime(LocalTime.of(hour, 0)).toInstant(ZoneOffset.UTC).plusNanos(ticks * 100);
  }

  static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }
}
