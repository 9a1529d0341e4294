package io.plimsoll.audit.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import org.jspecify.annotations.Nullable;

/**
 * Checks the newest entries of a ledger before a process writes behind them: as many as {@link #WINDOW} bytes hold,
 * some hundred, whatever the length of the chain. Older ones are for the whole check.
 */
final class RecentEntries {
  /** Read and checked in a few milliseconds. */
  static final int WINDOW = 256 << 10;

  private RecentEntries() {}

  /**
   * @throws TamperedException when an entry was changed, taken out, or was not written with the scope's key
   */
  static void require(RandomAccessFile ledger, Head head, Sealer sealer) throws IOException, TamperedException {
    long from = Math.max(0, head.length() - WINDOW);
    byte[] bytes = new byte[Math.toIntExact(head.length() - from)];
    ledger.seek(from);
    ledger.readFully(bytes);
    try (Lines lines = Lines.of(bytes)) {
      if (from > 0) {
        // The window begins somewhere in a line.
        lines.next();
      }
      EntryLine before = null;
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        EntryLine entry = parse(line, before);
        boolean first = before == null && from == 0;
        String expected = first ? EntryLine.NONE_BEFORE : before == null ? entry.previous() : before.hash();
        long sequence = first ? 1 : before == null ? entry.sequence() : before.sequence() + 1;
        if (entry.sequence() != sequence || !entry.previous().equals(expected)) {
          throw new TamperedException("entry " + entry.sequence() + " does not follow the entry before it");
        }
        if (!entry.hashFits(sealer) || !sealer.seal(entry.hash()).equals(entry.seal())) {
          throw new TamperedException("entry " + entry.sequence() + " is not as it was written");
        }
        before = entry;
      }
    }
  }

  private static EntryLine parse(byte[] line, @Nullable EntryLine before)
      throws TamperedException {
    try {
      return EntryLine.parse(line);
    } catch (MalformedLineException e) {
      throw new TamperedException(
          before == null ? "one of its newest entries is not readable" : "entry " + (before.sequence() + 1) + " is not readable");
    }
  }
}
