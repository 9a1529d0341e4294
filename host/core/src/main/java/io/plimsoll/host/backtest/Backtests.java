package io.plimsoll.host.backtest;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.BacktestReport;
import io.plimsoll.api.anomaly.BacktestRequest;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.cost.Period;
import io.plimsoll.host.anomaly.AnomalyWatch.Assignment;
import io.plimsoll.host.collect.Cancellation;
import io.plimsoll.host.collect.Workers;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Tries detectors on a folder of series or on an organisation's own history. Thread-safe. */
public final class Backtests {
  private final Workers workers;

  /** @param workers the threads that judge */
  public Backtests(Workers workers) {
    this.workers = workers;
  }

  /**
   * Tries detectors on the series of a folder.
   *
   * @param detectors all that are loaded, by name
   * @throws PlimsollException {@code INPUT_INVALID} when the folder does not hold such series, {@code NOT_FOUND} for a
   *     detector that is not loaded
   */
  public BacktestReport ofFolder(Path folder, Map<String, AnomalyDetector> detectors, BacktestRequest request) {
    request.detectors().forEach(name -> known(name, detectors.keySet()));
    Map<String, AnomalyDetector> asked = new TreeMap<>(detectors);
    if (!request.detectors().isEmpty()) {
      asked.keySet().retainAll(request.detectors());
    }
    return run(List.of(new Trial(asked, new SeriesFolder(folder).read())), request);
  }

  /**
   * Tries the detectors of an organisation on its own history, on final figures: what was known the day after is no
   * longer known.
   *
   * @param known the names of all its detectors
   * @param assignments finds the series that some detectors judge
   * @param planned the calendar; nobody would have been told of what it explains
   */
  public BacktestReport ofHistory(
      Set<String> known,
      Function<Set<String>, List<Assignment>> assignments,
      List<PlannedEvent> planned,
      BacktestRequest request) {
    request.detectors().forEach(name -> known(name, known));
    List<Trial> trials = new ArrayList<>();
    for (Assignment one : assignments.apply(new TreeSet<>(request.detectors()))) {
      List<DatedSeries> series = one.series().stream().map(DatedSeries::unchanged).toList();
      trials.add(new Trial(one.detectors(), new History(series, planned)));
    }
    if (trials.stream().allMatch(trial -> trial.history.series().isEmpty())) {
      throw new PlimsollException(
          ErrorCode.NOT_FOUND, "There are no costs that detectors could judge.", "Collect some first.");
    }
    return run(trials, request);
  }

  /** Detectors and what they judge. */
  private record Trial(Map<String, AnomalyDetector> detectors, History history) {}

  private BacktestReport run(List<Trial> trials, BacktestRequest request) {
    LocalDate first = trials.stream().map(t -> t.history.firstDay()).min(Comparator.naturalOrder()).orElseThrow();
    LocalDate end = trials.stream().map(t -> t.history.end()).max(Comparator.naturalOrder()).orElseThrow();
    Period days = days(first, end, request);
    List<Callable<Backtest.Outcome>> tasks = new ArrayList<>();
    List<DatedSeries> series = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (Trial trial : trials) {
      Backtest backtest = new Backtest(trial.detectors, trial.history);
      names.addAll(trial.detectors.keySet());
      series.addAll(trial.history.series());
      trial.history.series().forEach(one -> tasks.add(() -> backtest.of(one, days)));
    }
    return Comparison.of(series, workers.all(tasks, new Cancellation()), List.copyOf(names), days);
  }

  private static void known(String name, Set<String> known) {
    if (!known.contains(name)) {
      throw new PlimsollException(
          ErrorCode.NOT_FOUND, "There is no detector named " + name + ".",
          "Name some of " + String.join(", ", new TreeSet<>(known)) + ".");
    }
  }

  /** Costs of a day are first judged the day after. */
  private static Period days(LocalDate firstDay, LocalDate end, BacktestRequest request) {
    LocalDate first = firstDay.plusDays(1);
    LocalDate last = end.plusDays(1);
    LocalDate from = request.from() == null || request.from().isBefore(first) ? first : request.from();
    LocalDate to = request.to() == null || request.to().isAfter(last) ? last : request.to();
    if (!from.isBefore(to)) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "There is no day to judge from " + from + " to " + to + ": costs are known from " + firstDay + " to "
              + end.minusDays(1) + ".",
          "Give days with --from and --to that lie in between, or none.");
    }
    return new Period(from, to);
  }
}
