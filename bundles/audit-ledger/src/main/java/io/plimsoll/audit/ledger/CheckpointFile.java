package io.plimsoll.audit.ledger;

import io.plimsoll.api.audit.AuditScope;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The last two checkpoints of a scope, in two places of one file written in turn: a power cut in the middle
 * of one leaves the other.
 *
 * @param content the file as it was read
 * @param valid the checkpoint of each place that holds a properly signed one
 */
record CheckpointFile(byte[] content, List<Optional<Checkpoint>> valid) {
  private static final int PLACES = 2;

  /** Reads the file; empty when it is not there. */
  static Optional<CheckpointFile> read(AuditScope scope, ScopeKey key) throws IOException {
    Optional<byte[]> content = content(scope);
    return content.map(bytes -> new CheckpointFile(
        bytes,
        IntStream.range(0, PLACES).mapToObj(i -> Checkpoint.read(place(bytes, i), scope.name(), key)).toList()));
  }

  /** The bytes of the file; empty when it is not there. */
  static Optional<byte[]> content(AuditScope scope) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(ScopeFiles.checkpoint(scope)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Whether there were entries, as far as can be told without the key: the second place is filled by the first. */
  static boolean tellsOfEntries(AuditScope scope) throws IOException {
    return content(scope).filter(bytes -> bytes.length > Checkpoint.SIZE).isPresent();
  }

  /** Makes the file of a scope without entries. */
  static void make(AuditScope scope, ScopeKey key) throws IOException {
    ScopeFiles.makeFile(ScopeFiles.checkpoint(scope), Checkpoint.start(scope.name()).signed(key));
  }

  /** The one that goes furthest. */
  Optional<Checkpoint> last() {
    return valid.stream().flatMap(Optional::stream).max(Comparator.comparingLong(Checkpoint::sequence));
  }

  /** Whether something stands in a place that is no properly signed checkpoint. */
  boolean hasForged() {
    return IntStream.range(0, PLACES).anyMatch(i -> valid.get(i).isEmpty() && place(content, i).length > 0);
  }

  /** The place to write next: never the last checkpoint's. */
  int nextPlace() {
    return last().isPresent() && valid.get(0).equals(last()) ? 1 : 0;
  }

  static void write(AuditScope scope, int place, byte[] checkpoint) throws IOException {
    // Not through a channel: an interrupted thread closes those in the middle of a write.
    try (RandomAccessFile file = new RandomAccessFile(ScopeFiles.checkpoint(scope).toFile(), "rw")) {
      file.seek((long) place * Checkpoint.SIZE);
      file.write(checkpoint);
    }
  }

  static void sync(AuditScope scope) throws IOException {
    Path path = ScopeFiles.checkpoint(scope);
    if (Files.exists(path)) {
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        file.getFD().sync();
      }
    }
  }

  private static byte[] place(byte[] content, int index) {
    int from = Math.min(index * Checkpoint.SIZE, content.length);
    return Arrays.copyOfRange(content, from, Math.min(from + Checkpoint.SIZE, content.length));
  }
}
