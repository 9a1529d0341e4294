package io.plimsoll.host.runtime.sample;

import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.plugin.Configurable;
import io.plimsoll.api.plugin.PluginSettings;
import java.util.List;

/** A detector with settings; it needs as many days of history as it was told, and knows a secret. */
public final class TunableDetector implements AnomalyDetector, Configurable<AnomalyDetector> {
  private final int days;
  private final String token;

  public TunableDetector() {
    this(7, "");
  }

  private TunableDetector(int days, String token) {
    this.days = days;
    this.token = token;
  }

  @Override
  public AnomalyDetector configured(PluginSettings settings) {
    long given = settings.number("days", 7);
    double share = settings.decimal("share", 0.5);
    if (share <= 0) {
      settings.refuse("share", "is not above 0");
    }
    String secret = settings.secret("token", "");
    settings.number("code", 0);
    return new TunableDetector((int) given + secret.length(), secret);
  }

  @Override
  public int minimumHistoryDays() {
    return days;
  }

  @Override
  public List<Finding> evaluate(CostSeries series, EvaluationContext context) {
    throw new IllegalStateException("the token is " + token);
  }
}
