package io.plimsoll.host.runtime;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.plugin.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads secrets where their references say: {@code env:NAME} in an environment, {@code file:PATH} on this machine.
 *
 * @param environment the value of a variable, or {@code null}
 */
public record SecretFiles(Function<String, @Nullable String> environment) implements SecretSource {
  private static final long MOST_BYTES = 64 * 1024;

  @Override
  public String secret(String reference) {
    String where = reference.substring(reference.indexOf(':') + 1);
    return reference.startsWith("env:") ? ofEnvironment(where) : ofFile(where);
  }

  private String ofEnvironment(String name) {
    String value = environment.apply(name);
    if (value == null) {
      throw missing("an environment variable that the host does not have", null);
    }
    return value;
  }

  private static String ofFile(String name) {
    try {
      Path file = Path.of(name);
      if (!file.isAbsolute()) {
        throw missing("which is no absolute path", null);
      }
      if (Files.size(file) > MOST_BYTES) {
        throw missing("a file of more than 64 KiB", null);
      }
      return Files.readString(file).strip();
    } catch (IOException | InvalidPathException e) {
      throw missing("a file that the host cannot read", e);
    }
  }

  private static PlimsollException missing(String why, @Nullable Exception cause) {
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST, why, "Put the secret where the reference points, or change the reference.", cause);
  }
}
