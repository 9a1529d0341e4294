package io.plimsoll.audit.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What is signed of a chain: how far it goes.
 *
 * @param sequence of the last entry; 0 before the first
 * @param hash of the last entry
 * @param length of the ledger in bytes
 * @param time of the last event
 */
record Checkpoint(String scope, long sequence, String hash, long length, Instant time) {
  /** Bytes of a checkpoint in its file, blanks and a line break at the end included. */
  static final int SIZE = 512;

  /** The checkpoint of a chain without entries. */
  static Checkpoint start(String scope) {
    return new Checkpoint(scope, 0, EntryLine.NONE_BEFORE, 0, Instant.EPOCH);
  }

  byte[] signed(ScopeKey key) {
    String content = content();
    String signature = Base64.getEncoder().encodeToString(key.sign(message(content)));
    byte[] line = (content + ",\"signature\":\"" + signature + "\"}").getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(line, SIZE);
    Arrays.fill(padded, line.length, SIZE - 1, (byte) ' ');
    padded[SIZE - 1] = '\n';
    return padded;
  }

  /** Reads a checkpoint; empty when it is not one of this scope that this key signed. */
  static Optional<Checkpoint> read(byte[] bytes, String scope, ScopeKey key) {
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
      Instant time = Instant.parse(json.quoted());
      json.expect(",\"signature\":");
      byte[] signature = Base64.getDecoder().decode(json.quoted());
      json.expect("}");
      json.end();
      Checkpoint found = new Checkpoint(name, sequence, hash, length, time);
      return name.equals(scope) && key.signed(message(found.content()), signature)
          ? Optional.of(found)
          : Optional.empty();
    } catch (MalformedLineException | RuntimeException e) {
      return Optional.empty();
    }
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

  private static byte[] message(String content) {
    return ("plimsoll-audit-checkpoint/1\n" + content).getBytes(StandardCharsets.UTF_8);
  }
}
