package io.plimsoll.engine.columnar;

import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.engine.RollupSummary;
import io.plimsoll.api.export.Batches;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A rollup in memory or in a mapped file, with all of its days or some.
 *
 * <p>Closing lets go of the mapping; the address space comes back once no answer uses it any more.
 */
final class ColumnarRollup implements Rollup {
  private volatile @Nullable RollupImage image;

  ColumnarRollup(RollupImage image) {
    this.image = image;
  }

  RollupImage image() {
    RollupImage open = image;
    if (open == null) {
      throw new IllegalStateException("this rollup is closed");
    }
    return open;
  }

  @Override
  public List<String> keys() {
    return image().header().keys();
  }

  @Override
  public RollupSummary summary() {
    return image().summary();
  }

  @Override
  public void writeTo(Path file) {
    RollupImage all = image();
    RollupFile.write(all.isWhole() ? all : RollupRewriter.rewrite(all), file);
  }

  @Override
  public Rollup without(Set<LocalDate> days) {
    return new ColumnarRollup(image().without(days));
  }

  @Override
  public Batches scan(List<String> columns, BufferAllocator allocator) {
    return new RollupScan(image(), columns, allocator);
  }

  @Override
  public void close() {
    image = null;
  }
}
