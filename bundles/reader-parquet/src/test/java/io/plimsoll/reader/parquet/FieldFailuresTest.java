package io.plimsoll.reader.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.export.PartReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users of cost tools report of memory: 50 MB of Snappy Parquet are too much for the smallest machine
 * (finops-toolkit issues 1188 and 2110).
 */
class FieldFailuresTest {
  private static final String ROWS =
      "SELECT '/subscriptions/' || md5((i %% 500)::VARCHAR) || '/resourcegroups/' || md5((i %% 5000)::VARCHAR) AS ResourceId,"
          + " '{\"owner\":\"' || md5((i %% 900)::VARCHAR) || '\"}' AS Tags, (i * 7919 %% 1000003)::DECIMAL(38,18) AS BilledCost"
          + " FROM range(%d) t(i)";
  private static final String SNAPPY = ", COMPRESSION snappy, ROW_GROUP_SIZE 30720";

  @TempDir Path folder;
  private long rows;

  @Test
  void t48t49MemoryDoesNotGrowWithTheRowsOfAnExport() throws Exception {
    try (DuckDb duck = new DuckDb(); BufferAllocator allocator = new RootAllocator(16 << 20)) {
      // given: one row group of 30,720 rows, and twelve of them, some 50 MB once decompressed
      byte[] small = duck.copy(String.format(ROWS, 30_720), folder.resolve("small.parquet"), SNAPPY);
      byte[] large = duck.copy(String.format(ROWS, 12 * 30_720), folder.resolve("large.parquet"), SNAPPY);
      read(small, allocator, null).close();

      // when
      long before = allocated();
      PartReader first = read(small, allocator, null);
      long ofSmall = allocated() - before;
      before = allocated();
      PartReader second = read(large, allocator, first);
      long ofLarge = allocated() - before;
      first.close();
      second.close();

      // then
      assertThat(rows).isEqualTo(14 * 30_720);
      assertThat(ofLarge).as("bytes allocated, of one row group %,d", ofSmall).isLessThan(2 * ofSmall);
    }
  }

  /** Reads a part to its end, as the one after another when there is one. */
  private PartReader read(byte[] file, BufferAllocator allocator, @Nullable PartReader before) {
    PartReader part = new ParquetReader().open(Part.NAME, new Part.Bytes(file, Integer.MAX_VALUE), "parquet");
    List<ColumnRead> columns =
        part.columns().stream().map(c -> new ColumnRead(c.name(), c.name(), c.type())).toList();
    if (before == null) {
      part.project(columns, allocator);
    } else {
      part.project(columns, allocator, before);
    }
    for (Batch batch = part.next(); batch != null; batch = part.next()) {
      rows += batch.columns().getRowCount();
    }
    return part;
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
