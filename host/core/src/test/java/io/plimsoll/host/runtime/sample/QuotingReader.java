package io.plimsoll.host.runtime.sample;

import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.PartReader;
import java.io.IOException;
import java.util.Set;

/** A faulty reader whose exceptions quote what it read, as parsers like to do. */
public final class QuotingReader implements ExportReader, AutoCloseable {
  private static final String ROW = "sub-of-Contoso,17.35,canary-4711";

  @Override
  public Set<String> formats() {
    return Set.of("quoting");
  }

  @Override
  public PartReader open(String name, ObjectReader part, String format) {
    throw failure();
  }

  @Override
  public void close() {
    throw failure();
  }

  private static RuntimeException failure() {
    IllegalStateException failure =
        new IllegalStateException("cannot read '" + ROW + "'", new IOException("ends in '" + ROW + "'"));
    failure.addSuppressed(new IllegalArgumentException(ROW));
    return failure;
  }
}
