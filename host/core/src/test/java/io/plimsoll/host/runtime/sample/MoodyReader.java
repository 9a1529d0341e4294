package io.plimsoll.host.runtime.sample;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartColumn;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.export.PartReport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;

/** A reader that does whatever the name of the part says, good or bad. */
public final class MoodyReader implements ExportReader, AutoCloseable {
  private volatile ObjectReader last;

  @Override
  public Set<String> formats() {
    return Set.of("moody");
  }

  @Override
  public PartReader open(String name, ObjectReader part, String format) {
    last = part;
    switch (name) {
      case "throw" -> throw new IllegalStateException("boom");
      case "user" -> throw new PlimsollException(ErrorCode.INVALID_REQUEST, "No such column.", "Name another.");
      case "limit" -> throw new org.apache.arrow.memory.OutOfMemoryException("allocator is full");
      case "overflow" -> deeper(1);
      case "memory" -> last = new Hoard(new long[Integer.MAX_VALUE]);
      case "heap" -> last = new Hoard(more(Runtime.getRuntime().maxMemory()));
      case "block" -> part.read(0, new byte[1], 0, 1);
      case "spin" -> {
        while (part.size() == 0) {
          Thread.onSpinWait();
        }
      }
      case "where" -> {
        Thread thread = Thread.currentThread();
        boolean own = thread.getContextClassLoader() == getClass().getClassLoader();
        thread.setContextClassLoader(null);
        throw new PlimsollException(
            ErrorCode.INVALID_REQUEST, thread.getName() + " " + thread.isDaemon() + " " + own, "-");
      }
      default -> { }
    }
    return new MoodyPart(name, part);
  }

  @Override
  public void close() {
    if (last != null) {
      last.close();
    }
  }

  /** Asks for so many bytes at once, or piece by piece when no array is that long. */
  private static long[][] more(long bytes) {
    int length = (int) Math.min(bytes / Long.BYTES + 1, Integer.MAX_VALUE - 8);
    long[][] much = new long[(int) (bytes / Long.BYTES / length) + 1][];
    for (int i = 0; i < much.length; i++) {
      much[i] = new long[length];
    }
    return much;
  }

  private static long deeper(long depth) {
    return deeper(depth + 1) + depth;
  }

  private record Hoard(long[]... much) implements ObjectReader {
    @Override
    public long size() {
      return much.length;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
      return 0;
    }

    @Override
    public void close() {}
  }

  /** A part that reads as its name says. */
  public static final class MoodyPart implements PartReader {
    private final String name;
    private final ObjectReader part;

    MoodyPart(String name, ObjectReader part) {
      this.name = name;
      this.part = part;
    }

    @Override
    public List<PartColumn> columns() {
      return List.of();
    }

    @Override
    public void project(List<ColumnRead> columns, BufferAllocator allocator) {}

    @Override
    public Batch next() {
      if (name.equals("spin later")) {
        while (part.size() == 0) {
          Thread.onSpinWait();
        }
      }
      if (name.equals("read later")) {
        part.read(0, new byte[1], 0, 1);
      }
      if (name.equals("throw later")) {
        throw new IllegalStateException("later");
      }
      return null;
    }

    @Override
    public PartReport report() {
      return new PartReport(0, Map.of(), List.of());
    }

    @Override
    public void close() {
      part.close();
    }
  }
}
