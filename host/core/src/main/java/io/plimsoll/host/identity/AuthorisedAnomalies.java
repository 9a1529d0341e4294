package io.plimsoll.host.identity;

import io.plimsoll.api.anomaly.Anomalies;
import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.AnomalyEvent;
import io.plimsoll.api.anomaly.Feedback;
import io.plimsoll.api.anomaly.Tolerance;
import java.util.List;

/** Anomalies of somebody who signed in: a viewer of every connection reads what happened, an editor of all acts. */
record AuthorisedAnomalies(Anomalies behind, Permits permits) implements Anomalies {
  @Override
  public Anomaly get(String id) {
    permits.sees("anomaly.shown");
    return behind.get(id);
  }

  @Override
  public List<AnomalyEvent> history(String id) {
    permits.sees("anomaly.history.shown");
    return behind.history(id);
  }

  @Override
  public Anomaly acknowledge(String id, String note) {
    permits.edits("anomaly.acknowledged");
    return behind.acknowledge(id, note);
  }

  @Override
  public Anomaly resolve(String id, String note) {
    permits.edits("anomaly.resolved");
    return behind.resolve(id, note);
  }

  @Override
  public Anomaly reopen(String id, String note) {
    permits.edits("anomaly.reopened");
    return behind.reopen(id, note);
  }

  @Override
  public Anomaly suppress(String id, String note) {
    permits.edits("anomaly.suppressed");
    return behind.suppress(id, note);
  }

  @Override
  public Anomaly feedback(String id, Feedback feedback, String note) {
    permits.edits("anomaly.feedback");
    return behind.feedback(id, feedback, note);
  }

  @Override
  public List<Tolerance> tolerances() {
    permits.sees("anomaly.tolerances.listed");
    return behind.tolerances();
  }

  @Override
  public void forget(String id) {
    permits.edits("anomaly.tolerance.removed");
    behind.forget(id);
  }
}
