package io.plimsoll.audit.ledger;

import io.plimsoll.api.audit.AuditScope;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The last checkpoints of a scope in one file: two places for sealed ones and two for signed ones, each pair
 * written in turn, so that a power cut in the middle of one leaves the other.
 *
 * @param content the file as it was read
 * @param valid the checkpoint of each place that holds one the key vouches for
 */
record CheckpointFile(byte[] content, List<Optional<Checkpoint>> valid) {
  private static final int SEALED = 0;
  private static final int SIGNED = 2;
  private static final int PLACES = 4;

  /** Reads the file; empty when it is not there. */
  static Optional<CheckpointFile> read(AuditScope scope, ScopeKey key) throws IOException {
    Sealer sealer = key.sealer();
    return content(scope).map(bytes -> new CheckpointFile(
        bytes,
        IntStream.range(0, PLACES)
            .mapToObj(i -> Checkpoint.read(place(bytes, i), scope.name(), key, sealer))
            .toList()));
  }

  /** The bytes of the file; empty when it is not there. */
  static Optional<byte[]> content(AuditScope scope) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(ScopeFiles.checkpoint(scope)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Whether there were entries, as far as can be told without the key: the first one fills the second place. */
  static boolean tellsOfEntries(AuditScope scope) throws IOException {
    return content(scope).filter(bytes -> bytes.length > Checkpoint.SIZE).isPresent();
  }

  /** Makes the file of a scope without entries. */
  static void make(AuditScope scope, ScopeKey key) throws IOException {
    ScopeFiles.makeFile(ScopeFiles.checkpoint(scope), Checkpoint.start(scope.name()).sealed(key.sealer()));
  }

  /** The one that goes furthest. */
  Optional<Checkpoint> last() {
    return valid.stream().flatMap(Optional::stream).max(Comparator.comparingLong(Checkpoint::sequence));
  }

  /** How far the last signed one goes. */
  long signedUpTo() {
    return valid.subList(SIGNED, PLACES).stream().flatMap(Optional::stream)
        .mapToLong(Checkpoint::sequence).max().orElse(0);
  }

  /** Whether a place holds something that the key does not vouch for, or nothing where there must be something. */
  boolean hasForged() {
    return IntStream.range(0, PLACES).anyMatch(i -> valid.get(i).isEmpty() && (i < SIGNED ? !isUnused(i) : !isBlank(i)));
  }

  /** Writes a sealed checkpoint, never over the last one; answers the file as it is then. */
  CheckpointFile writeSealed(AuditScope scope, Checkpoint checkpoint, Sealer sealer) throws IOException {
    return write(scope, SEALED, checkpoint, checkpoint.sealed(sealer));
  }

  /** Writes a signed checkpoint, never over the last one; answers the file as it is then. */
  CheckpointFile writeSigned(AuditScope scope, Checkpoint checkpoint, ScopeKey key) throws IOException {
    return write(scope, SIGNED, checkpoint, checkpoint.signed(key));
  }

  private CheckpointFile write(AuditScope scope, int pair, Checkpoint checkpoint, byte[] line) throws IOException {
    int place = sequence(pair) <= sequence(pair + 1) ? pair : pair + 1;
    int from = place * Checkpoint.SIZE;
    // Not through a channel: an interrupted thread closes those in the middle of a write.
    try (RandomAccessFile file = new RandomAccessFile(ScopeFiles.checkpoint(scope).toFile(), "rw")) {
      file.seek(from);
      file.write(line);
    }
    byte[] now = Arrays.copyOf(content, Math.max(content.length, from + Checkpoint.SIZE));
    System.arraycopy(line, 0, now, from, Checkpoint.SIZE);
    List<Optional<Checkpoint>> then = new ArrayList<>(valid);
    then.set(place, Optional.of(checkpoint));
    return new CheckpointFile(now, then);
  }

  static void sync(AuditScope scope) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(ScopeFiles.checkpoint(scope).toFile(), "rw")) {
      file.getFD().sync();
    }
  }

  private long sequence(int place) {
    return valid.get(place).map(Checkpoint::sequence).orElse(-1L);
  }

  /** Whether the file was made and nothing was recorded yet. */
  private boolean isUnused(int place) {
    return place == 1 && content.length == Checkpoint.SIZE;
  }

  private boolean isBlank(int place) {
    for (byte b : place(content, place)) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] place(byte[] content, int index) {
    int from = Math.min(index * Checkpoint.SIZE, content.length);
    return Arrays.copyOfRange(content, from, Math.min(from + Checkpoint.SIZE, content.length));
  }
}
