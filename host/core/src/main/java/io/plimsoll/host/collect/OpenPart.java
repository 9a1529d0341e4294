package io.plimsoll.host.collect;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.ColumnRead;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartReader;
import io.plimsoll.api.export.PartReport;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.host.export.Locations;
import io.plimsoll.host.focus.ColumnBinding;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** A part of an export opened for reading, with its columns bound to the model. */
public final class OpenPart implements AutoCloseable {
  private final ObjectReader bytes;
  private final PartReader reader;
  private final ColumnBinding binding;

  private OpenPart(ObjectReader bytes, PartReader reader) {
    this.bytes = bytes;
    this.reader = reader;
    this.binding = ColumnBinding.of(reader.columns());
  }

  /** Opens a part and reads its header. */
  public static OpenPart open(Locations locations, ExportLocation location, StoredObject object, String format) {
    ObjectReader bytes = location.open(object);
    try {
      return new OpenPart(bytes, locations.reader(object.path(), format).open(object.path(), bytes, format));
    } catch (RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /** Its columns. */
  public ColumnBinding binding() {
    return binding;
  }

  /**
   * Says which columns of the model to read.
   *
   * @return those the part does not have
   */
  public List<String> project(List<String> model, BufferAllocator allocator) {
    return project(model, allocator, null);
  }

  /**
   * Says which columns of the model to read.
   *
   * @param before a part read before whose dictionaries are gone on with, if any
   * @return those the part does not have
   */
  List<String> project(List<String> model, BufferAllocator allocator, @Nullable OpenPart before) {
    List<ColumnRead> reads = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    for (String name : model) {
      binding.read(name).ifPresentOrElse(reads::add, () -> absent.add(name));
    }
    if (reads.isEmpty() && !model.isEmpty()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "The export has none of the columns " + String.join(", ", model) + ".",
          "See its columns with: plimsoll receipt ORG PERIOD.");
    }
    if (before == null) {
      reader.project(reads, allocator);
    } else {
      reader.project(reads, allocator, before.reader);
    }
    return absent;
  }

  /** The next batch, or {@code null} at the end. */
  public @Nullable Batch next() {
    return reader.next();
  }

  /** What the reader met up to now. */
  public PartReport report() {
    return reader.report();
  }

  @Override
  public void close() {
    try {
      reader.close();
    } finally {
      bytes.close();
    }
  }
}
