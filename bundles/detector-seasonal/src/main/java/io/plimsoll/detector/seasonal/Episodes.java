package io.plimsoll.detector.seasonal;

import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.cost.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Makes one finding of unusual days that belong together. Pure. */
final class Episodes {
  /** An episode that a cheaper weekend or a missing day interrupts is still the same. */
  private static final int LONGEST_GAP = 2;

  private static final double HALF_SURE = 5;

  private Episodes() {}

  /**
   * @param judge the verdict of a day, empty when it is as expected
   * @param sentence what to tell of an episode
   */
  static List<Finding> of(
      DailyCosts costs,
      Judged judged,
      IntFunction<Optional<Verdict>> judge,
      Function<Episode, String> sentence) {
    List<Finding> findings = new ArrayList<>();
    List<Verdict> episode = new ArrayList<>();
    for (int day = judged.from(); day < judged.to(); day++) {
      Optional<Verdict> verdict = judge.apply(day);
      if (verdict.isPresent()) {
        if (!episode.isEmpty() && day - episode.get(episode.size() - 1).day() > LONGEST_GAP + 1) {
          findings.add(finding(costs, episode, sentence));
          episode.clear();
        }
        episode.add(verdict.get());
      }
    }
    if (!episode.isEmpty()) {
      findings.add(finding(costs, episode, sentence));
    }
    return findings;
  }

  private static Finding finding(DailyCosts costs, List<Verdict> verdicts, Function<Episode, String> sentence) {
    Episode episode = new Episode(costs, List.copyOf(verdicts));
    double strength = verdicts.stream().mapToDouble(Verdict::strength).max().orElse(0);
    return new Finding(
        episode.days(), episode.kind(), strength / (strength + HALF_SURE), episode.expected(), episode.actual(),
        sentence.apply(episode));
  }

  /** Unusual days that belong together, at least one. */
  record Episode(DailyCosts costs, List<Verdict> verdicts) {
    Verdict first() {
      return verdicts.get(0);
    }

    Verdict last() {
      return verdicts.get(verdicts.size() - 1);
    }

    Period days() {
      return new Period(costs.date(first().day()), costs.date(last().day()).plusDays(1));
    }

    /** The latest verdict knows most. */
    Finding.Kind kind() {
      return last().kind();
    }

    double expected() {
      return verdicts.stream().mapToDouble(Verdict::expected).average().orElse(0);
    }

    double actual() {
      return verdicts.stream().mapToDouble(Verdict::actual).average().orElse(0);
    }

    double usual() {
      return verdicts.stream().mapToDouble(Verdict::usual).average().orElse(0);
    }

    String currency() {
      return costs.series().key().currency();
    }
  }
}
