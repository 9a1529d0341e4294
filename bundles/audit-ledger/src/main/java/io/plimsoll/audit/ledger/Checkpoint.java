package io.plimsoll.audit.ledger;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * How far a chain goes, as its key vouches for it.
 *
 * <p>A sealed one is cheap enough to be made for each write, but takes the secret key to check. A signed one
 * takes a millisecond and anybody with the public key can check it.
 *
 * @param sequence of the last entry; 0 before the first
 * @param hash of the last entry
 * @param length of the ledger in bytes
 * @param time of the last event
 */
record Checkpoint(String scope, long sequence, String hash, long length, Instant time) {
  /** Bytes of a checkpoint in its file, blanks and a line break at the end included. */
  static final int SIZE = 512;

  private static final String SEAL = ",\"seal\":";
  private static final String SIGNATURE = ",\"signature\":";

  /** The checkpoint of a chain without entries. */
  static Checkpoint start(String scope) {
    return new Checkpoint(scope, 0, EntryLine.NONE_BEFORE, 0, Instant.EPOCH);
  }

  byte[] sealed(Sealer sealer) {
    return line(SEAL, sealer.seal(message()));
  }

  byte[] signed(ScopeKey key) {
    return line(SIGNATURE, Base64.getEncoder().encodeToString(key.sign(message().getBytes(StandardCharsets.UTF_8))));
  }

  /** Reads a checkpoint; empty when it is not one of this scope that this key vouches for. */
  static Optional<Checkpoint> read(byte[] bytes, String scope, ScopeKey key, Sealer sealer) {
    try {
      StrictJson json = new StrictJson(new String(bytes, StandardCharsets.UTF_8).stripTrailing());
      json.expect("{\"scope\":");
      String name = json.quoted();
      json.expect(",\"sequence\":");
      long sequence = json.number();
      json.expect(",\"hash\":");
      String hash = json.quoted();
      json.expect(",\"length\":");
      long length = json.number();
      json.expect(",\"time\":");
      Checkpoint found = new Checkpoint(name, sequence, hash, length, Instant.parse(json.quoted()));
      boolean vouched;
      if (json.take(SEAL)) {
        vouched = sealer.seal(found.message()).equals(json.quoted());
      } else {
        json.expect(SIGNATURE);
        byte[] signature = Base64.getDecoder().decode(json.quoted());
        vouched = key.signed(found.message().getBytes(StandardCharsets.UTF_8), signature);
      }
      json.expect("}");
      json.end();
      return vouched && name.equals(scope) ? Optional.of(found) : Optional.empty();
    } catch (MalformedLineException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private byte[] line(String proofName, String proof) {
    byte[] line = (content() + proofName + '"' + proof + "\"}").getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(line, SIZE);
    Arrays.fill(padded, line.length, SIZE - 1, (byte) ' ');
    padded[SIZE - 1] = '\n';
    return padded;
  }

  private String content() {
    StringBuilder out = new StringBuilder("{\"scope\":");
    StrictJson.quote(out, scope);
    out.append(",\"sequence\":").append(sequence).append(",\"hash\":");
    StrictJson.quote(out, hash);
    out.append(",\"length\":").append(length).append(",\"time\":");
    StrictJson.quote(out, time.toString());
    return out.toString();
  }

  private String message() {
    return "plimsoll-audit-checkpoint/1\n" + content();
  }
}
