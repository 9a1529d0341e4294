package io.plimsoll.generator;

import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.generator.fault.Fault;
import io.plimsoll.generator.fault.Faults;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** Plans the exports that faults put beside a sound one. */
final class NeighbourPlanner {
  private final GeneratorSpec spec;
  private final Planner planner;

  NeighbourPlanner(GeneratorSpec spec, Planner planner) {
    this.spec = spec;
    this.planner = planner;
  }

  List<ExportPlan> beside(ExportPlan export) {
    List<ExportPlan> beside = new ArrayList<>();
    Faults faults = spec.faults();
    RunPlan newest = export.runs().get(export.runs().size() - 1);
    if (faults.has(Fault.DUPLICATE_EXPORT)) {
      beside.add(export.named(export.name() + "-copy"));
    }
    if (faults.has(Fault.TWO_VERSIONS)) {
      boolean preview = spec.version() == FocusVersion.V1_0_PREVIEW;
      FocusVersion other = preview ? FocusVersion.V1_2_PREVIEW : FocusVersion.V1_0_PREVIEW;
      beside.add(new ExportPlan(
          export.name() + "-v" + other.text(), export.estate(), ExportPlan.FOCUS, other,
          Planner.dataVersion(other), export.format(), export.rowsPerMonth(), export.runs()));
    }
    if (faults.has(Fault.ONE_TIME_EXPORT)) {
      beside.add(export.named(export.name() + "-days").with(List.of(days())));
    }
    if (faults.has(Fault.MULTI_MONTH_EXPORT)) {
      beside.add(export.named(export.name() + "-months").with(List.of(months())));
    }
    if (faults.has(Fault.NOT_FOCUS)) {
      beside.add(other(export, export.name() + "-actual", ExportPlan.LEGACY, "2021-10-01", newest));
    }
    if (faults.has(Fault.PRICE_SHEET)) {
      beside.add(other(export, export.name() + "-prices", ExportPlan.PRICES, "2023-05-01", newest));
    }
    return beside;
  }

  private ExportPlan other(ExportPlan export, String name, String type, String dataVersion, RunPlan newest) {
    return new ExportPlan(
        name, export.estate(), type, FocusVersion.V1_0R2, dataVersion, ExportFormat.CSV,
        Math.min(export.rowsPerMonth(), 2_000), List.of(newest.with(Faults.none())));
  }

  private RunPlan days() {
    YearMonth month = planner.restated();
    LocalDate end = Planner.earlier(month.atDay(21), later(spec.today(), month.atDay(2)));
    LocalDate from = end.isAfter(month.atDay(10)) ? month.atDay(10) : month.atDay(1);
    return oneTime(from, end, end.minusDays(1));
  }

  private RunPlan months() {
    YearMonth last = planner.restated();
    LocalDate to = Planner.earlier(last.plusMonths(1).atDay(1), later(spec.today(), last.atDay(2)));
    return oneTime(last.minusMonths(1).atDay(1), to, last.atEndOfMonth());
  }

  private RunPlan oneTime(LocalDate from, LocalDate to, LocalDate rangeEnd) {
    return new RunPlan(
        from, to, rangeEnd, planner.at(later(spec.today(), to), 11), false, false, 0, spec.layout().timeFolder(),
        spec.faults().without(Fault.Scope.NEWEST_RUN));
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }
}
