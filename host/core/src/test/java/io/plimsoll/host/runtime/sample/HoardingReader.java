package io.plimsoll.host.runtime.sample;

import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartColumn;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.export.PartReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** A reader that takes memory off the heap as the name of the part says: {@code tidy}, {@code leak}, {@code endless}. */
public final class HoardingReader implements ExportReader {
  @Override
  public Set<String> formats() {
    return Set.of("hoard");
  }

  @Override
  public PartReader open(String name, ObjectReader part, String format) {
    return new HoardingPart(name);
  }

  private static final class HoardingPart implements PartReader {
    private final String name;
    private final List<ArrowBuf> taken = new ArrayList<>();

    HoardingPart(String name) {
      this.name = name;
    }

    @Override
    public List<PartColumn> columns() {
      return List.of();
    }

    @Override
    public void project(List<ColumnRead> columns, BufferAllocator allocator) {
      do {
        taken.add(allocator.buffer(64 * 1024));
      } while (name.equals("endless"));
    }

    @Override
    public Batch next() {
      return null;
    }

    @Override
    public PartReport report() {
      return new PartReport(0, Map.of(), List.of());
    }

    @Override
    public void close() {
      if (!name.equals("leak")) {
        taken.forEach(ArrowBuf::close);
      }
    }
  }
}
