package io.plimsoll.host.collect;

import io.plimsoll.api.collect.Connection;
import io.plimsoll.host.export.PeriodPlan;
import io.plimsoll.host.export.Slice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Says whether what would be read now is what was read before. */
final class Fingerprints {
  private Fingerprints() {}

  /** Of a whole period: every run, its parts and its days. */
  static String ofPlan(Connection connection, PeriodPlan plan) {
    StringBuilder text = new StringBuilder();
    for (Slice slice : plan.slices()) {
      text.append(ofSlice(connection, slice)).append(' ').append(slice.days()).append('\n');
    }
    return digest(text.toString());
  }

  /** Of a run whatever its days: with the same fingerprint, a day of it has the same rows and the same sums. */
  static String ofSlice(Connection connection, Slice slice) {
    StringBuilder text = new StringBuilder("rollup " + StandardRollup.VERSION + '\n');
    text.append(connection.settings().getOrDefault("focus.version", "")).append('\n');
    text.append(slice.runId()).append(' ').append(slice.dataVersion()).append(' ').append(slice.billingPeriodOnly()).append('\n');
    slice
        .parts()
        .forEach(
            p -> text.append(p.object().path()).append(' ').append(p.object().size()).append(' ').append(p.object().etag()).append('\n'));
    return digest(text.toString());
  }

  private static String digest(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
