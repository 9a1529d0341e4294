package io.plimsoll.host.identity;

import io.plimsoll.api.anomaly.AnomalyPolicy;
import io.plimsoll.api.anomaly.Sensitivity;
import io.plimsoll.api.anomaly.SeverityTable;
import org.jspecify.annotations.Nullable;

/** How severe anomalies are, for somebody who signed in: a viewer of every connection reads, an administrator of all sets. */
record AuthorisedPolicy(AnomalyPolicy behind, Permits permits) implements AnomalyPolicy {
  @Override
  public SeverityTable severity(@Nullable String connection) {
    permits.sees("severity.shown");
    return behind.severity(connection);
  }

  @Override
  public void severity(@Nullable String connection, @Nullable SeverityTable table) {
    permits.administers("severity.set");
    behind.severity(connection, table);
  }

  @Override
  public Sensitivity sensitivity(@Nullable String connection) {
    permits.sees("sensitivity.shown");
    return behind.sensitivity(connection);
  }

  @Override
  public void sensitivity(@Nullable String connection, @Nullable Sensitivity sensitivity) {
    permits.administers("sensitivity.set");
    behind.sensitivity(connection, sensitivity);
  }
}
