package io.plimsoll.audit.ledger;

import io.plimsoll.api.audit.AuditScope;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The end of a chain, where the next entry goes.
 *
 * @param length of the ledger up to there
 */
record Head(long sequence, String hash, long length) {
  private static final int FIRST_LOOK = 4096;

  /**
   * Finds the end of a ledger, starting from its last checkpoint.
   *
   * <p>What stands behind the checkpoint was never acknowledged: the process was killed between writing
   * entries and signing for them. Whole entries with the right seal are kept, a torn line is not.
   *
   * @throws TamperedException when something stands there that this scope's key did not seal
   */
  static Head find(RandomAccessFile ledger, Checkpoint last, Sealer sealer)
      throws IOException, TamperedException {
    if (ledger.length() < last.length()) {
      throw new TamperedException(
          "the checkpoint of " + last.time() + " names entry " + last.sequence() + " at byte " + last.length()
              + ", but the file ends at byte " + ledger.length());
    }
    if (last.sequence() > 0) {
      requireLastEntry(ledger, last, sealer);
    }
    Head head = new Head(last.sequence(), last.hash(), last.length());
    byte[] behind = new byte[Math.toIntExact(ledger.length() - last.length())];
    ledger.seek(last.length());
    ledger.readFully(behind);
    try (Lines lines = Lines.of(behind)) {
      for (byte[] line = lines.next(); line != null && lines.isComplete(); line = lines.next()) {
        head = head.next(line, sealer);
      }
    }
    return head;
  }

  private static void requireLastEntry(RandomAccessFile ledger, Checkpoint last, Sealer sealer)
      throws IOException, TamperedException {
    byte @Nullable [] line = lineBefore(ledger, last.length());
    try {
      EntryLine entry = line == null ? null : EntryLine.parse(line);
      if (entry != null
          && entry.sequence() == last.sequence()
          && entry.hash().equals(last.hash())
          && entry.hashFits(sealer)) {
        return;
      }
    } catch (MalformedLineException e) {
      // Said below: whatever stands there is not the entry.
    }
    throw new TamperedException(
        "entry " + last.sequence() + " is not the one that the checkpoint of " + last.time() + " names");
  }

  private Head next(byte[] line, Sealer sealer) throws TamperedException {
    try {
      EntryLine entry = EntryLine.parse(line);
      if (entry.sequence() == sequence + 1
          && entry.previous().equals(hash)
          && entry.hashFits(sealer)
          && sealer.seal(entry.hash()).equals(entry.seal())) {
        return new Head(entry.sequence(), entry.hash(), length + line.length + 1);
      }
    } catch (MalformedLineException e) {
      // Said below: a line that this scope did not write.
    }
    throw new TamperedException("behind entry " + sequence + " stands a line that was not written by this host");
  }

  /** What vouches for this end. */
  Checkpoint checkpoint(AuditScope scope, Instant time) {
    return new Checkpoint(scope.name(), sequence, hash, length, time);
  }

  /** The head with one more entry. */
  Head with(EntryLine entry) {
    return new Head(entry.sequence(), entry.hash(), length + entry.bytes().length + 1);
  }

  /** The line that ends with a line break right before a position, or null when there is none. */
  private static byte @Nullable [] lineBefore(RandomAccessFile ledger, long end) throws IOException {
    for (long look = Math.min(FIRST_LOOK, end); ; look = Math.min(look * 8, end)) {
      byte[] bytes = new byte[Math.toIntExact(look)];
      ledger.seek(end - look);
      ledger.readFully(bytes);
      if (bytes[bytes.length - 1] != '\n') {
        return null;
      }
      int start = bytes.length - 1;
      while (start > 0 && bytes[start - 1] != '\n') {
        start--;
      }
      if (start > 0 || look == end) {
        return Arrays.copyOfRange(bytes, start, bytes.length - 1);
      }
    }
  }
}
