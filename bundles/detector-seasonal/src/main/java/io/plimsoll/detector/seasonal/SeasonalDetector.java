package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.plugin.Plugin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a day with the same weekday of the last five weeks.
 *
 * <p>Days that stay unusual make one finding. Figures of the last days may still grow, so they can show a
 * rise but never a drop.
 */
@Plugin(name = "seasonal", type = AnomalyDetector.class)
public final class SeasonalDetector implements AnomalyDetector {
  /** A rise that lasts so many days is a new level, not a spike. */
  private static final int STEP_DAYS = 4;

  /** Days back to look for the start of a rise whose later days are judged. */
  private static final int LOOK_BACK = 7;

  /** A series that cheaper weekends or a missing day interrupt is still in the same episode. */
  private static final int LONGEST_GAP = 2;

  @Override
  public int minimumHistoryDays() {
    return 21;
  }

  @Override
  public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
    DayJudge judge = new DayJudge(new History(series), context);
    Period judged = context.evaluate();
    int from = Math.max(0, series.indexOf(judged.from()));
    LocalDate end = judged.to().isAfter(context.asOf()) ? context.asOf() : judged.to();
    int to = Math.min(series.days(), series.indexOf(end));
    List<Finding> findings = new ArrayList<>();
    List<Verdict> episode = new ArrayList<>();
    for (int day = Math.max(0, from - LOOK_BACK); day < to; day++) {
      Verdict verdict = judge.judge(day);
      if (verdict.isUnusual() && !episode.isEmpty() && !continues(episode, verdict)) {
        report(series, episode, from, findings);
        episode.clear();
      }
      if (verdict.isUnusual()) {
        episode.add(verdict);
      }
    }
    report(series, episode, from, findings);
    return findings;
  }

  private static boolean continues(List<Verdict> episode, Verdict next) {
    Verdict last = episode.get(episode.size() - 1);
    return last.rise() == next.rise() && next.day() - last.day() <= LONGEST_GAP + 1;
  }

  private static void report(CostSeries series, List<Verdict> episode, int from, List<Finding> findings) {
    List<Verdict> judged = episode.stream().filter(v -> v.day() >= from).toList();
    if (judged.isEmpty()) {
      return;
    }
    boolean rise = judged.get(0).rise();
    if (!rise && episode.size() < DayJudge.DROP_DAYS) {
      return;
    }
    int lasted = episode.get(episode.size() - 1).day() - episode.get(0).day() + 1;
    Finding.Kind kind =
        !rise ? Finding.Kind.DROP : lasted >= STEP_DAYS ? Finding.Kind.STEP : Finding.Kind.SPIKE;
    Period days =
        new Period(series.day(judged.get(0).day()), series.day(judged.get(judged.size() - 1).day()).plusDays(1));
    double expected = judged.stream().mapToDouble(Verdict::expected).average().orElseThrow();
    double actual = judged.stream().mapToDouble(Verdict::actual).average().orElseThrow();
    double scales = judged.stream().mapToDouble(Verdict::scales).max().orElseThrow();
    // Where findings begin, the score is one half.
    double score = scales / (scales + DayJudge.SCALES);
    findings.add(new Finding(
        days, kind, score, expected, actual,
        Explanation.of(days, kind, expected, actual, series.key().currency())));
  }
}
