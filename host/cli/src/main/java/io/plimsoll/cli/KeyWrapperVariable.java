package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import java.util.HashMap;
import java.util.Map;

/** What wraps data keys, as {@code PLIMSOLL_KEY_WRAPPER} says: a plug-in's name and its settings, with spaces between. */
final class KeyWrapperVariable {
  private KeyWrapperVariable() {}

  static void read(String text, Plimsoll.Builder builder) {
    String[] words = text.strip().split("\\s+");
    Map<String, String> settings = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals < 1) {
        throw new PlimsollException(
            ErrorCode.INVALID_REQUEST, "PLIMSOLL_KEY_WRAPPER names no setting with '" + words[i] + "'.",
            "Write it as: azure-key-vault key=https://VAULT.vault.azure.net/keys/NAME.");
      }
      settings.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    builder.keyWrapper(words[0], settings);
  }
}
