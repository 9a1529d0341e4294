package io.plimsoll.reader.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.reader.parquet.FileWriter.Column;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with a file, the message names it; nothing hangs and nothing else is thrown. */
class DamagedFilesTest {
  @TempDir Path folder;

  @Test
  void aPartThatWasCutShortIsIncomplete() {
    byte[] file = simple(new FileWriter());
    refused(ErrorCode.INPUT_INCOMPLETE, () -> Part.read(Arrays.copyOf(file, file.length - 10)),
        "Export part part_0_0001.snappy.parquet ends early: it begins as a Parquet file and has no footer at its"
            + " end.");
    refused(ErrorCode.INPUT_INCOMPLETE, () -> Part.read(Arrays.copyOf(file, 9)), "ends early: it has 9 bytes");
  }

  @Test
  void aPartThatIsNoParquetFileIsToldByItsLooks() throws Exception {
    looks("BilledCost,BillingAccountId\n1,2\n", "CSV");
    looks("\ufeffBilledCost\n", "CSV");
    looks("{\"error\":1}", "JSON");
    looks("<html>", "a web page or XML");
    looks("PK\u0003\u0004", "a zip archive");
    looks("hello", "text");
    var gzip = new ByteArrayOutputStream();
    new GZIPOutputStream(gzip).close();
    refused(ErrorCode.INPUT_INVALID, () -> Part.read(gzip.toByteArray()), "it looks like gzip, perhaps a csv.gz part.");
  }

  @Test
  void aPartWithAnEncryptedFooterIsRefused() {
    refused(ErrorCode.INPUT_INVALID, () -> Part.read("PARE0123456789PARE".getBytes(StandardCharsets.US_ASCII)),
        "its footer is encrypted");
  }

  @Test
  void aPartWithoutRowsOrBytesHasNoBatches() {
    // given: field.md T4, empty shards
    byte[] noRows = new FileWriter().write(
        List.of(new Column("c", Physical.BYTE_ARRAY.ordinal(), 0, true, FileWriter.UTF8, List.of())));
    assertThat(Part.read(noRows).rows()).isEmpty();
    assertThat(Part.read(noRows).columns()).hasSize(1);
    assertThat(Part.read(new byte[0]).columns()).isEmpty();
  }

  @Test
  void aFooterThatLiesAboutItsLengthIsDamaged() {
    byte[] file = simple(new FileWriter());
    byte[] longer = file.clone();
    LittleEndian.putInt(longer, file.length - 8, Integer.MAX_VALUE);
    refused(ErrorCode.INPUT_INVALID, () -> Part.read(longer), "its footer is damaged: it claims 2147483647 bytes");
    byte[] shorter = file.clone();
    LittleEndian.putInt(shorter, file.length - 8, 20);
    refused(ErrorCode.INPUT_INVALID, () -> Part.read(shorter), "its footer is damaged");
  }

  @Test
  void aPageWithAWrongChecksumIsNamedWithItsColumn() {
    FileWriter writer = new FileWriter();
    writer.crc = true;
    writer.codec = Codec.NONE;
    byte[] file = simple(writer);
    file[file.length / 3] ^= 1;
    refused(ErrorCode.INPUT_INVALID, () -> Part.read(file),
        "Column ServiceName after 0 rows is damaged: a page does not have the checksum its header states.");
  }

  @Test
  void aCompressionNobodyKnowsIsNamed() {
    FileWriter writer = new FileWriter();
    writer.codec = 4;
    refused(ErrorCode.INPUT_INVALID, () -> Part.read(simple(writer)),
        "Export part part_0_0001.snappy.parquet: Column ServiceName uses BROTLI compression, which this reader does"
            + " not know.");
  }

  @Test
  void anEncodingThatDoesNotFitIsNamed() {
    FileWriter writer = new FileWriter();
    writer.encoding = Encoding.DELTA_BYTE_ARRAY;
    byte[] file = writer.write(
        List.of(new Column("c", Physical.INT32.ordinal(), 0, true, FileWriter.NONE, new ArrayList<>(List.of(1)))));
    refused(ErrorCode.INPUT_INVALID, () -> Part.read(file),
        "Column c uses the encoding DELTA_BYTE_ARRAY for INT32, which this reader does not know.");
  }

  @Test
  void aTextThatIsNotUtf8IsDamaged() {
    byte[] file = new FileWriter().write(List.of(
        new Column("c", Physical.BYTE_ARRAY.ordinal(), 0, true, FileWriter.UTF8,
            new ArrayList<>(List.of(new byte[] {'a', (byte) 0xff, 'b'})))));
    refused(ErrorCode.INPUT_INVALID, () -> Part.read(file), "Column c after 0 rows is damaged: a text is not UTF-8.");
  }

  @Test
  void aColumnThatIsNotThereIsRefusedWithTheOnesThatAre() {
    refused(ErrorCode.INVALID_REQUEST, () -> Part.read(simple(new FileWriter()), "Nope", FocusType.STRING),
        "Export part part_0_0001.snappy.parquet has no column Nope.");
  }

  @Test
  void nestedColumnsAreListedAndRefusedOnlyWhenAskedFor() throws Exception {
    try (DuckDb duck = new DuckDb()) {
      byte[] file = duck.copy("SELECT 1.5::DOUBLE AS Cost, {'a': 1, 'b': [1, 2]} AS Detail, [1] AS List, 'x' AS Name,"
          + " TIME '01:00:00' AS At", folder.resolve("nested.parquet"), "");
      assertThat(Part.read(file, "Name", FocusType.STRING).values()).containsExactly("x");
      refused(ErrorCode.INPUT_INVALID, () -> Part.read(file, "Detail", FocusType.STRING),
          "Column Detail uses the type GROUP of 2 leaves, which this reader does not know.");
      refused(ErrorCode.INPUT_INVALID, () -> Part.read(file, "List", FocusType.JSON), "Column List uses the type");
      refused(ErrorCode.INPUT_INVALID, () -> Part.read(file, "At", FocusType.STRING), "Column At uses the type");
    }
  }

  @Test
  void changedAndCutBytesNeverHangAndThrowNothingElse() throws Exception {
    try (DuckDb duck = new DuckDb()) {
      List<byte[]> files = new ArrayList<>();
      for (String codec : List.of("uncompressed", "snappy", "gzip", "zstd")) {
        for (String version : List.of("v1", "v2")) {
          files.add(duck.copy(
              "SELECT 'service ' || i % 20 AS s, 'id' || hash(i) AS r, (i / 7)::DECIMAL(38,18) AS c,"
                  + " TIMESTAMP '2025-10-01' + INTERVAL (i % 31) DAY AS t, i / 3.0::DOUBLE AS d, i % 3 = 0 AS b,"
                  + " CASE WHEN i % 5 > 0 THEN i END AS n, MAP {'k' || i % 3: 'v'} AS tags FROM range(2500) x(i)",
              folder.resolve("fuzz.parquet"),
              ", COMPRESSION " + codec + ", PARQUET_VERSION " + version + ", ROW_GROUP_SIZE 2048"));
        }
      }
      FileWriter writer = new FileWriter();
      writer.encoding = Encoding.DELTA_BYTE_ARRAY;
      writer.secondVersion = true;
      files.add(simple(writer));
      Assertions.assertTimeoutPreemptively(Duration.ofMinutes(3), () -> {
        for (int seed = 0; seed < 1000; seed++) {
          damageAndRead(files.get(seed % files.size()), new Random(seed), seed);
        }
      });
    }
  }

  private static void damageAndRead(byte[] original, Random random, int seed) {
    byte[] file = original.clone();
    if (random.nextInt(10) == 0) {
      file = Arrays.copyOf(file, random.nextInt(file.length));
    } else {
      // Half of the changes hit the footer, where they do most.
      int flips = 1 + random.nextInt(4);
      for (int i = 0; i < flips; i++) {
        int at = random.nextBoolean() ? random.nextInt(file.length) : file.length - 1 - random.nextInt(file.length / 4);
        file[at] = random.nextBoolean() ? (byte) (file[at] ^ 1 << random.nextInt(8)) : (byte) random.nextInt(256);
      }
    }
    try {
      Part.read(file);
    } catch (PlimsollException e) {
      assertThat(e.code()).as("seed " + seed)
          .isIn(ErrorCode.INPUT_INVALID, ErrorCode.INPUT_INCOMPLETE, ErrorCode.LIMIT_EXCEEDED);
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static byte[] simple(FileWriter writer) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      values.add(i % 9 == 0 ? null : "Service " + i % 50);
    }
    return writer.write(
        List.of(new Column("ServiceName", Physical.BYTE_ARRAY.ordinal(), 0, true, FileWriter.UTF8, values)));
  }

  private static void looks(String text, String like) {
    refused(ErrorCode.INPUT_INVALID, () -> Part.read(text.getBytes(StandardCharsets.UTF_8)),
        "Export part part_0_0001.snappy.parquet is not a Parquet file; it looks like " + like + ".");
  }

  private static void refused(ErrorCode code, ThrowingCallable work, String message) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(PlimsollException.class, e -> {
          assertThat(e.code()).isEqualTo(code);
          assertThat(e.advice()).isNotBlank();
        })
        .hasMessageContaining(message);
  }
}
