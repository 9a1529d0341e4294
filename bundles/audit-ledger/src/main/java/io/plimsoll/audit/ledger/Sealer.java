package io.plimsoll.audit.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the hashes and seals of one scope. Everybody can compute a hash; a seal needs the scope's key.
 * Belongs to one thread at a time.
 */
final class Sealer {
  private static final HexFormat HEX = HexFormat.of();

  private final MessageDigest sha256;
  private final Mac mac;
  private final byte[] preamble;

  Sealer(String scope, SecretKey sealKey) {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
      mac = Mac.getInstance("HmacSHA256");
      mac.init(sealKey);
    } catch (InvalidKeyException e) {
      throw new IllegalArgumentException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256 and its HMAC", e);
    }
    preamble = ("plimsoll-audit/1\n" + scope + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Makes hashes for who does not have the key; its seals are worthless. */
  static Sealer hashesOnly(String scope) {
    return new Sealer(scope, new SecretKeySpec(new byte[32], "HmacSHA256"));
  }

  /** The hash of the first bytes of a line. */
  String hash(byte[] line, int length) {
    sha256.update(preamble);
    sha256.update(line, 0, length);
    return HEX.formatHex(sha256.digest());
  }

  /** The seal of a hash. */
  String seal(String hash) {
    return HEX.formatHex(mac.doFinal(hash.getBytes(StandardCharsets.US_ASCII)));
  }
}
