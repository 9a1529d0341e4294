package io.plimsoll.host.backtest;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.anomaly.BacktestRequest;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.collect.Cancellation;
import io.plimsoll.host.collect.Workers;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Tries detectors on a folder of series or on an organisation's own history. Thread-safe. */
public final class Backtests {
  private final Map<String, AnomalyDetector> detectors;
  private final Workers workers;

  /** @param detectors all that are loaded, by name */
  public Backtests(Map<String, AnomalyDetector> detectors, Workers workers) {
    this.detectors = new TreeMap<>(detectors);
    this.workers = workers;
  }

  /**
   * Tries them on the series of a folder.
   *
   * @throws PlimsollException {@code INPUT_INVALID} when the folder does not hold such series, {@code NOT_FOUND} for a
   *     detector that is not loaded
   */
  public BacktestReport ofFolder(Path folder, BacktestRequest request) {
    Map<String, AnomalyDetector> asked = asked(request);
    return run(asked, new SeriesFolder(folder).read(), request);
  }

  /** Tries them on final figures: what was known the day after is no longer known. */
  public BacktestReport ofSeries(List<CostSeries> series, List<PlannedEvent> planned, BacktestRequest request) {
    Map<String, AnomalyDetector> asked = asked(request);
    return run(asked, new History(series.stream().map(DatedSeries::unchanged).toList(), planned), request);
  }

  private BacktestReport run(Map<String, AnomalyDetector> asked, History history, BacktestRequest request) {
    Period days = days(history, request);
    Backtest backtest = new Backtest(asked, history);
    List<Callable<Backtest.Outcome>> tasks = new ArrayList<>();
    history.series().forEach(one -> tasks.add(() -> backtest.of(one, days)));
    List<Backtest.Outcome> outcomes = workers.all(tasks, new Cancellation());
    return Comparison.of(history.series(), outcomes, List.copyOf(asked.keySet()), days);
  }

  private Map<String, AnomalyDetector> asked(BacktestRequest request) {
    if (request.detectors().isEmpty()) {
      return detectors;
    }
    Map<String, AnomalyDetector> asked = new TreeMap<>();
    for (String name : request.detectors()) {
      AnomalyDetector detector = detectors.get(name);
      if (detector == null) {
        throw new PlimsollException(
            ErrorCode.NOT_FOUND, "There is no detector named " + name + ".",
            "Name some of " + String.join(", ", detectors.keySet()) + ".");
      }
      asked.put(name, detector);
    }
    return asked;
  }

  /** Costs of a day are first judged the day after. */
  private static Period days(History history, BacktestRequest request) {
    LocalDate first = history.firstDay().plusDays(1);
    LocalDate last = history.end().plusDays(1);
    LocalDate from = request.from() == null || request.from().isBefore(first) ? first : request.from();
    LocalDate to = request.to() == null || request.to().isAfter(last) ? last : request.to();
    if (!from.isBefore(to)) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "No day between " + from + " and " + to + " can be judged; costs are known from " + history.firstDay() + " to "
              + history.end().minusDays(1) + ".",
          "Give days with --from and --to that lie in between, or none.");
    }
    return new Period(from, to);
  }
}
