package io.plimsoll.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows under a header, as CSV holds them: exact values, {@code null} for an absent one. */
final class Grid {
  private final List<String> header;
  private final List<List<@Nullable String>> rows = new ArrayList<>();

  Grid(List<String> header) {
    this.header = List.copyOf(header);
  }

  static Grid of(String... header) {
    return new Grid(List.of(header));
  }

  /** Adds a row; each value as its text. */
  Grid row(List<? extends @Nullable Object> values) {
    List<@Nullable String> row = new ArrayList<>();
    for (Object value : values) {
      row.add(value == null ? null : Exact.text(value));
    }
    rows.add(Collections.unmodifiableList(row));
    return this;
  }

  Grid row(@Nullable Object... values) {
    return row(Arrays.asList(values));
  }

  List<String> header() {
    return header;
  }

  List<List<@Nullable String>> rows() {
    return Collections.unmodifiableList(rows);
  }
}
