package io.plimsoll.host.focus;

import io.plimsoll.api.focus.FocusColumn;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Tells the version of a file without a manifest by the columns only some versions have. */
public final class VersionGuess {
  private VersionGuess() {}

  /**
   * The version whose columns fit a header best: the one with the fewest columns that stand on one side
   * only; of equals, the older.
   */
  public static FocusVersion of(List<String> header) {
    Set<String> names = new HashSet<>();
    ColumnBinding.of(
            header.stream()
                .map(h -> new io.plimsoll.api.export.PartColumn(h, io.plimsoll.api.focus.FocusType.STRING, ""))
                .toList())
        .columns()
        .values()
        .forEach(c -> names.add(c.name()));
    boolean azure = names.stream().anyMatch(n -> n.startsWith("x_"));
    FocusVersion best = FocusVersion.V1_0;
    int fewest = Integer.MAX_VALUE;
    for (FocusVersion version : FocusVersion.values()) {
      int differences = 0;
      for (FocusColumn column : FocusColumns.all()) {
        boolean expected =
            azure && !column.azureVersions().isEmpty() && isAzure(version)
                ? column.azureVersions().contains(version.text())
                : column.focusVersions().contains(version.specification());
        if (expected != names.contains(column.name()) && !(column.name().startsWith("x_") && !isAzure(version))) {
          differences++;
        }
      }
      if (differences < fewest) {
        fewest = differences;
        best = version;
      }
    }
    return best;
  }

  /**
   * The other versions that Azure writes with the same columns, so that no header tells them apart: 1.0 and 1.0r2,
   * of which the second writes dates with seconds. Empty for a header without a column of Azure's own.
   */
  public static List<FocusVersion> alike(FocusVersion guess, List<String> header) {
    if (!isAzure(guess) || header.stream().noneMatch(h -> h.startsWith("x_"))) {
      return List.of();
    }
    return Stream.of(FocusVersion.values())
        .filter(v -> v != guess && isAzure(v))
        .filter(
            v ->
                FocusColumns.all().stream()
                    .allMatch(c -> c.azureVersions().contains(v.text()) == c.azureVersions().contains(guess.text())))
        .toList();
  }

  private static boolean isAzure(FocusVersion version) {
    return FocusColumns.all().stream().anyMatch(c -> c.azureVersions().contains(version.text()));
  }
}
