package io.plimsoll.host.action;

import io.plimsoll.api.action.ActionPlan;
import io.plimsoll.api.action.ActionStep;
import io.plimsoll.host.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What an approval binds to. */
final class Digests {
  private Digests() {}

  /** Of the requests of a plan, every character of them, and of whose place they go to. */
  static String of(String connection, String kind, ActionPlan plan) {
    return sha256(Json.write(List.of(connection, kind, plan.steps())));
  }

  /** Of the body of one request, for the audit chain, which does not repeat it. */
  static String ofBody(ActionStep step) {
    return sha256(step.body());
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
