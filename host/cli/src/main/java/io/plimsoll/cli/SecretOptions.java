package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a secret comes from and when it ends; the secret itself stands in no command line. */
final class SecretOptions {
  private static final int MOST_BYTES = 64 * 1024;

  @Option(
      names = "--secret-from",
      paramLabel = "env:NAME|file:PATH|-",
      description = "Where to read the secret: a variable, a file, or standard input. It is sealed at rest.")
  private @Nullable String source;

  @Option(names = "--expires", paramLabel = "DATE", description = "The day on which the secret ends; warned of 30, 14 and 3 days ahead.")
  private @Nullable LocalDate expires;

  boolean isGiven() {
    return source != null;
  }

  /** The beginning of the day on which it ends; {@code null} when none was given. */
  @Nullable Instant expiresAt() {
    return expires == null ? null : expires.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  void requireNoEnd() {
    if (expires != null) {
      throw usage("--expires says when a secret ends, and none was given.", "Add --secret-from env:NAME, file:PATH or -.");
    }
  }

  /** The secret; the caller closes it. */
  Secret read(Surroundings surroundings) {
    return read(String.valueOf(source), surroundings);
  }

  /** The secret from {@code env:NAME}, {@code file:PATH} or {@code -}; the caller closes it. */
  static Secret read(String from, Surroundings surroundings) {
    if (from.startsWith("env:")) {
      String value = surroundings.environment().get(from.substring(4));
      if (value == null || value.isBlank()) {
        throw usage("--secret-from: there is no variable " + from.substring(4) + ".", "Set it for this command, or use file:PATH or -.");
      }
      return secret(value.toCharArray(), from);
    }
    if (from.startsWith("file:")) {
      return fromFile(Path.of(from.substring(5)), from);
    }
    if (from.equals("-")) {
      try {
        return decoded(surroundings.in().readNBytes(MOST_BYTES + 1), "standard input");
      } catch (IOException e) {
        throw usage("--secret-from: standard input cannot be read.", "Use env:NAME or file:PATH.");
      }
    }
    // What was given may be the secret itself, so it is not repeated.
    throw usage(
        "--secret-from takes env:NAME, file:PATH or -, not a secret.",
        "Put the secret into a variable or file; when it was typed here, replace it: others may have seen it.");
  }

  private static Secret fromFile(Path file, String from) {
    try (InputStream in = Files.newInputStream(file)) {
      return decoded(in.readNBytes(MOST_BYTES + 1), from);
    } catch (NoSuchFileException e) {
      throw usage("--secret-from: there is no file " + file + ".", "Check the path.");
    } catch (IOException e) {
      throw usage("--secret-from: " + file + " cannot be read.", "Check that it is a file and yours to read.");
    }
  }

  private static Secret decoded(byte[] bytes, String from) {
    try {
      if (bytes.length > MOST_BYTES) {
        throw usage("--secret-from: " + from + " holds more than 64 KiB.", "Name what holds the secret alone.");
      }
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      char[] characters = Arrays.copyOf(text.array(), text.limit());
      Arrays.fill(text.array(), '\0');
      return secret(characters, from);
    } catch (CharacterCodingException e) {
      throw usage(
          "--secret-from: " + from + " is not text.",
          "For a PKCS 12 file name it with --set certificate=PATH and give its password here.");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Without the line end that editors and echo leave behind it. */
  private static Secret secret(char[] text, String from) {
    int end = text.length;
    while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
      end--;
    }
    char[] own = Arrays.copyOf(text, end);
    Arrays.fill(text, '\0');
    if (new String(own).isBlank()) {
      throw usage("--secret-from: " + from + " is empty.", "Put the secret there first.");
    }
    return Secret.of(own);
  }

  private static PlimsollException usage(String message, String advice) {
    return new PlimsollException(ErrorCode.INVALID_REQUEST, message, advice);
  }
}
