package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.plugin.PluginSettings;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link CredentialProvider} must do. Point yours at a server of the test, never at the cloud. */
public abstract class CredentialProviderContract extends PluginContract<CredentialProvider> {
  private static final String UNKNOWN = "no-such-setting";

  /** For the authors of providers. */
  protected CredentialProviderContract() {
    super(CredentialProvider.class);
  }

  /** Settings that open a credential; none when not overridden. */
  protected Map<String, String> settings() {
    return Map.of();
  }

  /** The audience that tokens are asked for; that of Azure's storage when not overridden. */
  protected String scope() {
    return "https://storage.azure.com/.default";
  }

  /** What must never be printed, such as a client secret in the settings; none when not overridden. */
  protected Set<String> secrets() {
    return Set.of();
  }

  /** The time that tokens are measured by; the system's when not overridden. */
  protected Clock clock() {
    return Clock.systemUTC();
  }

  @Test
  void aTokenIsUsableOrThereIsNone() {
    try (Credential credential = open()) {
      Optional<AccessToken> token = credential.token(scope());
      assertThat(token).as("the answer for %s", scope()).isNotNull();
      token.ifPresent(
          given -> {
            assertThat(given.secret()).as("the secret of the token").isNotBlank();
            assertThat(given.expiresAt()).as("the end of the token").isAfter(clock().instant());
          });
    }
  }

  @Test
  void nothingSecretIsPrinted() {
    try (Credential credential = open()) {
      Optional<AccessToken> token = credential.token(scope());
      String printed = plugin + " " + credential + " " + token;
      for (String secret : secrets()) {
        assertThat(printed).as("provider, credential and token as text").doesNotContain(secret);
      }
      token.ifPresent(given -> assertThat(printed).as("the text forms").doesNotContain(given.secret()));
    }
  }

  @Test
  void aClosedCredentialHandsOutNoMoreTokens() {
    Credential credential = open();
    boolean hasTokens = credential.token(scope()).isPresent();
    credential.close();
    if (hasTokens) {
      assertThatThrownBy(() -> credential.token(scope())).as("asked after it was closed").isNotNull();
    }
    assertThatCode(credential::close).as("closing again").doesNotThrowAnyException();
  }

  @Test
  void oneCredentialMayBeClosedWhileOthersAreUsed() {
    try (Credential credential = open()) {
      boolean hasTokens = credential.token(scope()).isPresent();
      open().close();
      assertThat(credential.token(scope()).isPresent()).isEqualTo(hasTokens);
    }
  }

  @Test
  void aSettingItDoesNotKnowIsRefusedByName() {
    Map<String, String> more = new HashMap<>(settings());
    more.put(UNKNOWN, "1");
    PlimsollException refused =
        Calls.fails(
            "the setting " + UNKNOWN, () -> plugin.open(PluginSettings.of(more)).close(), ErrorCode.INVALID_REQUEST);
    assertThat(refused).hasMessageContaining(UNKNOWN);
    for (String secret : secrets()) {
      assertThat(refused.getMessage() + refused.advice()).as("the refusal").doesNotContain(secret);
    }
  }

  @Test
  void severalThreadsMayAskAtTheSameTime() throws Exception {
    try (Credential credential = open()) {
      boolean hasTokens = credential.token(scope()).isPresent();
      assertThat(Calls.together(() -> credential.token(scope()).isPresent())).containsOnly(hasTokens);
    }
  }

  private Credential open() {
    return plugin.open(PluginSettings.of(settings()));
  }
}
