package io.plimsoll.audit.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a file as bytes, with where each ends. */
final class Lines implements Closeable {
  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int from;
  private int filled;
  private long end;
  private boolean complete;

  private Lines(InputStream in) {
    this.in = in;
  }

  /** Opens the file; one that is not there has no lines. */
  static Lines of(Path file) throws IOException {
    try {
      return new Lines(Files.newInputStream(file));
    } catch (NoSuchFileException e) {
      return new Lines(InputStream.nullInputStream());
    }
  }

  /** Lines of bytes at hand. */
  static Lines of(byte[] bytes) {
    return new Lines(new java.io.ByteArrayInputStream(bytes));
  }

  /** The next line without its line break, or null behind the last. */
  byte @Nullable [] next() throws IOException {
    int looked = from;
    while (true) {
      for (int i = looked; i < filled; i++) {
        if (buffer[i] == '\n') {
          byte[] line = Arrays.copyOfRange(buffer, from, i);
          complete = true;
          end += i + 1 - from;
          from = i + 1;
          return line;
        }
      }
      looked = filled - from;
      if (!fill()) {
        return rest();
      }
    }
  }

  /** Whether the line last answered had a line break behind it. */
  boolean isComplete() {
    return complete;
  }

  /** Where the line last answered ends, its line break included. */
  long end() {
    return end;
  }

  private byte @Nullable [] rest() {
    if (from == filled) {
      return null;
    }
    byte[] line = Arrays.copyOfRange(buffer, from, filled);
    complete = false;
    end += line.length;
    from = filled;
    return line;
  }

  private boolean fill() throws IOException {
    System.arraycopy(buffer, from, buffer, 0, filled - from);
    filled -= from;
    from = 0;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      return false;
    }
    filled += read;
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
