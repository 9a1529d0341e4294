package io.plimsoll.host.runtime.sample;

import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartReader;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Set;

/** A reader that answers null where it may not, and a set that never comes to an end. */
public final class LyingReader implements ExportReader {
  @Override
  public Set<String> formats() {
    return new AbstractSet<>() {
      @Override
      public Iterator<String> iterator() {
        try {
          Thread.sleep(60_000);
        } catch (InterruptedException e) {
          throw new IllegalStateException("interrupted", e);
        }
        return Set.<String>of().iterator();
      }

      @Override
      public int size() {
        return 1;
      }
    };
  }

  @Override
  public PartReader open(String name, ObjectReader part, String format) {
    return null;
  }
}
