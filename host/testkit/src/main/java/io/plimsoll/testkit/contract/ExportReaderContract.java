package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartColumn;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.generator.ExportFormat;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.GeneratedRun;
import io.plimsoll.generator.GeneratorSpec;
import io.plimsoll.generator.Total;
import io.plimsoll.generator.Totals;
import io.plimsoll.testkit.rows.BatchRows;
import io.plimsoll.testkit.rows.BytesPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link ExportReader} must do, for each format it reads. Parts come from the export generator; a format
 * that the generator does not write needs a {@link #sample} of its own.
 */
public abstract class ExportReaderContract extends PluginContract<ExportReader> {
  private static final LocalDate TODAY = LocalDate.of(2025, 11, 20);
  private static final Set<ErrorCode> DAMAGE = Set.of(ErrorCode.INPUT_INVALID, ErrorCode.INPUT_INCOMPLETE);
  private static final int FLIPS = 120;
  private static final Comparator<List<String>> LINES = Comparator.comparing(Object::toString);

  @TempDir Path folder;
  private final Map<String, Sample> samples = new LinkedHashMap<>();

  /** For the authors of readers. */
  protected ExportReaderContract() {
    super(ExportReader.class);
  }

  /**
   * A part and what is in it. It has at least the columns ServiceName, BillingCurrency, ChargePeriodStart,
   * BilledCost and EffectiveCost.
   *
   * @param totals exact sums of {@code BilledCost} and {@code EffectiveCost}
   */
  protected record Sample(String name, byte[] bytes, long rows, Totals totals) {}

  /** A sound part of this format; the generator's when not overridden. */
  protected Sample sample(String format) {
    ExportFormat known =
        ExportFormat.parse(format)
            .orElseThrow(() -> new AssertionError("The generator writes no " + format + "; override sample(format)."));
    GeneratorSpec spec = GeneratorSpec.builder(TODAY).seed(11).rowsPerMonth(900).format(known).build();
    GeneratedRun run = ExportGenerator.generate(spec, folder.resolve(format)).newest();
    Path part = run.parts().get(0).file();
    try {
      return new Sample(part.getFileName().toString(), Files.readAllBytes(part), run.rows(), run.totals());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void itNamesItsFormats() {
    assertThat(plugin.formats()).as("formats").isNotEmpty().allMatch(f -> f.matches("[a-z0-9]+(\\.[a-z0-9]+)*"));
  }

  @Test
  void everyRowIsReadAndEverySumIsExact() {
    for (String format : plugin.formats()) {
      Sample sample = known(format);
      for (Metric metric : List.of(Metric.BILLED_COST, Metric.EFFECTIVE_COST)) {
        List<List<@Nullable Object>> rows =
            read(
                sample, format, text("ServiceName"), text("BillingCurrency"),
                new ColumnRead("ChargePeriodStart", "ChargePeriodStart", FocusType.DATE_TIME),
                new ColumnRead(metric.column(), metric.column(), FocusType.DECIMAL));
        assertThat(rows).as("rows of %s", format).hasSize((int) sample.rows());
        Map<List<String>, BigDecimal> sums = new TreeMap<>(LINES);
        for (List<@Nullable Object> row : rows) {
          LocalDate day = ((Instant) Objects.requireNonNull(row.get(2))).atZone(ZoneOffset.UTC).toLocalDate();
          BigDecimal amount = row.get(3) == null ? BigDecimal.ZERO : (BigDecimal) row.get(3);
          sums.merge(
              List.of(Objects.toString(row.get(0), ""), Objects.toString(row.get(1), ""), day.toString()), amount,
              BigDecimal::add);
        }
        assertThat(plain(sums)).as("%s of %s by service, currency and day", metric.column(), format)
            .isEqualTo(plain(expected(sample, metric)));
      }
    }
  }

  @Test
  void columnsComeAsAskedFor() {
    for (String format : plugin.formats()) {
      Sample sample = known(format);
      try (BufferAllocator allocator = new RootAllocator();
          PartReader part = plugin.open(sample.name(), new BytesPart(sample.bytes()), format)) {
        assertThat(part.columns()).extracting(PartColumn::name).as("columns of %s", format)
            .contains("ServiceName", "BillingCurrency", "ChargePeriodStart", "BilledCost").doesNotHaveDuplicates();
        part.project(
            List.of(
                new ColumnRead("BilledCost", "cost", FocusType.DECIMAL), new ColumnRead("ServiceName", "a", FocusType.STRING),
                new ColumnRead("BilledCost", "as text", FocusType.STRING)),
            allocator);
        var batch = Objects.requireNonNull(part.next());
        assertThat(batch.columns().getFieldVectors()).extracting(v -> v.getName()).as("vectors of %s", format)
            .containsExactly("cost", "a", "as text");
      }
    }
  }

  @Test
  void rowsAreCountedWithoutAnyColumn() {
    for (String format : plugin.formats()) {
      Sample sample = known(format);
      try (BufferAllocator allocator = new RootAllocator();
          PartReader part = plugin.open(sample.name(), new BytesPart(sample.bytes()), format)) {
        part.project(List.of(), allocator);
        long rows = 0;
        for (var batch = part.next(); batch != null; batch = part.next()) {
          rows += batch.columns().getRowCount();
        }
        assertThat(rows).as("rows of %s", format).isEqualTo(sample.rows());
        assertThat(part.report().rows()).as("rows reported of %s", format).isEqualTo(sample.rows());
      }
    }
  }

  @Test
  void aColumnThatIsNotThereIsNamed() {
    for (String format : plugin.formats()) {
      Sample sample = known(format);
      try (BufferAllocator allocator = new RootAllocator();
          PartReader part = plugin.open(sample.name(), new BytesPart(sample.bytes()), format)) {
        assertThat(
                Calls.fails(
                    "a column that " + format + " does not have",
                    () -> part.project(List.of(text("NoSuchColumn")), allocator), ErrorCode.INVALID_REQUEST))
            .hasMessageContaining("NoSuchColumn");
      }
    }
  }

  @Test
  void damageIsAnErrorOfTheInputAndNamesThePart() {
    for (String format : plugin.formats()) {
      Sample sample = known(format);
      Random random = new Random(format.hashCode());
      for (int i = 0; i < FLIPS; i++) {
        byte[] bytes = sample.bytes().clone();
        // The first bytes and the last tell most about a file, so they are damaged more often.
        int at = i % 3 == 0 ? random.nextInt(64) : i % 3 == 1 ? bytes.length - 1 - random.nextInt(400) : random.nextInt(bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        damaged(sample, format, bytes, "byte " + at + " of " + format + " is damaged");
      }
      byte[] noise = new byte[5_000];
      random.nextBytes(noise);
      damaged(sample, format, noise, "the part is noise");
      damaged(sample, format, new byte[0], "the part is empty");
    }
  }

  @Test
  void aPartThatEndsEarlyIsNotReadAsWhole() {
    for (String format : plugin.formats()) {
      Sample sample = known(format);
      for (int length : new int[] {1, 10, sample.bytes().length / 2, sample.bytes().length - 30}) {
        long rows = damaged(sample, format, Arrays.copyOf(sample.bytes(), length), format + " ends after " + length);
        assertThat(rows).as("rows of a %s part that ends after %s bytes", format, length).isLessThan(sample.rows());
      }
    }
  }

  @Test
  void anErrorOfTheStoreReachesTheCallerAsItIs() {
    PlimsollException changed =
        new PlimsollException(ErrorCode.INPUT_CHANGED, "part changed since it was listed.", "Collect again.");
    for (String format : plugin.formats()) {
      Sample sample = known(format);
      BytesPart sound = new BytesPart(sample.bytes());
      ObjectReader failing =
          new ObjectReader() {
            private int reads;

            @Override
            public long size() {
              return sound.size();
            }

            @Override
            public synchronized int read(long position, byte[] target, int offset, int length) {
              if (++reads > 1) {
                throw changed;
              }
              return sound.read(position, target, offset, Math.min(length, 64));
            }

            @Override
            public void close() {
              sound.close();
            }
          };
      assertThat(catchThrowable(() -> read(sample.name(), failing, format, text("ServiceName"))))
          .as("what comes of a store that fails under %s", format)
          .isSameAs(changed);
    }
  }

  @Test
  void thePartStaysTheCallersAndNoMemoryIsKept() {
    for (String format : plugin.formats()) {
      Sample sample = known(format);
      BytesPart bytes = new BytesPart(sample.bytes());
      try (BufferAllocator allocator = new RootAllocator()) {
        PartReader part = plugin.open(sample.name(), bytes, format);
        part.project(List.of(text("ServiceName"), text("Tags")), allocator);
        part.next();
        part.close();
        assertThat(allocator.getAllocatedMemory()).as("bytes kept by %s after it was closed midway", format).isZero();
      }
      assertThat(bytes.closes()).as("how often %s closed a part that is its caller's", format).isZero();
    }
  }

  @Test
  void aPartMayGoOnWithTheDictionariesOfThePartBefore() {
    for (String format : plugin.formats()) {
      Sample sample = known(format);
      List<ColumnRead> columns = List.of(text("ServiceName"), text("BillingCurrency"));
      List<List<@Nullable Object>> alone = read(sample, format, text("ServiceName"), text("BillingCurrency"));
      try (BufferAllocator allocator = new RootAllocator()) {
        PartReader before = plugin.open(sample.name(), new BytesPart(sample.bytes()), format);
        before.project(columns, allocator);
        assertThat(BatchRows.of(before)).as("rows of the first part of %s", format).isEqualTo(alone);
        try (PartReader next = plugin.open(sample.name(), new BytesPart(sample.bytes()), format)) {
          next.project(columns, allocator, before);
          before.close();
          assertThat(BatchRows.of(next)).as("rows of the part after it of %s", format).isEqualTo(alone);
        }
      }
    }
  }

  @Test
  void severalThreadsMayReadAtTheSameTime() throws Exception {
    for (String format : plugin.formats()) {
      Sample sample = known(format);
      List<List<@Nullable Object>> alone = read(sample, format, text("ServiceName"), text("ResourceId"), text("Tags"));
      for (var rows : Calls.together(() -> read(sample, format, text("ServiceName"), text("ResourceId"), text("Tags")))) {
        assertThat(rows).as("rows of %s", format).isEqualTo(alone);
      }
    }
  }

  /** Reads a damaged part: it may be read, or fail as damaged inputs do; answers the rows read. */
  private long damaged(Sample sample, String format, byte[] bytes, String how) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    Throwable thrown =
        catchThrowable(() -> rows.addAll(read(sample.name(), new BytesPart(bytes), format)));
    if (thrown instanceof PlimsollException said) {
      assertThat(said.code()).as("%s: %s", how, said.getMessage()).isIn(DAMAGE);
      assertThat(said.getMessage()).as("%s: it names the part", how).contains(sample.name());
      assertThat(said.advice()).as("%s: it says what to do", how).isNotBlank();
    } else {
      assertThat(thrown).as("%s: what escapes the reader", how).isNull();
    }
    return rows.size();
  }

  private List<List<@Nullable Object>> read(Sample sample, String format, ColumnRead... columns) {
    return read(sample.name(), new BytesPart(sample.bytes()), format, columns);
  }

  /** Reads the columns given, or all there are; everything must be let go of whatever happens. */
  private List<List<@Nullable Object>> read(String name, ObjectReader bytes, String format, ColumnRead... columns) {
    try (BufferAllocator allocator = new RootAllocator();
        PartReader part = plugin.open(name, bytes, format)) {
      List<ColumnRead> wanted = new ArrayList<>(List.of(columns));
      if (wanted.isEmpty()) {
        part.columns().forEach(c -> wanted.add(new ColumnRead(c.name(), c.name(), FocusType.STRING)));
      }
      part.project(wanted, allocator);
      return BatchRows.of(part);
    }
  }

  private Sample known(String format) {
    return samples.computeIfAbsent(format, this::sample);
  }

  private static ColumnRead text(String column) {
    return new ColumnRead(column, column, FocusType.STRING);
  }

  private static Map<List<String>, BigDecimal> expected(Sample sample, Metric metric) {
    Map<List<String>, BigDecimal> sums = new TreeMap<>(LINES);
    for (Total total : sample.totals().where(t -> t.metric() == metric).all()) {
      sums.merge(
          List.of(total.serviceName(), total.unit(), total.day().toString()), total.amount(), BigDecimal::add);
    }
    return sums;
  }

  /** Sums without zeros at their ends; what comes to nothing is left out. */
  private static Map<List<String>, BigDecimal> plain(Map<List<String>, BigDecimal> sums) {
    Map<List<String>, BigDecimal> plain = new TreeMap<>(LINES);
    sums.forEach((key, value) -> plain.put(key, value.stripTrailingZeros()));
    plain.values().removeIf(value -> value.signum() == 0);
    return plain;
  }
}
