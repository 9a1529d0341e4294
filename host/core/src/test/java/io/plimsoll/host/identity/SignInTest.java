package io.plimsoll.host.identity;

import static io.plimsoll.host.identity.House.BROWSER;
import static io.plimsoll.host.identity.House.OPERATOR;
import static io.plimsoll.host.identity.House.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.FrontDoor;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.Person;
import io.plimsoll.api.identity.SecondFactorSetup;
import io.plimsoll.api.identity.Session;
import io.plimsoll.api.identity.SignInAnswer;
import io.plimsoll.api.identity.SignedIn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {
  private static final String STOLEN = "EveningCucumber1";

  @TempDir private Path folder;
  private House house;
  private FrontDoor door;

  @BeforeEach
  void open() {
    house = new House(folder);
    door = house.identity.frontDoor();
  }

  @Test
  void theFirstPersonOwnsWhatNobodyOwns() {
    house.organisation("acme");
    OneTimeToken token = house.identity.people().first(OPERATOR).orElseThrow();

    Person first = door.accept(token.token(), "Ann@Acme.example", "Ann", PASSWORD, BROWSER);

    assertThat(first.operator()).isTrue();
    assertThat(first.email()).isEqualTo("ann@acme.example");
    assertThat(house.signedIn("ann@acme.example").organisations()).singleElement()
        .satisfies(o -> assertThat(o.profile().name()).isEqualTo("acme"));
    assertThat(house.identity.people().first(OPERATOR)).isEmpty();
    assertFails(ErrorCode.NOT_FOUND, () -> door.accept(token.token(), "eve@evil.example", "Eve", PASSWORD, BROWSER));
  }

  @Test
  void noWayOfChoosingAPasswordTakesOneThatWasStolenElsewhere() {
    OneTimeToken first = house.identity.people().first(OPERATOR).orElseThrow();
    assertStolen(() -> door.accept(first.token(), "ann@acme.example", "Ann", STOLEN, BROWSER));
    door.accept(first.token(), "ann@acme.example", "Ann", PASSWORD, BROWSER);

    OneTimeToken invitation = house.identity.people().invite("ben@acme.example", "Ben", false, OPERATOR);
    assertStolen(() -> door.accept(invitation.token(), null, null, STOLEN, BROWSER));

    OneTimeToken reset = house.identity.people().reset("ann@acme.example", OPERATOR);
    assertStolen(() -> door.accept(reset.token(), null, null, STOLEN, BROWSER));

    SignedIn ann = house.signedIn("ann@acme.example");
    assertStolen(() -> ann.changePassword(PASSWORD, STOLEN));
  }

  private static void assertStolen(Runnable act) {
    assertThatThrownBy(act::run)
        .isInstanceOf(PlimsollException.class)
        .hasMessageContaining("lists of passwords that were stolen elsewhere");
  }

  @Test
  void aPasswordHoldsUntilItIsChangedHoweverOldItIs() {
    house.person("ann@acme.example");
    house.later(Duration.ofDays(3 * 365));

    assertThat(house.signIn("ann@acme.example", PASSWORD, null)).isInstanceOf(SignInAnswer.Granted.class);
  }

  @Test
  void whatLooksLikeSqlIsTextInEveryField() {
    house.organisation("acme").person("ann@acme.example");
    for (String sql : List.of("' or '1'='1", "ann@acme.example' --", "'; drop table person; --", "\" or 1=1 --", "x') union select * from person --")) {
      assertThat(house.signIn(sql, PASSWORD, null)).as(sql).isInstanceOf(SignInAnswer.Wrong.class);
      assertThat(house.signIn("ann@acme.example", sql, null)).as(sql).isNotInstanceOf(SignInAnswer.Granted.class);
      assertFails(ErrorCode.NOT_SIGNED_IN, () -> door.key("plm_" + sql, "GET /", BROWSER));
      assertThat(house.identity.people().list("z" + sql, 10, OPERATOR)).as(sql).isEmpty();
      assertThat(house.identity.members("acme", OPERATOR, false).list()).isEmpty();
      assertThatThrownBy(() -> house.identity.people().portfolios().create(sql, OPERATOR)).isInstanceOf(PlimsollException.class);
    }
    house.later(Duration.ofHours(1));
    house.identity.people().invite("ben@acme.example", "Ben'); drop table person; --", false, OPERATOR);

    assertThat(house.identity.people().list(null, 10, OPERATOR))
        .extracting(Person::name).containsExactly("Somebody", "Ben'); drop table person; --");
  }

  @Test
  void recoveryCodesAndTokensHaveMoreRandomBitsThanAnybodyGuesses() {
    house.person("ann@acme.example");
    SecondFactorSetup factor = house.signedIn("ann@acme.example").setUpSecondFactor(PASSWORD);

    assertThat(factor.recoveryCodes()).hasSize(10).doesNotHaveDuplicates().allMatch(c -> c.matches("([a-z2-7]{4}-){5}[a-z2-7]{4}"));
    assertThat(factor.secret()).as("160 bits").matches("[A-Z2-7]{32}");
    OneTimeToken token = house.identity.people().reset("ann@acme.example", OPERATOR);
    assertThat(token.token()).as("160 bits").matches("[a-z2-7]{32}");
    String many = Tokens.random(20_000);
    for (char letter : "abcdefghijklmnopqrstuvwxyz234567".toCharArray()) {
      assertThat(many.chars().filter(c -> c == letter).count()).as(String.valueOf(letter)).isBetween(480L, 780L);
    }
  }

  @Test
  void aSecondLinkForTheFirstPersonEndsTheOneBefore() {
    OneTimeToken one = house.identity.people().first(OPERATOR).orElseThrow();
    OneTimeToken two = house.identity.people().first(OPERATOR).orElseThrow();

    assertFails(ErrorCode.NOT_FOUND, () -> door.accept(one.token(), "a@b.example", "A", PASSWORD, BROWSER));
    assertThat(door.accept(two.token(), "a@b.example", "A", PASSWORD, BROWSER).operator()).isTrue();
  }

  @Test
  void aTokenHoldsOnceAndForThreeDays() {
    OneTimeToken token = house.identity.people().invite("ben@acme.example", "Ben", false, OPERATOR);
    assertFails(ErrorCode.INVALID_REQUEST, () -> door.accept(token.token(), null, null, "short", BROWSER));

    house.later(Duration.ofDays(3));
    assertFails(ErrorCode.NOT_FOUND, () -> door.accept(token.token(), null, null, PASSWORD, BROWSER));

    OneTimeToken again = house.identity.people().reset("ben@acme.example", OPERATOR);
    assertThat(door.accept(again.token(), null, "Benjamin", PASSWORD, BROWSER).name()).isEqualTo("Benjamin");
    assertFails(ErrorCode.NOT_FOUND, () -> door.accept(again.token(), null, null, PASSWORD, BROWSER));
  }

  @Test
  void nothingSecretIsInTheDatabase() throws Exception {
    house.person("ann@acme.example");
    SecondFactorSetup factor = house.signedIn("ann@acme.example").setUpSecondFactor(PASSWORD);
    OneTimeToken token = house.identity.people().reset("ann@acme.example", OPERATOR);

    String bytes = new String(Files.readAllBytes(folder.resolve("control.db")), StandardCharsets.ISO_8859_1);
    assertThat(bytes).contains("ann@acme.example").doesNotContain(PASSWORD, factor.secret(), token.token())
        .doesNotContain(factor.recoveryCodes().get(0), factor.recoveryCodes().get(0).replace("-", ""));
  }

  @Test
  void wrongOnesAreAllAnsweredAlike() {
    house.person("ann@acme.example");
    house.person("gone@acme.example");
    house.identity.people().disable("gone@acme.example", true, OPERATOR);

    assertThat(house.signIn("ann@acme.example", "wrong", null)).isEqualTo(new SignInAnswer.Wrong());
    assertThat(house.signIn("nobody@acme.example", PASSWORD, null)).isEqualTo(new SignInAnswer.Wrong());
    assertThat(house.signIn("gone@acme.example", PASSWORD, null)).isEqualTo(new SignInAnswer.Wrong());
    assertThat(house.signIn(" ANN@acme.example ", PASSWORD, null)).isInstanceOf(SignInAnswer.Granted.class);
  }

  @Test
  void anAttemptIsOnRecordAndNeverWhatWasTyped() {
    house.person("ann@acme.example");
    house.signIn("my password in the wrong field", "x", null);
    house.signIn("ann@acme.example", "guess-4711", null);
    house.session("ann@acme.example");

    assertThat(house.types()).endsWith("session.started REFUSED", "session.started REFUSED", "session.started DONE");
    assertThat(house.events.toString()).doesNotContain("wrong field", "guess-4711", PASSWORD);
    assertThat(house.events.get(house.events.size() - 1).caller().address()).isEqualTo("203.0.113.7");
  }

  @Test
  void nobodyGetsInWhenItCannotBeRecorded() {
    house.person("ann@acme.example");
    house.auditTakesEvents = false;

    assertFails(ErrorCode.AUDIT_UNAVAILABLE, () -> house.signIn("ann@acme.example", PASSWORD, null));
  }

  @Test
  void afterFiveWrongPasswordsEvenTheRightOneWaits() {
    house.person("ann@acme.example");
    for (int i = 0; i < 5; i++) {
      assertThat(house.signIn("ann@acme.example", "wrong " + i, null)).isEqualTo(new SignInAnswer.Wrong());
    }

    assertThat(house.signIn("ann@acme.example", PASSWORD, null)).isInstanceOf(SignInAnswer.Wait.class);
    house.later(Duration.ofMinutes(1));
    assertThat(house.signIn("ann@acme.example", PASSWORD, null)).isInstanceOf(SignInAnswer.Granted.class);
  }

  @Test
  void aSecondFactorCountsOnceItIsConfirmed() {
    house.person("ann@acme.example");
    SignedIn ann = house.signedIn("ann@acme.example");
    SecondFactorSetup factor = ann.setUpSecondFactor(PASSWORD);
    assertThat(house.signIn("ann@acme.example", PASSWORD, null)).isInstanceOf(SignInAnswer.Granted.class);

    assertFails(ErrorCode.NOT_ALLOWED, () -> house.signedIn("ann@acme.example").confirmSecondFactor("000000"));
    house.signedIn("ann@acme.example").confirmSecondFactor(code(factor));

    assertThat(house.signIn("ann@acme.example", PASSWORD, null)).isInstanceOf(SignInAnswer.CodeNeeded.class);
    assertThat(house.signIn("ann@acme.example", "wrong", code(factor))).isEqualTo(new SignInAnswer.Wrong());
    assertThat(house.signIn("ann@acme.example", PASSWORD, code(factor))).as("used to confirm").isEqualTo(new SignInAnswer.Wrong());
    house.later(Duration.ofSeconds(30));
    assertThat(house.signIn("ann@acme.example", PASSWORD, code(factor))).isInstanceOf(SignInAnswer.Granted.class);
    assertThat(house.signIn("ann@acme.example", PASSWORD, code(factor))).as("a second time").isEqualTo(new SignInAnswer.Wrong());
    String recovery = factor.recoveryCodes().get(3);
    assertThat(house.signIn("ann@acme.example", PASSWORD, recovery)).isInstanceOf(SignInAnswer.Granted.class);
    assertThat(house.signIn("ann@acme.example", PASSWORD, recovery)).isEqualTo(new SignInAnswer.Wrong());
  }

  @Test
  void aResetDoesNotGoPastTheSecondFactor() {
    house.person("ann@acme.example");
    SecondFactorSetup factor = house.signedIn("ann@acme.example").setUpSecondFactor(PASSWORD);
    house.signedIn("ann@acme.example").confirmSecondFactor(code(factor));
    OneTimeToken token = house.identity.people().reset("ann@acme.example", OPERATOR);
    door.accept(token.token(), null, null, "eleven brass kettles hum", BROWSER);

    assertThat(house.signIn("ann@acme.example", "eleven brass kettles hum", null)).isInstanceOf(SignInAnswer.CodeNeeded.class);
  }

  @Test
  void aCodeBehindAPasswordCountsForFiveMinutesAndOnce() {
    house.person("ann@acme.example");
    SecondFactorSetup factor = house.signedIn("ann@acme.example").setUpSecondFactor(PASSWORD);
    Session first = house.signedIn("ann@acme.example").confirmSecondFactor(code(factor));
    assertThat(door.session(first.token(), BROWSER).person().secondFactor()).as("who just proved himself stays in").isTrue();
    house.later(Duration.ofMinutes(1));
    String pending = pending();

    assertThat(door.secondStep(pending, "000000", BROWSER)).isEqualTo(new SignInAnswer.Wrong());
    assertThat(door.secondStep(pending, code(factor), BROWSER)).isInstanceOf(SignInAnswer.Granted.class);
    assertThat(door.secondStep(pending, code(factor), BROWSER)).as("used").isEqualTo(new SignInAnswer.Wrong());
    assertFails(ErrorCode.NOT_SIGNED_IN, () -> door.session(pending, BROWSER));
    assertFails(ErrorCode.NOT_SIGNED_IN, () -> door.secondStep(first.token(), factor.recoveryCodes().get(0), BROWSER));
    house.later(Duration.ofMinutes(5));
    assertFails(ErrorCode.NOT_SIGNED_IN, () -> door.secondStep(pending, code(factor), BROWSER));

    String late = pending();
    house.identity.people().endSessions("ann@acme.example", OPERATOR);
    assertFails(ErrorCode.NOT_SIGNED_IN, () -> door.secondStep(late, code(factor), BROWSER));
    String guessing = pending();
    for (int i = 0; i < 5; i++) {
      door.secondStep(guessing, "000000", BROWSER);
    }
    assertThat(door.secondStep(guessing, code(factor), BROWSER)).isInstanceOf(SignInAnswer.Wait.class);
  }

  private String pending() {
    return ((SignInAnswer.CodeNeeded) house.signIn("ann@acme.example", PASSWORD, null)).pending();
  }

  @Test
  void whatEndsASessionEndsItAtOnce() {
    house.person("ann@acme.example");
    Session out = house.session("ann@acme.example");
    door.session(out.token(), BROWSER).signOut();
    assertDoesNotHold(out);

    Session ended = house.session("ann@acme.example");
    house.identity.people().endSessions("ann@acme.example", OPERATOR);
    assertDoesNotHold(ended);

    Session disabled = house.session("ann@acme.example");
    house.identity.people().disable("ann@acme.example", true, OPERATOR);
    assertDoesNotHold(disabled);
    house.identity.people().disable("ann@acme.example", false, OPERATOR);
    assertDoesNotHold(disabled);

    Session own = house.session("ann@acme.example");
    door.session(own.token(), BROWSER).endSessions();
    assertDoesNotHold(own);

    Session changed = house.session("ann@acme.example");
    Session next = door.session(changed.token(), BROWSER).changePassword(PASSWORD, "eleven brass kettles hum");
    assertDoesNotHold(changed);
    assertThat(door.session(next.token(), BROWSER).person().email()).isEqualTo("ann@acme.example");

    Session old = ((SignInAnswer.Granted) house.signIn("ann@acme.example", "eleven brass kettles hum", null)).session();
    house.later(Duration.ofMinutes(60));
    assertDoesNotHold(old);

    Session removed = ((SignInAnswer.Granted) house.signIn("ann@acme.example", "eleven brass kettles hum", null)).session();
    house.identity.people().remove("ann@acme.example", OPERATOR);
    assertDoesNotHold(removed);
  }

  @Test
  void forgedSessionsDoNotHold() throws Exception {
    house.person("ann@acme.example");
    Session real = house.session("ann@acme.example");
    SignedJWT parsed = SignedJWT.parse(real.token());
    JWTClaimsSet claims = parsed.getJWTClaimsSet();
    JOSEObjectType type = parsed.getHeader().getType();
    byte[] other = new byte[32];
    Map<String, String> forged = new LinkedHashMap<>();
    forged.put("no signature", new PlainJWT(new PlainHeader.Builder().type(type).build(), claims).serialize());
    forged.put("another key", signed(claims, type, JWSAlgorithm.HS256, other));
    forged.put("another algorithm", signed(claims, type, JWSAlgorithm.HS512, new byte[64]));
    forged.put("edited", real.token().split("\\.")[0] + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(
        claims.toString().replace("\"epoch\":1", "\"epoch\":0").getBytes(StandardCharsets.UTF_8)) + "." + real.token().split("\\.")[2]);
    forged.put("signature cut off", real.token().substring(0, real.token().lastIndexOf('.') + 1));
    forged.put("empty", "");
    forged.put("no token", "Bearer");
    byte[] key = house.identity.secrets.key("session-key");
    forged.put("expired", signed(new JWTClaimsSet.Builder(claims).expirationTime(Date.from(house.now)).build(), type, JWSAlgorithm.HS256, key));
    forged.put("never ends", signed(new JWTClaimsSet.Builder(claims).expirationTime(null).build(), type, JWSAlgorithm.HS256, key));
    forged.put("another issuer", signed(new JWTClaimsSet.Builder(claims).issuer("else").build(), type, JWSAlgorithm.HS256, key));
    forged.put("another audience", signed(new JWTClaimsSet.Builder(claims).audience("else").build(), type, JWSAlgorithm.HS256, key));
    forged.put("another type", signed(claims, new JOSEObjectType("at+jwt"), JWSAlgorithm.HS256, key));
    forged.put("no type", signed(claims, null, JWSAlgorithm.HS256, key));
    forged.put("another epoch", signed(new JWTClaimsSet.Builder(claims).claim("epoch", 7).build(), type, JWSAlgorithm.HS256, key));
    forged.put("nobody", signed(new JWTClaimsSet.Builder(claims).subject("zzz").build(), type, JWSAlgorithm.HS256, key));

    assertThat(door.session(signed(claims, type, JWSAlgorithm.HS256, key), BROWSER).person().email()).isEqualTo("ann@acme.example");
    assertThat(forged).allSatisfy(
        (how, token) -> assertFails(ErrorCode.NOT_SIGNED_IN, () -> door.session(token, BROWSER)));
  }

  private static String signed(JWTClaimsSet claims, JOSEObjectType type, JWSAlgorithm algorithm, byte[] key) throws Exception {
    SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(algorithm).type(type).build(), claims);
    jwt.sign(new MACSigner(key));
    return jwt.serialize();
  }

  private String code(SecondFactorSetup factor) {
    return TotpTest.code(factor.secret(), house.now.getEpochSecond() / 30);
  }

  private void assertDoesNotHold(Session session) {
    assertFails(ErrorCode.NOT_SIGNED_IN, () -> door.session(session.token(), BROWSER));
  }

  private static void assertFails(ErrorCode code, Runnable act) {
    assertThatThrownBy(act::run).isInstanceOfSatisfying(PlimsollException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
