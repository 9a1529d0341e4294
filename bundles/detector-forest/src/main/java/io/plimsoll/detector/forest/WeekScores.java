package io.plimsoll.detector.forest;

import com.amazon.randomcutforest.RandomCutForest;
import java.util.Arrays;

/** How unlike the weeks before it the seven days up to each day are. */
final class WeekScores {
  private static final int WEEK = 7;
  private static final int MEMORY = 182;
  private static final int TREES = 50;
  private static final int SAMPLE = 128;

  /** Any will do, as long as it is always the same. */
  private static final long SEED = 4404;

  private static final double MAD_TO_SIGMA = 1.4826;

  /** Scores lie around 1; smaller deviations are the forest's own. */
  private static final double SMALLEST = 0.05;

  private static final int FEWEST = 14;

  private final int from;
  private final double[] scores;

  private WeekScores(int from, double[] scores) {
    this.from = from;
    this.scores = scores;
  }

  /**
   * Scores half a year up to the days judged, and those days, each by the forest that grew from the days before it. Days
   * that are judged do not grow into it: an anomaly that lasts stays one.
   */
  static WeekScores of(Weekdays weekdays, int judgedFrom, int judgedTo) {
    int from = Math.max(weekdays.series().firstCharge() + WEEK, judgedFrom - MEMORY);
    RandomCutForest forest =
        RandomCutForest.builder()
            .dimensions(WEEK)
            .shingleSize(1)
            .numberOfTrees(TREES)
            .sampleSize(SAMPLE)
            .outputAfter(FEWEST)
            .randomSeed(SEED)
            .parallelExecutionEnabled(false)
            .build();
    double[] scores = new double[judgedTo - from];
    double[] surprise = new double[judgedTo - from + WEEK];
    for (int i = 0; i < surprise.length; i++) {
      surprise[i] = weekdays.surprise(from - WEEK + i);
    }
    for (int i = 0; i < scores.length; i++) {
      double[] week = Arrays.copyOfRange(surprise, i + 1, i + 1 + WEEK);
      scores[i] = forest.getAnomalyScore(week);
      if (from + i < judgedFrom) {
        forest.update(week);
      }
    }
    return new WeekScores(from, scores);
  }

  double score(int day) {
    return scores[day - from];
  }

  /** The median score of the days before. */
  double usual(int day) {
    double[] before = before(day);
    return before.length == 0 ? 0 : median(before);
  }

  /** How many usual deviations a day's score is above the median of those before it; 0 where those are too few. */
  double deviations(int day) {
    double[] before = before(day);
    if (before.length < FEWEST) {
      return 0;
    }
    double median = median(before);
    double[] off = new double[before.length];
    for (int i = 0; i < off.length; i++) {
      off[i] = Math.abs(before[i] - median);
    }
    return (score(day) - median) / Math.max(SMALLEST, MAD_TO_SIGMA * median(off));
  }

  /** The scores of the days up to a week before, without those of a forest that had too few days to say anything. */
  private double[] before(int day) {
    return Arrays.stream(scores, 0, Math.max(0, day - WEEK + 1 - from)).filter(score -> score > 0).toArray();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }
}
