package io.plimsoll.engine.duckdb;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Functions that make a value as large as a number among their arguments says.
 *
 * <p>DuckDB's memory limit does not count a value while it is made, and nothing can stop the making: {@code
 * repeat('x', 1000000000)} held two gigabytes under a limit of 128 MB. So the number has to stand in the statement,
 * and be small.
 */
final class SizedFunctions {
  private static final int LARGEST = 10_000;
  private static final Map<String, Set<Integer>> SIZES =
      Map.of(
          "repeat", Set.of(1),
          "lpad", Set.of(1),
          "rpad", Set.of(1),
          "list_resize", Set.of(1),
          "array_resize", Set.of(1),
          "bitstring", Set.of(1),
          "equi_width_bins", Set.of(2),
          "to_base", Set.of(2),
          "range", Set.of(0, 1, 2),
          "generate_series", Set.of(0, 1, 2));
  private static final Set<String> IN_FROM = Set.of("range", "generate_series");

  private SizedFunctions() {}

  /** Refuses a call whose value could become too large. */
  static void check(String function, SyntaxTree call) {
    String name = function.toLowerCase(Locale.ROOT);
    SyntaxTree arguments = call.child("arguments");
    Set<Integer> sizes = SIZES.get(name);
    if (sizes == null || arguments == null) {
      return;
    }
    List<SyntaxTree> given = arguments.children();
    for (int position : sizes) {
      if (position < given.size() && !isSmall(given.get(position).child("expression"))) {
        throw SqlRefusals.refused(
            "The size given to " + name + " must be a whole number of at most " + LARGEST + ".",
            IN_FROM.contains(name)
                ? "Write it behind FROM, as in FROM " + name + "(...), where it may be any size."
                : "Write the number itself, not an expression.");
      }
    }
  }

  private static boolean isSmall(@Nullable SyntaxTree expression) {
    if (expression == null) {
      return false;
    }
    SyntaxTree arguments = expression.child("arguments");
    if (expression.textOf("function_name").equals("-") && arguments != null && arguments.children().size() == 1) {
      return isSmall(arguments.children().get(0).child("expression"));
    }
    SyntaxTree literal = expression.child("literal");
    if (literal == null || !literal.textOf("kind").equals("INTEGER")) {
      return false;
    }
    String digits = literal.textOf("text");
    return digits.length() <= Integer.toString(LARGEST).length() && Integer.parseInt(digits) <= LARGEST;
  }
}
