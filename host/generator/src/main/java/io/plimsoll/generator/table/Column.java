package io.plimsoll.generator.table;

import io.plimsoll.api.focus.FocusType;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One column of a file. */
public sealed interface Column {
  /** The name in the header. */
  String name();

  /** The FOCUS type. */
  FocusType type();

  /** The same column under another name. */
  Column named(String newName);

  /**
   * A column whose value depends on one axis.
   *
   * @param values the value of a code: a {@code String}, {@code BigDecimal}, {@code Boolean} or, for the
   *     midnight a day starts with in UTC, a {@code LocalDate}
   */
  record Coded(String name, FocusType type, Axis axis, IntFunction<@Nullable Object> values) implements Column {
    @Override
    public Column named(String newName) {
      return new Coded(newName, type, axis, values);
    }

    /** The same column with other values. */
    public Coded with(Axis newAxis, IntFunction<@Nullable Object> newValues) {
      return new Coded(name, type, newAxis, newValues);
    }
  }

  /** A column of numbers computed for each row. */
  record Measured(String name, Measure measure) implements Column {
    @Override
    public FocusType type() {
      return FocusType.DECIMAL;
    }

    @Override
    public Column named(String newName) {
      return new Measured(newName, measure);
    }
  }
}
