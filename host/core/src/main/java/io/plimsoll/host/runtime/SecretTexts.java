package io.plimsoll.host.runtime;

import io.plimsoll.api.PlimsollException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Takes the secrets that a plug-in was given out of what it throws. Thread-safe. */
final class SecretTexts {
  /** Shorter ones stand in many a text by chance. */
  private static final int SHORTEST = 4;

  private static final int DEEPEST = 20;

  private final Set<String> secrets = ConcurrentHashMap.newKeySet();

  /** Remembers secrets that the plug-in now knows. */
  void add(Collection<String> known) {
    known.stream().filter(s -> s.length() >= SHORTEST).forEach(secrets::add);
  }

  /** The same throwable when no secret stands in it, otherwise another one that says the same without it. */
  Throwable without(Throwable thrown) {
    if (secrets.isEmpty() || !betrays(thrown, 0)) {
      return thrown;
    }
    String message = thrown.getMessage() == null ? "" : cleared(thrown.getMessage());
    RuntimeException clear =
        thrown instanceof PlimsollException said
            ? new PlimsollException(said.code(), message, cleared(said.advice()))
            : new ClearedFailure(thrown.getClass().getSimpleName(), message);
    clear.setStackTrace(thrown.getStackTrace());
    return clear;
  }

  private boolean betrays(@Nullable Throwable thrown, int depth) {
    if (thrown == null || depth > DEEPEST) {
      return false;
    }
    String text = thrown + (thrown instanceof PlimsollException said ? said.advice() : "");
    if (secrets.stream().anyMatch(text::contains) || betrays(thrown.getCause(), depth + 1)) {
      return true;
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      if (betrays(suppressed, depth + 1)) {
        return true;
      }
    }
    return false;
  }

  private String cleared(String text) {
    String clear = text;
    for (String secret : secrets) {
      clear = clear.replace(secret, "***");
    }
    return clear;
  }

  /** Stands for what a plug-in threw. */
  static final class ClearedFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String type;

    ClearedFailure(String type, String message) {
      super(message);
      this.type = type;
    }

    /** The simple name of what was thrown. */
    String type() {
      return type;
    }
  }
}
