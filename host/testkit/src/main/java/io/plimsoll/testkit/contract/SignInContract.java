package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.OpenSignIn;
import io.plimsoll.api.identity.ProvenIdentity;
import io.plimsoll.api.identity.SignIn;
import io.plimsoll.api.identity.SignInStart;
import io.plimsoll.api.plugin.PluginSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link SignIn} must do. Point yours at a provider of the test on this machine. */
public abstract class SignInContract extends PluginContract<SignIn> {
  /** Where browsers come back to. */
  protected static final URI RETURN_TO = URI.create("https://plimsoll.example/sso/acme/callback");

  private static final String UNKNOWN = "no-such-setting";
  private static final String STATE = "state4711abcdefghijklmnopqrstuvw";

  /** For the authors of plug-ins. */
  protected SignInContract() {
    super(SignIn.class);
  }

  /** Settings of a provider that runs in the test; secrets as they are read, not as references. */
  protected abstract Map<String, String> settings();

  /**
   * Signs somebody in at the provider as a browser would, up to the address it sends him back to.
   *
   * @return the parameters of that address
   */
  protected abstract Map<String, String> signInAt(URI location) throws Exception;

  /** What must never be said, such as a client secret; none when not overridden. */
  protected Set<String> secrets() {
    return Set.of();
  }

  @Test
  void itProvesWhoSignedIn() throws Exception {
    try (OpenSignIn open = open()) {
      SignInStart start = open.start(RETURN_TO, STATE);
      Map<String, String> back = signInAt(start.location());
      assertThat(back).as("what the provider hands back").containsEntry("state", STATE);
      ProvenIdentity proven = open.finish(RETURN_TO, back, start.kept());
      assertThat(proven.issuer()).isNotBlank();
      assertThat(proven.subject()).isNotBlank();
      if (proven.email() == null) {
        assertThat(proven.emailVerified()).as("vouched for without an address").isFalse();
      }
    }
  }

  @Test
  void theSamePersonIsTheSameAgain() throws Exception {
    try (OpenSignIn open = open()) {
      assertThat(signIn(open).subject()).isEqualTo(signIn(open).subject());
    }
  }

  @Test
  void whatBeganElsewhereDoesNotEndHere() throws Exception {
    try (OpenSignIn open = open()) {
      SignInStart victim = open.start(RETURN_TO, STATE);
      SignInStart attacker = open.start(RETURN_TO, STATE);
      assertThat(victim.kept()).as("what is kept of two sign-ins").isNotEqualTo(attacker.kept());
      Map<String, String> back = signInAt(attacker.location());
      Calls.fails("the answer to another sign-in", () -> open.finish(RETURN_TO, back, victim.kept()), ErrorCode.NOT_SIGNED_IN);
    }
  }

  @Test
  void whatIsKeptIsNotInTheAddressTheBrowserGoesTo() {
    try (OpenSignIn open = open()) {
      SignInStart start = open.start(RETURN_TO, STATE);
      assertThat(start.location().toString()).contains(STATE).doesNotContain(start.kept());
      assertThat(start.toString()).doesNotContain(start.kept()).doesNotContain(STATE);
      for (String secret : secrets()) {
        assertThat(start.location() + " " + open + " " + plugin).as("text").doesNotContain(secret);
      }
    }
  }

  @Test
  void anAnswerThatProvesNothingSignsNobodyIn() {
    try (OpenSignIn open = open()) {
      SignInStart start = open.start(RETURN_TO, STATE);
      for (Map<String, String> answer :
          java.util.List.<Map<String, String>>of(
              Map.of(),
              Map.of("state", STATE),
              Map.of("state", STATE, "error", "access_denied"),
              Map.of("state", STATE, "error", "<script>alert(1)</script>"),
              Map.of("state", STATE, "code", "made-up"),
              Map.of("state", STATE, "id_token", "e30.e30."))) {
        PlimsollException refused =
            Calls.fails("the answer " + answer.keySet(), () -> open.finish(RETURN_TO, answer, start.kept()), ErrorCode.NOT_SIGNED_IN);
        assertThat(refused.getMessage()).as("words of the plug-in's own").doesNotContain("<", "made-up");
        for (String secret : secrets()) {
          assertThat(refused.getMessage() + refused.advice()).as("the refusal").doesNotContain(secret);
        }
      }
      Calls.fails(
          "something else that was kept", () -> open.finish(RETURN_TO, Map.of("state", STATE, "code", "c"), "x"),
          ErrorCode.NOT_SIGNED_IN);
    }
  }

  @Test
  void openingAsksNobodyAndASettingItDoesNotKnowIsRefusedByName() {
    Map<String, String> more = new HashMap<>(settings());
    more.put(UNKNOWN, "1");
    PlimsollException refused =
        Calls.fails("the setting " + UNKNOWN, () -> plugin.open(PluginSettings.of(more)).close(), ErrorCode.INVALID_REQUEST);
    assertThat(refused).hasMessageContaining(UNKNOWN);
    for (String secret : secrets()) {
      assertThat(refused.getMessage() + refused.advice()).as("the refusal").doesNotContain(secret);
    }
  }

  @Test
  void severalThreadsMaySignInAtTheSameTimeAndClosingTwiceIsHarmless() throws Exception {
    OpenSignIn open = open();
    assertThat(Calls.together(() -> open.start(RETURN_TO, STATE).kept())).doesNotHaveDuplicates();
    open.close();
    assertThatCode(open::close).as("closing again").doesNotThrowAnyException();
  }

  private ProvenIdentity signIn(OpenSignIn open) throws Exception {
    SignInStart start = open.start(RETURN_TO, STATE);
    return open.finish(RETURN_TO, signInAt(start.location()), start.kept());
  }

  private OpenSignIn open() {
    return plugin.open(PluginSettings.of(settings()));
  }
}
