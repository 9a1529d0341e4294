package io.plimsoll.host.sql;

import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.engine.SqlAnswer;
import io.plimsoll.api.engine.SqlEngine;
import io.plimsoll.api.engine.SqlLimits;
import io.plimsoll.api.engine.SqlTable;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.host.collect.Publication;
import io.plimsoll.host.cost.OpenRollups;
import io.plimsoll.host.export.Locations;
import io.plimsoll.host.export.ReadRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Runs SQL over the tables of one organisation: its exports as published, and its rollup. */
public final class SqlQuestions {
  private final SqlEngine engine;
  private final OpenRollups rollups;
  private final Locations locations;
  private final Supplier<List<Connection>> connections;
  private final ReadRecord record;

  /** Reads through these connections and rollups. */
  public SqlQuestions(
      SqlEngine engine,
      OpenRollups rollups,
      Locations locations,
      Supplier<List<Connection>> connections,
      ReadRecord record) {
    this.engine = engine;
    this.rollups = rollups;
    this.locations = locations;
    this.connections = connections;
    this.record = record;
  }

  /** Runs a statement. */
  public SqlAnswer query(String sql, SqlLimits limits) {
    return rollups.ask(
        shown -> {
          List<Locations.OpenLocation> opened = new ArrayList<>();
          try {
            Map<String, ExportLocation> places = new HashMap<>();
            for (Connection connection : connections.get()) {
              if (shown.publications().stream().anyMatch(p -> p.connection().equals(connection.name()))) {
                Locations.OpenLocation open = locations.open(connection, record);
                opened.add(open);
                places.put(connection.name(), open.location());
              }
            }
            return engine.query(sql, tables(shown.publications(), shown.rollups(), places), limits);
          } finally {
            opened.forEach(Locations.OpenLocation::close);
          }
        });
  }

  private List<SqlTable> tables(
      List<Publication> publications, List<Rollup> opened, Map<String, ExportLocation> places) {
    return List.of(
        new FocusTable("focus", publications, places, locations),
        // The name that the FinOps Foundation's library of queries uses.
        new FocusTable("focus_data_table", publications, places, locations),
        new RollupTable(opened));
  }
}
