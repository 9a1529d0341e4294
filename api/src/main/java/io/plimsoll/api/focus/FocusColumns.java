package io.plimsoll.api.focus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of every FOCUS version and of Azure's datasets.
 *
 * <p>Source: the FOCUS specification's tags v1.0 to v1.4 and the metadata of Azure's dataset versions.
 */
public final class FocusColumns {
  private static final Map<String, FocusColumn> BY_NAME = load();
  private static final Map<String, Set<String>> NAMES = names();

  private FocusColumns() {}

  /** Every column known, ordered by name. */
  public static Collection<FocusColumn> all() {
    return BY_NAME.values();
  }

  /** The column of exactly this name. */
  public static Optional<FocusColumn> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /**
   * The name under which one model holds this column whatever version wrote it: the latest name for a
   * renamed column, the name itself otherwise.
   */
  public static String modelName(String name) {
    String current = name;
    for (FocusColumn c = BY_NAME.get(current); c != null && c.renamedTo() != null; c = BY_NAME.get(current)) {
      current = c.renamedTo();
    }
    return current;
  }

  /** Every name that some version gives the same column, the model's name first; the name itself when unknown. */
  public static Set<String> namesOf(String name) {
    String model = modelName(name);
    return NAMES.getOrDefault(model, Set.of(model));
  }

  private static Map<String, Set<String>> names() {
    Map<String, Set<String>> names = new LinkedHashMap<>();
    for (String name : BY_NAME.keySet()) {
      String model = modelName(name);
      names.computeIfAbsent(model, m -> new LinkedHashSet<>(List.of(m))).add(name);
    }
    names.replaceAll((model, all) -> Collections.unmodifiableSet(all));
    return Map.copyOf(names);
  }

  private static Map<String, FocusColumn> load() {
    Map<String, FocusColumn> columns = new LinkedHashMap<>();
    try (InputStream in = FocusColumns.class.getResourceAsStream("columns.csv");
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] f = line.split(",", -1);
        columns.put(
            f[0],
            new FocusColumn(
                f[0],
                FocusType.valueOf(f[1]),
                f[2].isEmpty() ? FocusColumn.Level.PROVIDER : FocusColumn.Level.valueOf(f[2]),
                Boolean.parseBoolean(f[3]),
                Set.copyOf(list(f[4])),
                Set.copyOf(list(f[5])),
                list(f[6]),
                f[7].isEmpty() ? null : f[7]));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Collections.unmodifiableMap(columns);
  }

  private static List<String> list(String text) {
    return text.isEmpty() ? List.of() : List.copyOf(new ArrayList<>(List.of(text.split(";"))));
  }
}
