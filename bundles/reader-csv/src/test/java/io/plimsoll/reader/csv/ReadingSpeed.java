package io.plimsoll.reader.csv;

import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.focus.FocusColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Measures one thread's CPU time for a part: {@code ReadingSpeed FILE [rounds] [standard|three|all|none]}. */
public final class ReadingSpeed {
  private static final List<String> STANDARD =
      List.of(
          ("BilledCost EffectiveCost ListCost ContractedCost ConsumedQuantity ChargePeriodStart BillingPeriodStart"
                  + " BillingAccountId BillingAccountName BillingCurrency SubAccountId SubAccountName ServiceCategory"
                  + " ServiceName ResourceId ResourceName ResourceType RegionId RegionName ChargeCategory ChargeClass"
                  + " ChargeFrequency PricingCategory CommitmentDiscountId CommitmentDiscountName"
                  + " CommitmentDiscountType CommitmentDiscountStatus ProviderName PublisherName InvoiceIssuerName"
                  + " ConsumedUnit x_ResourceGroupName Tags")
              .split(" "));

  private ReadingSpeed() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    String projection = arguments.length > 2 ? arguments[2] : "standard";
    String format = file.toString().endsWith(".gz") ? "csv.gz" : "csv";
    try (BufferAllocator allocator = new RootAllocator();
        FileChannel channel = FileChannel.open(file)) {
      for (int round = 0; round < rounds; round++) {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        long rows = read(new ChannelPart(channel), format, projection, allocator);
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        wall = System.nanoTime() - wall;
        System.out.printf(
            "%s %s: %,d rows, cpu %d ms, wall %d ms, %.3f M rows/s of CPU%n",
            format, projection, rows, cpu / 1_000_000, wall / 1_000_000, rows * 1e3 / cpu);
      }
    }
  }

  private static long read(ObjectReader bytes, String format, String projection, BufferAllocator allocator) {
    try (PartReader part = new CsvReader().open("part", bytes, format)) {
      Set<String> three = Set.of("ChargePeriodStart", "ServiceName", "EffectiveCost");
      List<ColumnRead> reads = new ArrayList<>();
      part.columns().stream()
          .map(c -> c.name())
          .filter(
              name ->
                  switch (projection) {
                    case "standard" -> STANDARD.contains(name);
                    case "three" -> three.contains(name);
                    default -> projection.equals("all") || List.of(projection.split(",")).contains(name);
                  })
          .forEach(
              name ->
                  reads.add(
                      new ColumnRead(
                          name,
                          name,
                          FocusColumns.find(name).map(c -> c.type()).orElse(io.plimsoll.api.focus.FocusType.STRING))));
      part.project(reads, allocator);
      long rows = 0;
      for (Batch batch = part.next(); batch != null; batch = part.next()) {
        rows += batch.columns().getRowCount();
      }
      return rows;
    }
  }

  private static final int SLICE = Integer.getInteger("slice", 64) * 1024;

  private record ChannelPart(FileChannel channel) implements ObjectReader {
    @Override
    public long size() {
      try {
        return channel.size();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
      try {
        // As the local store does: small reads keep the JDK's own buffer in the cache.
        return channel.read(ByteBuffer.wrap(target, offset, Math.min(length, SLICE)), position);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      // The channel is read again in the next round.
    }
  }
}
