package io.plimsoll.host.focus;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.export.PartColumn;
import io.plimsoll.api.focus.FocusColumn;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.api.focus.FocusVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the columns of one part become the columns of the one model, by their names alone.
 *
 * <p>The model knows every column by its newest FOCUS name. A column no version names stays reachable by
 * its own. Headers in another casing, or localised with the real name in parentheses, are bound too.
 */
public final class ColumnBinding {
  /** {@code Name der Abteilung (DepartmentName)}: localised exports keep the real name behind. */
  private static final Pattern LOCALISED = Pattern.compile(".*\\((\\w+)\\)\\s*");

  private static final Map<String, String> BY_LOWER_CASE = byLowerCase();

  private final Map<String, PartColumn> byModelName;
  private final List<String> renamed;
  private final List<String> unknown;

  private ColumnBinding(Map<String, PartColumn> byModelName, List<String> renamed, List<String> unknown) {
    this.byModelName = Collections.unmodifiableMap(byModelName);
    this.renamed = List.copyOf(renamed);
    this.unknown = List.copyOf(unknown);
  }

  /** Binds the columns of a header. */
  public static ColumnBinding of(List<PartColumn> header) {
    Map<String, PartColumn> exact = new LinkedHashMap<>();
    Map<String, PartColumn> byOtherName = new LinkedHashMap<>();
    List<String> renamed = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (PartColumn column : header) {
      Optional<String> known = knownName(column.name());
      if (known.isEmpty()) {
        unknown.add(column.name());
        exact.putIfAbsent(column.name(), column);
        continue;
      }
      String model = FocusColumns.modelName(known.get());
      if (model.equals(column.name())) {
        exact.put(model, column);
      } else {
        byOtherName.putIfAbsent(model, column);
        renamed.add(column.name());
      }
    }
    byOtherName.forEach(
        (model, column) -> {
          // Some exports carry the old and the new name side by side: the new one counts.
          if (exact.putIfAbsent(model, column) != null) {
            exact.putIfAbsent(column.name(), column);
          }
        });
    return new ColumnBinding(exact, renamed, unknown);
  }

  /** Columns of the part by the model's name, in the part's order as far as names were its own. */
  public Map<String, PartColumn> columns() {
    return byModelName;
  }

  /** Columns that came under another version's name, another casing or localised. */
  public List<String> renamed() {
    return renamed;
  }

  /** Columns no FOCUS version names. */
  public List<String> unknown() {
    return unknown;
  }

  /** How to read a column of the model, or empty when the part does not have it. */
  public Optional<ColumnRead> read(String model) {
    PartColumn column = byModelName.get(model);
    return column == null
        ? Optional.empty()
        : Optional.of(new ColumnRead(column.name(), model, typeOf(model, column.type())));
  }

  /** The type of a column in the model: FOCUS's own, or what the file says for one FOCUS does not name. */
  public static FocusType typeOf(String model, FocusType inFile) {
    return FocusColumns.find(model).map(FocusColumn::type).orElse(inFile);
  }

  /**
   * Checks that this is a FOCUS part of that version with every mandatory column.
   *
   * @param part the part's name, for the message
   * @throws PlimsollException {@code INPUT_INVALID} naming what is missing
   */
  public void requireFocus(String part, FocusVersion version) {
    List<String> missing = new ArrayList<>();
    int mandatory = 0;
    for (FocusColumn column : FocusColumns.all()) {
      if (column.isMandatoryIn(version)) {
        mandatory++;
        if (!byModelName.containsKey(FocusColumns.modelName(column.name()))) {
          missing.add(column.name());
        }
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    if (missing.size() > mandatory / 2) {
      throw new PlimsollException(
          ErrorCode.INPUT_INVALID,
          part + " is not a FOCUS export" + looksLike() + ": it lacks " + String.join(", ", missing) + ".",
          "Create a \"Cost and usage details (FOCUS)\" export in Azure Cost Management, or move this file elsewhere.");
    }
    throw new PlimsollException(
        ErrorCode.INPUT_INVALID,
        part
            + " is FOCUS "
            + version.text()
            + " but lacks the mandatory "
            + (missing.size() == 1 ? "column " : "columns ")
            + String.join(", ", missing)
            + ".",
        "Export all columns of the dataset; when the version is another one, say so with"
            + " --set focus.version=VERSION on the connection.");
  }

  private String looksLike() {
    boolean actualCost =
        unknown.stream().anyMatch(c -> c.equalsIgnoreCase("CostInBillingCurrency") || c.equalsIgnoreCase("PreTaxCost"));
    boolean reservation = unknown.stream().anyMatch(c -> c.equalsIgnoreCase("ReservationOrderId"));
    if (actualCost) {
      return " (it looks like an Azure actual or amortized cost export)";
    }
    return reservation ? " (it looks like an Azure reservation export)" : "";
  }

  private static Optional<String> knownName(String header) {
    if (FocusColumns.find(header).isPresent()) {
      return Optional.of(header);
    }
    String known = BY_LOWER_CASE.get(header.strip().toLowerCase(Locale.ROOT));
    if (known != null) {
      return Optional.of(known);
    }
    Matcher localised = LOCALISED.matcher(header);
    return localised.matches()
        ? Optional.ofNullable(BY_LOWER_CASE.get(localised.group(1).toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  private static Map<String, String> byLowerCase() {
    Map<String, String> names = new HashMap<>();
    FocusColumns.all().forEach(c -> names.put(c.name().toLowerCase(Locale.ROOT), c.name()));
    return Map.copyOf(names);
  }
}
