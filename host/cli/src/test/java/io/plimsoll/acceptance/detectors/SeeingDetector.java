package io.plimsoll.acceptance.detectors;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SegmentedDetector;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.plugin.Configurable;
import io.plimsoll.api.plugin.PluginSettings;
import java.time.LocalDate;
import java.util.List;

/** A detector that reports what its series are cut by, with the word it was told to say and how long its token is. */
public final class SeeingDetector implements SegmentedDetector, Configurable<AnomalyDetector> {
  private final String word;
  private final int tokenLength;

  public SeeingDetector() {
    this("seen", 0);
  }

  private SeeingDetector(String word, int tokenLength) {
    this.word = word;
    this.tokenLength = tokenLength;
  }

  @Override
  public AnomalyDetector configured(PluginSettings settings) {
    String said = settings.text("word", "seen");
    String token = settings.secret("token", "");
    settings.number("most", 10);
    settings.validate();
    return new SeeingDetector(said, token.length());
  }

  @Override
  public List<Dimension> dimensions() {
    return List.of(new Dimension.Column("ServiceName"), new Dimension.Column("ResourceId"), new Dimension.Tag("env"));
  }

  @Override
  public int minimumHistoryDays() {
    return 0;
  }

  @Override
  public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
    LocalDate last = context.evaluate().to().minusDays(1);
    return List.of(
        new Finding(
            new Period(last, last.plusDays(1)), Finding.Kind.SPIKE, 1, 1, 2,
            word + " " + tokenLength + " " + series.key().dimensions().keySet()));
  }
}
