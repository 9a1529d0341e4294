package io.plimsoll.credential.azure;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A signed token of another issuer, of which only the end is read here; its text form never shows it. */
final class Assertion {
  /** The time that token services go by. */
  static final Clock MACHINE = Clock.systemUTC();

  private static final long TOO_LARGE = 64L * 1024;

  private final String text;
  private final String credential;
  private final String source;
  private final @Nullable Instant expiresAt;

  private Assertion(String text, String credential, String source, @Nullable Instant expiresAt) {
    this.text = text;
    this.credential = credential;
    this.source = source;
    this.expiresAt = expiresAt;
  }

  /**
   * An assertion.
   *
   * @param source where it comes from, for messages
   */
  static Assertion of(String text, String credential, String source) {
    Object end = claims(text, credential, source).get("exp");
    return new Assertion(
        text, credential, source, end instanceof Number number ? Instant.ofEpochSecond(number.longValue()) : null);
  }

  /** The assertion in a file as it is now: whoever issues it replaces it. */
  static Assertion read(Path file, String credential) {
    try {
      if (Files.size(file) > TOO_LARGE) {
        throw unusable(credential, file.toString(), "it is larger than a token");
      }
      return of(Files.readString(file).strip(), credential, file.toString());
    } catch (NoSuchFileException e) {
      throw unusable(credential, file.toString(), "there is no such file");
    } catch (IOException e) {
      throw unusable(credential, file.toString(), "it cannot be read");
    }
  }

  String text() {
    return text;
  }

  @Nullable Instant expiresAt() {
    return expiresAt;
  }

  void requireValid(Instant now) {
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw unusable(credential, source, "it ended at " + expiresAt);
    }
  }

  /** The claims of a signed token, unchecked. */
  static Map<String, Object> claims(String token, String credential, String source) {
    String[] parts = token.split("\\.");
    if (parts.length == 3) {
      try (JsonReader reader =
          JsonProviders.createReader(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))) {
        Map<String, Object> claims = reader.readMap(JsonReader::readUntyped);
        if (claims != null) {
          return claims;
        }
      } catch (IOException | IllegalArgumentException | IllegalStateException e) {
        // Said below, without a word of the token.
      }
    }
    throw unusable(credential, source, "it is not a signed token (JWT)");
  }

  private static PlimsollException unusable(String credential, String source, String why) {
    return new PlimsollException(
        ErrorCode.ACCESS_DENIED,
        "The credential " + credential + " has no assertion: " + source + " cannot be used: " + why + ".",
        credential.equals(WorkloadIdentityProvider.NAME)
            ? "Check that the pod has the label azure.workload.identity/use: \"true\" and its service account the client id, or name"
                + " the file with --set token-file=PATH."
            : "Check whoever issues it; a sealed one is replaced with: plimsoll credential ORG CONNECTION rotate --secret-from …");
  }

  @Override
  public String toString() {
    return "Assertion[" + source + "]";
  }
}
