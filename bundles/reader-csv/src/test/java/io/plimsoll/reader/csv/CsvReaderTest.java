package io.plimsoll.reader.csv;

import static io.plimsoll.reader.csv.ReadPart.gzip;
import static io.plimsoll.reader.csv.ReadPart.join;
import static io.plimsoll.reader.csv.ReadPart.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.export.PartReport.Example;
import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.api.focus.FocusType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  @Test
  void columnsAreBoundByTheirNamesInTheOrderAskedFor() {
    ReadPart part = ReadPart.of("A,BilledCost,C\nx,1.5,y\n,2,z\n", "C", "BilledCost:DECIMAL", "A");

    assertThat(part.header()).containsExactly("A", "BilledCost", "C");
    assertThat(part.rows())
        .containsExactly(List.of("y", new BigDecimal("1.5"), "x"), Arrays.asList("z", new BigDecimal("2.0"), null));
    assertThat(part.report().rows()).isEqualTo(2);
    assertThat(part.report().repaired()).isEmpty();
  }

  @Test
  void oneColumnCanBeReadTwiceUnderTwoNames() {
    try (RootAllocator allocator = new RootAllocator();
        PartReader part = new CsvReader().open("part", new BytesPart(utf8("A\n7\n")), "csv")) {
      part.project(List.of(new ColumnRead("A", "text", FocusType.STRING), new ColumnRead("A", "number", FocusType.DECIMAL)), allocator);
      assertThat(part.next().columns().getSchema().getFields()).extracting(f -> f.getName()).containsExactly("text", "number");
      assertThat(part.next()).isNull();
    }
  }

  @Test
  void anEmptyProjectionCountsRows() {
    assertThat(ReadPart.of("A,B\n1,2\n3,4\n").report().rows()).isEqualTo(2);
  }

  @Test
  void quotedFieldsHoldCommasLineBreaksAndDoubledQuotes() {
    ReadPart part = ReadPart.of("\"A\",\"B \"\"b\"\"\"\r\n\"x,\r\ny\",\"{\"\"k\"\":\"\"v\"\"}\"\r\n\"\"\"\",\"a\"\r\n", "A", "B \"b\"");

    assertThat(part.header()).containsExactly("A", "B \"b\"");
    assertThat(part.rows()).containsExactly(List.of("x,\r\ny", "{\"k\":\"v\"}"), List.of("\"", "a"));
  }

  @Test
  void aQuoteInsideAFieldWithoutQuotesIsText() {
    assertThat(ReadPart.of("A,B\n12\" rack,x\na\"b\"c,y\n", "A", "B").rows())
        .containsExactly(List.of("12\" rack", "x"), List.of("a\"b\"c", "y"));
  }

  @Test
  void theSameTextWithAndWithoutQuotesHasOneCode() {
    try (RootAllocator allocator = new RootAllocator();
        PartReader part = new CsvReader().open("part", new BytesPart(utf8("A,x\na,\n\"a\",\na\"b,\n\"a\"\"b\",\n")), "csv")) {
      part.project(List.of(new ColumnRead("A", "A", FocusType.STRING)), allocator);
      assertThat(part.next().dictionaries().get("A").getValueCount()).isEqualTo(2);
    }
  }

  @Test
  void emptyTextIsNullAndNotCounted() {
    ReadPart part = ReadPart.of("A,B\n,x\n\"\",x\nNULL,x\n\"NULL\",x\nnull,x\n", "A");

    assertThat(part.values()).containsExactly(null, null, null, "NULL", "null");
    assertThat(part.report().repaired()).containsOnly(Map.entry(DataQualityCode.NULL_WORD_AS_NULL, 1L));
    assertThat(part.report().examples()).containsExactly(new Example(DataQualityCode.NULL_WORD_AS_NULL, 3, "A", "NULL"));
  }

  @Test
  void examplesAreTheFirstFiveAndCountsAreOfAll() {
    ReadPart part = ReadPart.of("A,B\n" + "NULL,x\n".repeat(100), "A");

    assertThat(part.report().repaired()).containsEntry(DataQualityCode.NULL_WORD_AS_NULL, 100L);
    assertThat(part.report().examples()).extracting(Example::row).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstName() {
    for (String header : List.of("BilledCost,B\n", "\"BilledCost\",B\n")) {
      ReadPart part = read(join(MARK, utf8(header + "1,2\n")), "BilledCost");
      assertThat(part.values()).containsExactly("1");
      assertThat(part.report().repaired()).isEmpty();
    }
  }

  @Test
  void twoByteOrderMarksAreSkippedAndCounted_T26() {
    for (byte[] bytes :
        List.of(join(MARK, MARK, utf8("A,B\nx,y\n")), join(MARK, utf8("A,B\n"), MARK, utf8("x,y\n")), join(MARK, utf8("A,B\r\n"), MARK, utf8("\"x\",y\r\n")))) {
      ReadPart part = read(bytes, "A");
      assertThat(part.values()).containsExactly("x");
      assertThat(part.report().repaired()).containsOnly(Map.entry(DataQualityCode.EXTRA_BYTE_ORDER_MARK, 1L));
    }
  }

  @Test
  void emptyLinesAreSkippedAndCounted_T27() {
    ReadPart part = ReadPart.of("\n\r\nA,B\n\n1,2\r\n\r\n3,4\n\n\n", "A");

    assertThat(part.values()).containsExactly("1", "3");
    assertThat(part.report().rows()).isEqualTo(2);
    assertThat(part.report().repaired()).containsOnly(Map.entry(DataQualityCode.BLANK_LINE, 6L));
    assertThat(part.report().examples()).extracting(Example::row).containsExactly(0L, 0L, 1L, 2L, 3L);
  }

  @Test
  void anEmptyFileHasNoColumnsAndNoRows_T27() {
    for (byte[] bytes : List.of(new byte[0], MARK, utf8("\n"), utf8("\r\n\r\n"))) {
      ReadPart part = read(bytes);
      assertThat(part.header()).isEmpty();
      assertThat(part.rows()).isEmpty();
    }
    assertThat(ReadPart.of(new BytesPart(new byte[0]), "csv.gz").header()).isEmpty();
    assertThat(ReadPart.of(new BytesPart(gzip(new byte[0])), "csv.gz").header()).isEmpty();
  }

  @Test
  void aHeaderAloneHasNoRows() {
    for (String text : List.of("A,B", "A,B\n", "A,B\r\n")) {
      ReadPart part = ReadPart.of(text, "A");
      assertThat(part.header()).containsExactly("A", "B");
      assertThat(part.rows()).isEmpty();
    }
  }

  @Test
  void theLastLineCountsWithAndWithoutItsLineBreak() {
    for (String end : List.of("", "\n", "\r\n")) {
      assertThat(ReadPart.of("A,B\r\n1,2\r\n3,4" + end, "B").values()).containsExactly("2", "4");
      assertThat(ReadPart.of("A,B\n1,2\n3,\"4\"" + end, "B").values()).containsExactly("2", "4");
      assertThat(ReadPart.of("A,B\n1,2\n3," + end, "B").values()).containsExactly("2", null);
    }
  }

  @Test
  void aBlankColumnIsNullsOfTheTypeAskedFor_T32() {
    ReadPart part = ReadPart.of("A,B,C,D\n,,,\n,,,\n", "A", "B:DECIMAL", "C:DATE_TIME", "D:BOOLEAN");

    assertThat(part.rows()).hasSize(2).containsOnly(Collections.nCopies(4, null));
  }

  @Test
  void headersInAnyWordingAreHandedOnAsTheyAre_T18() {
    assertThat(ReadPart.of("Name der Abteilung (DepartmentName),billedCost\nx,1\n").header())
        .containsExactly("Name der Abteilung (DepartmentName)", "billedCost");
  }

  @Test
  void tagsAreHandedOnAsTheyAre_T22() {
    ReadPart part = ReadPart.of("Tags,x\n\"\"\"env\"\":\"\"prod\"\"\",\n\"{\"\"a\"\":\",\n{},\n", "Tags:JSON");

    assertThat(part.values()).containsExactly("\"env\":\"prod\"", "{\"a\":", "{}");
  }

  @Test
  void gzipGivesTheSameRows_T28() {
    String csv = "A,B\n" + "x,1\ny,2\n".repeat(50_000);

    ReadPart part = ReadPart.of(new BytesPart(gzip(utf8(csv)), 1000), "csv.gz", "A");

    assertThat(part.rows()).isEqualTo(ReadPart.of(csv, "A").rows());
    assertThat(part.report().rows()).isEqualTo(100_000);
  }

  @Test
  void aTruncatedGzipPartSaysAfterHowManyRows() {
    String csv = "A,B\n" + "some text,1\nother text,2\n".repeat(20_000);
    byte[] whole = gzip(utf8(csv));
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);

    assertThatThrownBy(() -> ReadPart.of(new BytesPart(cut), "csv.gz", "A"))
        .isInstanceOfSatisfying(
            PlimsollException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INPUT_INCOMPLETE);
              assertThat(e.getMessage()).matches("Export part part_1_0001.csv.gz ends early \\(gzip stream truncated after \\d\\d,\\d{3} rows\\)\\.");
            });
  }

  @Test
  void aPartThatEndsInsideARowSaysSo() {
    assertFails(ErrorCode.INPUT_INCOMPLETE, "Export part part_1_0001.csv ends early (in the middle of row 2).", () -> ReadPart.of("A,B\n1,2\n3", "A"));
    assertFails(
        ErrorCode.INPUT_INCOMPLETE,
        "Export part part_1_0001.csv ends early (inside the quotes of a field in row 2).",
        () -> ReadPart.of("A,B\n1,2\n3,\"4\n5,6\n", "A"));
  }

  @Test
  void aDamagedGzipPartSaysSo() {
    byte[] bytes = gzip(utf8("A\n1\n2\n"));
    bytes[bytes.length - 6]++;

    assertFails(
        ErrorCode.INPUT_INVALID,
        "Export part part_1_0001.csv.gz is damaged (the gzip checksum does not match, after 2 rows).",
        () -> ReadPart.of(new BytesPart(bytes), "csv.gz", "A"));
  }

  @Test
  void aRowOfAnotherLengthIsNamedWithBothCounts() {
    assertFails(
        ErrorCode.INPUT_INVALID,
        "Export part part_1_0001.csv has 1 field in row 2 where the header has 2.",
        () -> ReadPart.of("A,B\n1,2\n3\n4,5\n", "A"));
    assertFails(
        ErrorCode.INPUT_INVALID,
        "Export part part_1_0001.csv has 3 fields in row 1,501 where the header has 2.",
        () -> ReadPart.of("A,B\n" + "1,2\n".repeat(1500) + "3,4,5\n", "A"));
    assertThatThrownBy(() -> ReadPart.of("A,B\n" + ",".repeat(3_000_000) + "\n", "A")).hasMessageContaining("fields in row 1 where");
  }

  @Test
  void aColumnNamedTwiceIsRefused() {
    assertFails(
        ErrorCode.INPUT_INVALID,
        "Export part part_1_0001.csv names the column 'Tags' twice in its header.",
        () -> ReadPart.of("Tags,A,Tags\n1,2,3\n"));
  }

  @Test
  void aColumnThatIsNotThereIsTheAskersMistake() {
    assertFails(
        ErrorCode.INVALID_REQUEST, "Export part part_1_0001.csv has no column BilledCost.", () -> ReadPart.of("A,B\n1,2\n", "BilledCost"));
  }

  @Test
  void textBehindAClosingQuoteIsNamed() {
    for (String row : List.of("\"a\"b,c", "c,\"a\" ", "\"a\"b\"c\",d")) {
      assertFails(
          ErrorCode.INPUT_INVALID,
          "Export part part_1_0001.csv has text behind the closing quote of a field in row 2.",
          () -> ReadPart.of("A,B\n1,2\n" + row + "\n", "A", "B"));
    }
  }

  @Test
  void otherSeparatorsAreNamed() {
    assertFails(
        ErrorCode.INPUT_INVALID,
        "Export part part_1_0001.csv has fields separated by ';', not by commas.",
        () -> ReadPart.of("BilledCost;Tags\n1;2\n"));
  }

  @Test
  void whatIsNoGzipIsNamedAsWhatItIs() {
    Map<byte[], String> parts =
        Map.of(
            utf8("A,B\n1,2\n"), "plain text", new byte[] {'P', 'K', 3, 4, 20, 0}, "a zip file", utf8("PAR1...."), "a Parquet file",
            utf8("<?xml version=\"1.0\"?><Error/>"), "an XML or HTML document", new byte[] {1, 2, 0, 0, 9}, "binary data (it holds NUL bytes)");
    parts.forEach(
        (bytes, name) ->
            assertFails(
                ErrorCode.INPUT_INVALID,
                "Export part part_1_0001.csv.gz is not gzip but " + name + ".",
                () -> ReadPart.of(new BytesPart(bytes), "csv.gz")));
  }

  @Test
  void whatIsNoCsvIsNamedAsWhatItIs() {
    String text = "BilledCost,Tags\n1,x\n";
    Map<byte[], String> parts =
        Map.of(
            gzip(utf8(text)), "a gzip file", text.getBytes(StandardCharsets.UTF_16), "text in UTF-16",
            text.getBytes(StandardCharsets.UTF_16LE), "text in UTF-16", text.getBytes(StandardCharsets.UTF_16BE), "text in UTF-16",
            join(utf8(text), new byte[4]), "binary data (it holds NUL bytes)", utf8("<html></html>"), "an XML or HTML document");
    parts.forEach(
        (bytes, name) ->
            assertFails(ErrorCode.INPUT_INVALID, "Export part part_1_0001.csv is not a CSV file but " + name + ".", () -> read(bytes)));
  }

  @Test
  void aNulByteOrAnotherEncodingInATextIsNamedWithItsRow() {
    String fill = "text,1\n".repeat(1000);
    assertFails(
        ErrorCode.INPUT_INVALID,
        "Export part part_1_0001.csv has 'a?b' in row 1,001, column A, which is not text (it holds a NUL byte).",
        () -> ReadPart.of("A,B\n" + fill + "a\0b,1\n", "A"));
    assertThatThrownBy(() -> read(("A,B\n" + fill + "M\u00fcller,1\n").getBytes(StandardCharsets.ISO_8859_1), "A"))
        .hasMessageContaining("in row 1,001, column A, which is not UTF-8");
    assertThat(ReadPart.of("A,B\nMüller 東京 🚢,1\n", "A").values()).containsExactly("Müller 東京 🚢");
  }

  @Test
  void aFieldOf20MebibytesIsReadAndARowOf33IsRefused() {
    String large = "x,\n".repeat(7_000_000);

    assertThat(ReadPart.of("A,B\n1,\"" + large + "\"\n", "B").values()).containsExactly(large);
    assertFails(
        ErrorCode.INPUT_INVALID,
        "Export part part_1_0001.csv has more than 32 MiB in row 1.",
        () -> ReadPart.of("A,B\n1,\"" + large + large + "\"\n", "A"));
  }

  private static ReadPart read(byte[] bytes, String... columns) {
    return ReadPart.of(new BytesPart(bytes), "csv", columns);
  }

  private static void assertFails(ErrorCode code, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlimsollException.class,
            e -> {
              assertThat(e).hasMessage(message);
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.advice()).isNotBlank();
            });
  }
}
