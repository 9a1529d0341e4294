package io.plimsoll.host.runtime.sample;

import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartReader;
import java.util.Set;

/** A reader whose constructor fails. */
public final class BrokenReader implements ExportReader {
  /** Fails. */
  public BrokenReader() {
    throw new IllegalStateException("no licence");
  }

  @Override
  public Set<String> formats() {
    return Set.of();
  }

  @Override
  public PartReader open(String name, ObjectReader part, String format) {
    throw new UnsupportedOperationException();
  }
}
