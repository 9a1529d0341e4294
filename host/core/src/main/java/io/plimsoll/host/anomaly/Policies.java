package io.plimsoll.host.anomaly;

import io.plimsoll.api.anomaly.EvaluationContext.Floors;
import io.plimsoll.api.anomaly.Sensitivity;
import io.plimsoll.api.anomaly.SeverityTable;
import io.plimsoll.host.state.AnomalyState;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What an organisation and its connections set: a connection's own setting, else the organisation's, else the default. */
public final class Policies {
  private static final String SEVERITY = "severity";
  private static final String SENSITIVITY = "sensitivity";

  private final AnomalyState state;

  /** Reads and writes this state. */
  public Policies(AnomalyState state) {
    this.state = state;
  }

  /** The table in force; for the organisation where the connection is empty. */
  public SeverityTable severity(String connection) {
    return state
        .setting(connection, SEVERITY, SeverityTable.class)
        .or(() -> state.setting("", SEVERITY, SeverityTable.class))
        .orElse(SeverityTable.DEFAULT);
  }

  /** The sensitivity in force; for the organisation where the connection is empty. */
  public Sensitivity sensitivity(String connection) {
    return state
        .setting(connection, SENSITIVITY, Sensitivity.class)
        .or(() -> state.setting("", SENSITIVITY, Sensitivity.class))
        .orElse(Sensitivity.NORMAL);
  }

  /** Sets the table; {@code null} takes it away. */
  public void severity(String connection, @Nullable SeverityTable table) {
    state.setting(connection, SEVERITY, table);
  }

  /** Sets the sensitivity; {@code null} takes it away. */
  public void sensitivity(String connection, @Nullable Sensitivity sensitivity) {
    state.setting(connection, SENSITIVITY, sensitivity);
  }

  /** The smallest floors of these connections: detectors look below none of them. */
  Floors floors(Collection<String> connections) {
    double amount = Double.MAX_VALUE;
    double ratio = Double.MAX_VALUE;
    for (String connection : connections) {
      Floors own = sensitivity(connection).floors();
      amount = Math.min(amount, own.amountPerDay());
      ratio = Math.min(ratio, own.ratio());
    }
    return connections.isEmpty() ? sensitivity("").floors() : new Floors(amount, ratio);
  }
}
