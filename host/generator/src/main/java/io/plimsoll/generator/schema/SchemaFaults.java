package io.plimsoll.generator.schema;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.generator.fault.Fault;
import io.plimsoll.generator.fault.Faults;
import io.plimsoll.generator.table.Axis;
import io.plimsoll.generator.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Adds, drops and renames columns as the chosen faults say. */
public final class SchemaFaults {
  private static final Map<String, String> GERMAN = Map.of(
      "BilledCost", "Abgerechnete Kosten", "EffectiveCost", "Effektive Kosten", "ServiceName", "Name des Dienstes",
      "SubAccountName", "Name des Abonnements", "ResourceId", "Ressourcen-ID", "Tags", "Markierungen");

  private SchemaFaults() {}

  /** The columns, under their own names, whose values a file with these faults has. */
  public static List<Column> content(List<Column> sound, Faults faults, String currency) {
    List<Column> columns = new ArrayList<>(new ValueFaults(faults, currency).apply(sound));
    if (faults.has(Fault.MISSING_COLUMN)) {
      String name = faults.argument(Fault.MISSING_COLUMN, "BilledCost");
      if (!columns.removeIf(c -> c.name().equals(name))) {
        throw new PlimsollException(
            ErrorCode.INVALID_REQUEST, "the fault missing-column names " + name + ", which this version has not",
            "Name a column of the version, or choose another version.");
      }
    }
    if (faults.has(Fault.EXTRA_COLUMNS)) {
      columns.add(2, extra("x_TeamScore", "17"));
      columns.add(extra("Sustainability Score", "0.5"));
      columns.add(extra("x_Notes", "from the future, \"quoted\""));
    }
    return List.copyOf(columns);
  }

  /** The columns under the names that the header has. */
  public static List<Column> headers(List<Column> columns, Faults faults) {
    return columns.stream().map(c -> c.named(header(c.name(), faults))).toList();
  }

  private static Column extra(String name, String value) {
    return new Column.Coded(name, FocusType.STRING, Axis.CONSTANT, code -> value);
  }

  private static String header(String name, Faults faults) {
    String header = name;
    if (faults.has(Fault.RENAMED_COLUMNS)) {
      header = FocusColumns.namesOf(name).stream().filter(n -> !n.equals(name)).findFirst().orElse(name);
    }
    if (faults.has(Fault.CAMEL_CASE_HEADERS)) {
      header = Character.toLowerCase(header.charAt(0)) + header.substring(1);
    }
    return faults.has(Fault.LOCALIZED_HEADERS) ? GERMAN.getOrDefault(name, "Spalte") + " (" + header + ')' : header;
  }
}
