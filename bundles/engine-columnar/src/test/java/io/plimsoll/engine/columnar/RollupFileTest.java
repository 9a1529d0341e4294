package io.plimsoll.engine.columnar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.testkit.rows.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollup's file says what the rollup said, or that it is damaged. */
class RollupFileTest {
  private static final CostQuery BY_SERVICE =
      CostQuery.of(Metric.BILLED_COST, new Period(LocalDate.of(2025, 1, 1), LocalDate.of(2026, 1, 1)))
          .by("ServiceName");

  @TempDir Path folder;
  private final ColumnarEngine engine = new ColumnarEngine();
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("october.rollup");
    try (Rollup rollup = Rollups.ofCosts(
        Row.cost("2025-10-01", "Storage", "EUR", "1.25"),
        Row.cost("2025-10-02", "Compute", "EUR", "99999999999999999999999999999999999999"),
        Row.cost("2025-10-02", "Compute", "EUR", "99999999999999999999999999999999999999.5"),
        Row.cost("2025-10-02", null, "USD", "-7"))) {
      rollup.writeTo(file);
    }
  }

  @Test
  void anOpenedRollupIsTheOneWritten() {
    try (Rollup rollup = engine.open(file)) {
      assertThat(rollup.keys()).containsExactly("ServiceName", "BillingCurrency");
      assertThat(rollup.summary().rows()).isEqualTo(4);
      assertThat(rollup.summary().facts()).isEqualTo(3);
      assertThat(rollup.summary().firstDay()).isEqualTo(LocalDate.of(2025, 10, 1));
      assertThat(engine.answer(BY_SERVICE, List.of(rollup)).rows())
          .extracting(row -> row.keys() + " " + row.value().toPlainString())
          .containsExactly("[Compute] 199999999999999999999999999999999999998.5", "[Storage] 1.25", "[null] -7");
      Path copy = folder.resolve("copy");
      rollup.writeTo(copy);
      assertThat(copy).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void aMappedFileMayBeDeleted() throws IOException {
    try (Rollup rollup = engine.open(file)) {
      Files.delete(file);
      assertThat(engine.answer(BY_SERVICE, List.of(rollup)).rows()).hasSize(3);
    }
  }

  @Test
  void everyFlippedByteIsNoticed() throws IOException {
    byte[] good = Files.readAllBytes(file);
    Path bad = folder.resolve("bad");
    for (int at = 0; at < good.length; at++) {
      byte[] bytes = good.clone();
      bytes[at] ^= 1 << at % 8;
      Files.write(bad, bytes);
      assertCorrupt(bad, "byte " + at);
    }
  }

  @Test
  void everyCutAndEveryAppendedByteIsNoticed() throws IOException {
    byte[] good = Files.readAllBytes(file);
    Path bad = folder.resolve("bad");
    for (int length = 0; length < good.length; length++) {
      Files.write(bad, Arrays.copyOf(good, length));
      assertCorrupt(bad, "cut at " + length);
    }
    Files.write(bad, Arrays.copyOf(good, good.length + 1));
    assertCorrupt(bad, "longer");
  }

  @Test
  void theMessageNamesTheFileAndWhatToDo() throws IOException {
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
    assertThatThrownBy(() -> engine.open(file))
        .hasMessage("The rollup " + file + " ends early: 100 bytes.")
        .isInstanceOfSatisfying(PlimsollException.class, e ->
            assertThat(e.advice()).isEqualTo("Delete it and collect its period again; the export is untouched."));
  }

  @Test
  void aFileThatIsThereIsNotOverwritten() {
    try (Rollup rollup = Rollups.ofCosts()) {
      assertThatThrownBy(() -> rollup.writeTo(file))
          .isInstanceOfSatisfying(
              PlimsollException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
    }
  }

  @Test
  void aMissingFileIsSaidToBeMissing() {
    assertThatThrownBy(() -> engine.open(folder.resolve("none")))
        .hasMessage("There is no rollup " + folder.resolve("none") + ".");
  }

  @Test
  void anEmptyRollupSurvivesItsFile() {
    Path empty = folder.resolve("empty");
    try (Rollup rollup = Rollups.ofCosts()) {
      rollup.writeTo(empty);
    }
    try (Rollup rollup = engine.open(empty)) {
      assertThat(rollup.summary().facts()).isZero();
      assertThat(engine.answer(BY_SERVICE, List.of(rollup)).rows()).isEmpty();
    }
  }

  private void assertCorrupt(Path bad, String what) {
    PlimsollException thrown = catchThrowableOfType(PlimsollException.class, () -> engine.open(bad));
    assertThat(thrown).as(what).isNotNull();
    assertThat(thrown.code()).as(what).isEqualTo(ErrorCode.STORAGE_CORRUPT);
  }
}
