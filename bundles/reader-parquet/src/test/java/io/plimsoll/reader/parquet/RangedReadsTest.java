package io.plimsoll.reader.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.PartColumn;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.focus.FocusType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only the bytes of the columns asked for are fetched, in few reads. */
class RangedReadsTest {
  private final ExportReader reader = new ParquetReader();

  @TempDir Path folder;

  @Test
  void onlyTheFooterAndTheColumnsAskedForAreFetched() throws Exception {
    try (DuckDb duck = new DuckDb()) {
      // given
      byte[] file = duck.copy(
          "SELECT 'a' || i AS a, repeat(md5(i::VARCHAR), 40) AS big, 'b' || i % 9 AS b, md5(i::VARCHAR) AS c"
              + " FROM range(20000) t(i)", folder.resolve("wide.parquet"), "");
      Part.Bytes bytes = new Part.Bytes(file, Integer.MAX_VALUE);

      // when
      Part part = Part.read(
          reader.open("p", bytes, "parquet"),
          List.of(new ColumnRead("b", "b", FocusType.STRING), new ColumnRead("a", "a", FocusType.STRING)));

      // then
      assertThat(part.rows().get(19_999)).containsExactly("b1", "a19999");
      assertThat(file.length).isGreaterThan(1_000_000);
      assertThat(bytes.read).isLessThan(500_000);
      assertThat(bytes.reads).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void chunksLargerThanTheWindowAreReadPieceByPiece() throws Exception {
    try (DuckDb duck = new DuckDb()) {
      // given: 10 MB of one column, uncompressed and compressed
      for (String codec : List.of("uncompressed", "snappy", "zstd")) {
        Path path = folder.resolve("large.parquet");
        byte[] file = duck.copy(
            "SELECT md5(i::VARCHAR) || md5((i + 1)::VARCHAR) AS id, i AS n FROM range(150000) t(i)", path,
            ", ROW_GROUP_SIZE 200000, COMPRESSION " + codec);

        // when
        Part part = Part.read(file);

        // then
        assertThat(part.rows().equals(duck.rows(path, part))).as(codec).isTrue();
      }
    }
  }

  @Test
  void aQuestionWithoutColumnsCountsRows() throws Exception {
    try (DuckDb duck = new DuckDb()) {
      byte[] file = duck.copy("SELECT i FROM range(50000) t(i)", folder.resolve("count.parquet"), "");
      Part part = Part.read(reader.open("p", new Part.Bytes(file, 1), "parquet"), List.of());
      assertThat(part.rows()).hasSize(50_000);
      assertThat(part.report().rows()).isEqualTo(50_000);
    }
  }

  @Test
  void columnsAreListedInTheFormatsOwnWords() throws Exception {
    try (DuckDb duck = new DuckDb();
        PartReader part = reader.open("p", new Part.Bytes(duck.copy(
            "SELECT 1::DECIMAL(38,18) AS Cost, 'x' AS Name, '{}'::JSON AS Details, TIMESTAMP '2025-01-01' AS Start,"
                + " MAP {'k': 'v'} AS Tags, true AS Flag, 1.5::DOUBLE AS Rate", folder.resolve("c.parquet"), ""),
            4096), "parquet")) {
      assertThat(part.columns())
          .containsExactly(
              new PartColumn("Cost", FocusType.DECIMAL, "FIXED_LEN_BYTE_ARRAY(16) DECIMAL(38,18)"),
              new PartColumn("Name", FocusType.STRING, "BYTE_ARRAY UTF8"),
              new PartColumn("Details", FocusType.JSON, "BYTE_ARRAY JSON"),
              new PartColumn("Start", FocusType.DATE_TIME, "INT64 TIMESTAMP(MICROS)"),
              new PartColumn("Tags", FocusType.JSON, "MAP<BYTE_ARRAY UTF8,BYTE_ARRAY UTF8>"),
              new PartColumn("Flag", FocusType.BOOLEAN, "BOOLEAN"),
              new PartColumn("Rate", FocusType.DECIMAL, "DOUBLE"));
    }
  }

  @Test
  void theSampleOfTheFocusValidatorIsReadAsDuckDbReadsIt() throws Exception {
    Path sample = Path.of(System.getProperty("plimsoll.shared", "none"), "data", "focus-validator", "sample.parquet");
    Assumptions.assumeTrue(Files.exists(sample), "the shared data is not here");
    try (DuckDb duck = new DuckDb()) {
      Part part = Part.read(Files.readAllBytes(sample));
      assertThat(part.rows()).isNotEmpty().isEqualTo(duck.rows(sample, part));
    }
  }
}
