package io.plimsoll.host.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  private static final String SEED = "12345678901234567890123456789012345678901234567890123456789012345678901234567890";

  /** RFC 6238, appendix B. */
  @ParameterizedTest
  @CsvSource({
    "59, 94287082, 46119246, 90693936",
    "1111111109, 07081804, 68084774, 25091201",
    "1111111111, 14050471, 67062674, 99943326",
    "1234567890, 89005924, 91819424, 93441116",
    "2000000000, 69279037, 90698825, 38618901",
    "20000000000, 65353130, 77737706, 47863826"
  })
  void theVectorsOfTheRfc(long time, String sha1, String sha256, String sha512) {
    assertThat(Totp.code(seed(20), time / 30, 8, "HmacSHA1")).isEqualTo(sha1);
    assertThat(Totp.code(seed(32), time / 30, 8, "HmacSHA256")).isEqualTo(sha256);
    assertThat(Totp.code(seed(64), time / 30, 8, "HmacSHA512")).isEqualTo(sha512);
  }

  @Test
  void aSecretIsReadBackAsItWasWritten() {
    String secret = Totp.newSecret();

    assertThat(secret).hasSize(32).matches("[A-Z2-7]+");
    assertThat(Totp.unbase32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")).isEqualTo(seed(20));
  }

  @Test
  void aCodeCountsOnceAndNoneBeforeItLater() {
    String secret = Totp.newSecret();
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    long step = now.getEpochSecond() / 30;
    String before = code(secret, step - 1);
    String current = code(secret, step);

    assertThat(Totp.step(secret, before, now, 0)).hasValue(step - 1);
    assertThat(Totp.step(secret, current, now, step - 1)).hasValue(step);
    assertThat(Totp.step(secret, current, now, step)).isEmpty();
    assertThat(Totp.step(secret, before, now, step)).isEmpty();
    assertThat(Totp.step(secret, code(secret, step - 2), now, 0)).isEmpty();
  }

  static String code(String secret, long step) {
    return Totp.code(Totp.unbase32(secret), step, 6, "HmacSHA1");
  }

  private static byte[] seed(int bytes) {
    return SEED.substring(0, bytes).getBytes(StandardCharsets.US_ASCII);
  }
}
