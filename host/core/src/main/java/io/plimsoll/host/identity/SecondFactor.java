package io.plimsoll.host.identity;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.SecondFactorSetup;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The second factor of persons: its secret is sealed, a code counts once, and so does a recovery code. */
final class SecondFactor {
  private static final int RECOVERY_CODES = 10;

  /** Five bits each: 120, so that SHA-256 is enough to keep them (ASVS 6.5.2). */
  private static final int RECOVERY_LETTERS = 24;

  /** Codes that were made before are this long; those of an app are shorter. */
  private static final int SHORTEST_RECOVERY = 16;

  private final Identity identity;

  SecondFactor(Identity identity) {
    this.identity = identity;
  }

  /** Whether a code, or a recovery code, is right and was not used before; uses it. */
  boolean use(Account account, String code) {
    String plain = plain(code);
    String sealed = account.totp();
    if (sealed == null) {
      return false;
    }
    if (plain.length() >= SHORTEST_RECOVERY) {
      return identity.people.useRecoveryCode(account.id(), Tokens.hash(plain));
    }
    OptionalLong step =
        Totp.step(identity.secrets.unseal(name(account), sealed), plain, identity.clock.instant(), account.step());
    return step.isPresent() && identity.people.useStep(account.id(), step.getAsLong());
  }

  SecondFactorSetup setUp(Account account) {
    String secret = Totp.newSecret();
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < RECOVERY_CODES; i++) {
      codes.add(Tokens.random(RECOVERY_LETTERS));
    }
    identity.people.pendingFactor(
        account.id(), identity.secrets.seal(name(account), secret), codes.stream().map(Tokens::hash).toList());
    String label = URLEncoder.encode("Plimsoll:" + account.person().email(), StandardCharsets.UTF_8).replace("+", "%20");
    return new SecondFactorSetup(
        secret,
        "otpauth://totp/" + label + "?secret=" + secret + "&issuer=Plimsoll",
        codes.stream().map(SecondFactor::inGroups).toList());
  }

  void confirm(Account account, String code) {
    @Nullable String pending = account.pending();
    if (pending == null) {
      throw new PlimsollException(
          ErrorCode.REFUSED, "There is no second factor to confirm.", "Begin to set one up first.");
    }
    OptionalLong step =
        Totp.step(identity.secrets.unseal(name(account), pending), plain(code), identity.clock.instant(), 0);
    if (step.isEmpty()) {
      throw new PlimsollException(
          ErrorCode.NOT_ALLOWED, "That is not the code of this moment.",
          "Check that the clock of the phone is right, and give the code it shows now.");
    }
    identity.people.confirmFactor(account.id(), step.getAsLong());
  }

  private static String name(Account account) {
    return name(account.id());
  }

  /** What the secret of a person is sealed as. */
  static String name(String id) {
    return "second-factor/" + id;
  }

  private static String inGroups(String code) {
    return code.replaceAll(".{4}(?!$)", "$0-");
  }

  private static String plain(String code) {
    return code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
  }
}
