package io.plimsoll.host.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.plimsoll.api.PlimsollException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
  private static final byte[] PEPPER = "a key of thirty-two bytes exactly".substring(0, 32).getBytes(StandardCharsets.UTF_8);

  private final PasswordHasher hasher = new PasswordHasher(() -> PEPPER, 4);
  private final PasswordRules rules = new PasswordRules();

  @Test
  void whatComesBehindTheFirst72BytesCounts() {
    String common = "x".repeat(100);
    String hash = hasher.hash(common + "a");

    assertThat(hasher.matches(common + "a", hash)).isTrue();
    assertThat(hasher.matches(common + "b", hash)).isFalse();
  }

  @Test
  void anotherLibraryAgreesOnWhatMatches() throws Exception {
    Random random = new Random(42);
    for (int i = 0; i < 30; i++) {
      String password = random.ints(1 + random.nextInt(40), 32, 0x2000).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(PEPPER, "HmacSHA256"));
      byte[] prehashed = Base64.getEncoder().encode(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));

      assertThat(BCrypt.verifyer().verify(prehashed, hasher.hash(password).getBytes(StandardCharsets.US_ASCII)).verified).isTrue();
      assertThat(hasher.matches(password, BCrypt.with(BCrypt.Version.VERSION_2B).hashToString(4, new String(prehashed, StandardCharsets.US_ASCII).toCharArray()))).isTrue();
    }
  }

  @Test
  void nothingMatchesWhereNothingWasHashed() {
    assertThat(hasher.matches("", null)).isFalse();
    assertThat(hasher.matches("seven quiet herons wade", null)).isFalse();
  }

  @Test
  void theHashIsWorthNothingUnderAnotherKey() {
    PasswordHasher other = new PasswordHasher(() -> new byte[32], 4);

    assertThat(other.matches("seven quiet herons wade", hasher.hash("seven quiet herons wade"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"seven quiet herons wade", "Zx7!pq-Rw2_kVn", "räksmörgås på måndag vid ån"})
  void goodOnesOfAnyMakeUpAreTaken(String password) {
    assertThat(rules.problems(password, List.of("ann@acme.example", "Ann Acme"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eveningcucumber", "EveningCucumber", "eveningcucumber2026!", "evening-cucumber", "3v3ningcucumb3r", "¡eveningcucumber?",
        "gearsofwar2012"
      })
  void thoseThatWereStolenElsewhereAreNotTaken(String password) {
    assertThat(rules.problems(password, List.of()))
        .containsExactly("is on the lists of passwords that were stolen elsewhere, which are tried first");
  }

  @Test
  void theListHasManyMoreThanTheThreeThousandMostCommonOfTwelveCharactersAndMore() {
    assertThat(BreachedPasswords.size()).isEqualTo(43_940);
  }

  @Test
  void theMessageOfAStolenOneSaysWhatToTakeInstead() {
    assertThatThrownBy(() -> rules.require("EveningCucumber", List.of()))
        .isInstanceOfSatisfying(
            PlimsollException.class,
            e ->
                assertThat(e.getMessage() + " " + e.advice())
                    .isEqualTo(
                        "This password will not do: it is on the lists of passwords that were stolen elsewhere, which are tried"
                            + " first. Take a sentence, or several words that have nothing to do with each other; a password"
                            + " manager makes good ones."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"password1234", "qwertyuiop123", "1q2w3e4r5t6y", "abcabcabcabc", "aaaaaaaaaaaaaaaa", "iloveyou2024", "passwordpassword"})
  void commonOnesAreNot(String password) {
    assertThat(rules.problems(password, List.of())).singleElement().asString().containsAnyOf("easily guessed", "stolen elsewhere");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plimsoll2026", "ann.hathaway1", "Stratford!2026"})
  void neitherIsWhatOthersKnowOfThePerson(String password) {
    assertThat(rules.problems(password, List.of("ann.hathaway@stratford.example", "Ann Hathaway"))).isNotEmpty();
  }

  @Test
  void lengthIsCountedInCharacters() {
    assertThat(rules.problems("kwz vöxßqjp", List.of())).containsExactly("has 11 characters and needs 12");
    assertThat(rules.problems("🦩".repeat(129), List.of())).containsExactly("has 129 characters and may have 128");
  }

  @Test
  void theMessageTellsEveryReasonAndNeverThePassword() {
    assertThatThrownBy(() -> rules.require("hunter2", List.of()))
        .isInstanceOfSatisfying(
            PlimsollException.class,
            e -> assertThat(e.getMessage() + e.advice()).contains("has 7 characters and needs 12").doesNotContain("hunter2"));
  }

  @Test
  void aVeryLongOneIsLookedAtSoon() {
    long begun = System.nanoTime();
    rules.problems("correct horse battery staple ".repeat(4), List.of());

    assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
  }
}
