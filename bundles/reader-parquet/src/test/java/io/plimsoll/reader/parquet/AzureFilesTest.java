package io.plimsoll.reader.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.export.PartReport;
import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.reader.parquet.FileWriter.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with the physical schema of Azure's exports, and page forms that DuckDB reads but never writes. */
class AzureFilesTest {
  private static final int BYTES = Physical.BYTE_ARRAY.ordinal();
  private static final int FIXED = Physical.FIXED_LEN_BYTE_ARRAY.ordinal();

  @TempDir Path folder;

  @Test
  void everyValueEqualsWhatDuckDbReadsWhateverCodecEncodingAndPageVersion() throws Exception {
    try (DuckDb duck = new DuckDb()) {
      int[] codecs = {Codec.NONE, Codec.SNAPPY, Codec.GZIP, Codec.ZSTD};
      int[] encodings = {Encoding.PLAIN, Encoding.RLE_DICTIONARY, Encoding.PLAIN_DICTIONARY};
      for (int seed = 0; seed < 24; seed++) {
        // given
        Random random = new Random(seed);
        FileWriter writer = new FileWriter();
        writer.codec = codecs[seed % 4];
        writer.encoding = encodings[seed / 4 % 3];
        writer.secondVersion = seed >= 12;
        writer.crc = random.nextBoolean();
        writer.rowsPerPage = 1 + random.nextInt(3000);
        writer.rowsPerGroup = 1 + random.nextInt(20_000);
        byte[] file = writer.write(azureColumns(random, random.nextInt(6_000)));

        // then
        assertSame(duck, file, "seed " + seed);
      }
    }
  }

  @Test
  void textsThatShareTheirBeginningsAndNumbersInSplitStreamsAreRead() throws Exception {
    try (DuckDb duck = new DuckDb()) {
      Random random = new Random(1);
      FileWriter prefixed = new FileWriter();
      prefixed.encoding = Encoding.DELTA_BYTE_ARRAY;
      List<Column> texts = azureColumns(random, 3000).stream().filter(c -> c.physical() == BYTES).toList();
      assertSame(duck, prefixed.write(texts), "prefixed");
      FileWriter split = new FileWriter();
      split.encoding = Encoding.BYTE_STREAM_SPLIT;
      List<Column> numbers =
          List.of(
              column("d", Physical.DOUBLE.ordinal(), 0, FileWriter.NONE, 3000, random, random::nextGaussian),
              column("f", Physical.FLOAT.ordinal(), 0, FileWriter.NONE, 3000, random, random::nextFloat),
              column("i", Physical.INT32.ordinal(), 0, FileWriter.NONE, 3000, random, random::nextInt),
              column("l", Physical.INT64.ordinal(), 0, FileWriter.decimal(18, 4), 3000, random,
                  () -> random.nextLong() >> 8));
      assertSame(duck, split.write(numbers), "split");
    }
  }

  @Test
  void decimalsInFixedBytesOfAnyLengthAreRead() throws Exception {
    try (DuckDb duck = new DuckDb()) {
      Random random = new Random(2);
      List<Column> columns = new ArrayList<>();
      for (int length = 1; length <= 16; length++) {
        int size = length;
        int precision = Math.max(1, (int) ((8 * length - 1) * Math.log10(2)));
        columns.add(
            column("c" + length, FIXED, length, FileWriter.decimal(precision, precision / 2), 500, random,
                () -> fixed(new BigInteger(8 * size - 4, random).subtract(BigInteger.ONE.shiftLeft(8 * size - 5)),
                    size)));
      }
      assertSame(duck, new FileWriter().write(columns), "fixed");
    }
  }

  @Test
  void decimalsWiderThan38DigitsKeepEveryDigit() {
    // given
    BigInteger wide = new BigInteger("-9876543210".repeat(1) + "9876543210".repeat(5));
    List<@Nullable Object> values = new ArrayList<>(List.of(fixed(wide, 32), fixed(BigInteger.TEN, 32)));
    values.add(null);
    byte[] file =
        new FileWriter().write(List.of(new Column("Cost", FIXED, 32, true, FileWriter.decimal(60, 20), values)));

    // when
    Part part = Part.read(file, "Cost", FocusType.DECIMAL);

    // then
    assertThat(part.values())
        .containsExactly(
            Part.plain(new BigDecimal(wide, 20)),
            Part.plain(new BigDecimal(BigInteger.TEN, 20)),
            null);
    assertThat(part.vectors()).containsExactly("Decimal256Vector");
  }

  @Test
  void theDeprecatedBitPackedLevelsAreRead() {
    // given
    FileWriter writer = new FileWriter();
    writer.oldLevels = true;
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      values.add(i % 3 == 0 ? null : "text " + i);
    }

    // when
    Part part = Part.read(writer.write(List.of(new Column("t", BYTES, 0, true, FileWriter.UTF8, values))));

    // then
    assertThat(part.values()).isEqualTo(values);
  }

  @Test
  void emptyTextsAreReadAsNullAndCounted() {
    // given: Azure writes '' where null belongs, in every row of CommitmentDiscountId
    for (int encoding : new int[] {Encoding.PLAIN, Encoding.RLE_DICTIONARY}) {
      FileWriter writer = new FileWriter();
      writer.encoding = encoding;
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < 3000; i++) {
        values.add(i % 10 == 9 ? null : i == 1234 ? "ri-1" : "");
      }

      // when
      Part part =
          Part.read(writer.write(List.of(new Column("CommitmentDiscountId", BYTES, 0, true, FileWriter.UTF8, values))));

      // then
      assertThat(part.values().stream().filter(v -> v != null)).containsExactly("ri-1");
      assertThat(part.values().get(1234)).isEqualTo("ri-1");
      assertThat(part.report().repaired()).containsEntry(DataQualityCode.EMPTY_TEXT_AS_NULL, 2699L);
      assertThat(part.report().examples())
          .hasSize(PartReport.EXAMPLES_PER_CODE)
          .contains(new PartReport.Example(DataQualityCode.EMPTY_TEXT_AS_NULL, 1, "CommitmentDiscountId", ""));
    }
  }

  @Test
  void aColumnOfMoreTextsThanADictionaryHoldsGoesOnAsPlainTexts() {
    // given
    for (int encoding : new int[] {Encoding.PLAIN, Encoding.RLE_DICTIONARY}) {
      FileWriter writer = new FileWriter();
      writer.encoding = encoding;
      writer.dictionaryLimit = Integer.MAX_VALUE;
      writer.rowsPerGroup = 30_000;
      String pad = "x".repeat(1200);
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < 80_000; i++) {
        values.add(i % 7 == 0 ? null : i % 11 == 0 ? "" : pad + i);
      }
      for (int i = 0; i < 20_000; i++) {
        values.add("again" + i % 100);
      }

      // when
      Part part = Part.read(writer.write(List.of(new Column("t", BYTES, 0, true, FileWriter.UTF8, values))));

      // then
      values.replaceAll(v -> "".equals(v) ? null : v);
      assertThat(part.values().equals(values)).isTrue();
      assertThat(part.vectors()).startsWith("IntVector").endsWith("VarCharVector");
      assertThat(part.report().repaired()).containsEntry(DataQualityCode.EMPTY_TEXT_AS_NULL, 6234L);
    }
  }

  private void assertSame(DuckDb duck, byte[] file, String what) throws Exception {
    Path path = Files.write(folder.resolve("part.parquet"), file);
    Part part = Part.read(file);
    assertThat(part.rows()).as(what).isEqualTo(duck.rows(path, part));
  }

  private static List<Column> azureColumns(Random random, int rows) {
    return List.of(
        column("BilledCost", FIXED, 16, FileWriter.decimal(38, 18), rows, random,
            () -> fixed(new BigInteger(100, random).subtract(BigInteger.ONE.shiftLeft(98)), 16)),
        column("ListUnitPrice", FIXED, 16, FileWriter.decimal(38, 18), rows, random,
            () -> fixed(BigInteger.valueOf(random.nextInt(50)), 16)),
        column("ChargePeriodStart", Physical.INT96.ordinal(), 12, FileWriter.NONE, rows, random,
            () -> int96(2_460_000 + random.nextInt(400), random.nextInt(86_400) * 1_000_000_000L)),
        column("ServiceName", BYTES, 0, FileWriter.UTF8, rows, random, () -> "Service " + random.nextInt(30)),
        column("ResourceId", BYTES, 0, FileWriter.UTF8, rows, random,
            () -> "/subscriptions/" + "0".repeat(random.nextInt(40)) + random.nextInt(5000)),
        column("CommitmentDiscountId", BYTES, 0, FileWriter.UTF8, rows, random, () -> ""),
        column("x_SkuIsCreditEligible", Physical.BOOLEAN.ordinal(), 0, FileWriter.NONE, 0, random,
            random::nextBoolean))
        .stream().filter(c -> c.values().size() == rows).toList();
  }

  private static Column column(
      String name, int physical, int length, FileWriter.Logical logical, int rows, Random random,
      Supplier<Object> value) {
    boolean optional = random.nextInt(4) != 0;
    int nulls = random.nextBoolean() ? 0 : random.nextInt(100);
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      values.add(optional && random.nextInt(100) < nulls ? null : value.get());
    }
    boolean declared = physical == FIXED;
    return new Column(name, physical, declared ? length : 0, optional, logical, values);
  }

  private static byte[] fixed(BigInteger value, int length) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[length];
    Arrays.fill(fixed, (byte) (value.signum() < 0 ? -1 : 0));
    System.arraycopy(bytes, 0, fixed, length - bytes.length, bytes.length);
    return fixed;
  }

  private static byte[] int96(int julianDay, long nanos) {
    return ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putLong(nanos).putInt(julianDay).array();
  }
}
