package io.plimsoll.host;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.AnomalyPolicy;
import io.plimsoll.api.anomaly.Sensitivity;
import io.plimsoll.api.anomaly.SeverityTable;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.identity.Caller;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one caller sets for the anomalies of one organisation. */
final class OrganisationAnomalyPolicy implements AnomalyPolicy {
  private final Supplier<OpenWorkspace> workspace;
  private final Caller caller;
  private final Reads reads;

  OrganisationAnomalyPolicy(Supplier<OpenWorkspace> workspace, Caller caller, Reads reads) {
    this.workspace = workspace;
    this.caller = caller;
    this.reads = reads;
  }

  @Override
  public SeverityTable severity(@Nullable String connection) {
    OpenWorkspace open = workspace.get();
    return reads.answer(
        open.audit(), caller, "severity.shown", name(connection), Map.of(),
        () -> open.policies().severity(known(open, connection)));
  }

  @Override
  public void severity(@Nullable String connection, @Nullable SeverityTable table) {
    OpenWorkspace open = workspace.get();
    open.audit()
        .act(
            caller,
            "severity.set",
            name(connection),
            Map.of("table", table == null ? "default" : table.toString()),
            () -> {
              open.policies().severity(known(open, connection), table);
              return name(connection);
            });
  }

  @Override
  public Sensitivity sensitivity(@Nullable String connection) {
    OpenWorkspace open = workspace.get();
    return reads.answer(
        open.audit(), caller, "sensitivity.shown", name(connection), Map.of(),
        () -> open.policies().sensitivity(known(open, connection)));
  }

  @Override
  public void sensitivity(@Nullable String connection, @Nullable Sensitivity sensitivity) {
    OpenWorkspace open = workspace.get();
    open.audit()
        .act(
            caller,
            "sensitivity.set",
            name(connection),
            Map.of("sensitivity", sensitivity == null ? "default" : sensitivity.name()),
            () -> {
              open.policies().sensitivity(known(open, connection), sensitivity);
              return name(connection);
            });
  }

  private static String name(@Nullable String connection) {
    return connection == null ? "" : connection;
  }

  private static String known(OpenWorkspace open, @Nullable String connection) {
    List<String> names = open.state().connections().stream().map(Connection::name).toList();
    if (connection != null && !names.contains(connection)) {
      throw new PlimsollException(
          ErrorCode.NOT_FOUND, "There is no connection " + connection + ".",
          names.isEmpty() ? "Add one: plimsoll connect." : "Those there are: " + String.join(", ", names) + ".");
    }
    return name(connection);
  }
}
