package io.plimsoll.host.identity;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jspecify.annotations.Nullable;

/**
 * Turns passwords into what may be kept: BCrypt over an HMAC with a key of the host, because BCrypt alone looks at 72
 * bytes, and a table of hashes without the key is worth nothing. Few at a time, for each takes a processor a third of a
 * second. Thread-safe.
 */
final class PasswordHasher {
  private static final String VERSION = "2b";
  private static final int SALT = 16;
  private static final long PATIENCE_SECONDS = 10;

  private final Supplier<byte[]> pepper;
  private final int cost;
  private final Semaphore slots = new Semaphore(2, true);
  private final String nobody;

  /**
   * @param pepper the key of the HMAC; asked for when it is needed
   * @param cost of BCrypt, its rounds as a power of two
   */
  PasswordHasher(Supplier<byte[]> pepper, int cost) {
    this.pepper = pepper;
    this.cost = cost;
    // A well-formed hash that nothing matches, so that an address nobody has takes as long as any other.
    this.nobody = "$" + VERSION + "$" + (cost < 10 ? "0" : "") + cost + "$" + ".".repeat(53);
  }

  /** The hash to keep. */
  String hash(String password) {
    return oneOfFew(() -> OpenBSDBCrypt.generate(VERSION, prehashed(password), Tokens.bytes(SALT), cost));
  }

  /**
   * Whether a password is the one that was hashed; takes as long when nothing was.
   *
   * @param hash as {@link #hash} made it; {@code null} when there is none
   */
  boolean matches(String password, @Nullable String hash) {
    return oneOfFew(() -> OpenBSDBCrypt.checkPassword(hash == null ? nobody : hash, prehashed(password))) && hash != null;
  }

  /** 44 letters, below what BCrypt looks at. */
  private char[] prehashed(String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(pepper.get(), "HmacSHA256"));
      byte[] digest = mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest).toCharArray();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private <T> T oneOfFew(Supplier<T> work) {
    boolean taken = false;
    try {
      taken = slots.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!taken) {
        throw new PlimsollException(
            ErrorCode.TOO_MANY_REQUESTS, "Too many people sign in at this moment.", "Try again in a minute.");
      }
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlimsollException(ErrorCode.CANCELLED, "The sign-in was cancelled.", "Try again.", e);
    } finally {
      if (taken) {
        slots.release();
      }
    }
  }
}
