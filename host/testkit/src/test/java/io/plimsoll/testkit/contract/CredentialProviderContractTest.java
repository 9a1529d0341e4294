package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.credential.AccessToken;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The contract of credential providers, held against a sound one and against wrong ones. */
class CredentialProviderContractTest {
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
  private static Supplier<CredentialProvider> made = Sound::new;

  /** What an author writes. */
  static class Subject extends CredentialProviderContract {
    @Override
    protected CredentialProvider newPlugin() {
      return made.get();
    }

    @Override
    protected Map<String, String> settings() {
      return Map.of("secret", "s3cr3t-of-the-client");
    }

    @Override
    protected Set<String> secrets() {
      return Set.of("s3cr3t-of-the-client");
    }
  }

  @Test
  void aSoundProviderHoldsIt() {
    made = Sound::new;
    assertThat(Held.broken(Subject.class)).isEmpty();
    assertThat(Held.tests(Subject.class)).isEqualTo(7);
  }

  @Test
  void oneWhoseTokensHaveEndedBreaksIt() {
    assertThat(broken(settings -> new Tokens(settings, "t", Instant.EPOCH))).contains("aTokenIsUsableOrThereIsNone");
  }

  @Test
  void oneThatPrintsItsSecretBreaksIt() {
    assertThat(
            broken(
                settings -> {
                  String secret = settings.text("secret", "");
                  return new Tokens(settings, "t", LATER) {
                    @Override
                    public String toString() {
                      return "credential with " + secret;
                    }
                  };
                }))
        .contains("nothingSecretIsPrinted");
  }

  @Test
  void oneWhoseCredentialLivesOnAfterItWasClosedBreaksIt() {
    assertThat(
            broken(
                settings ->
                    new Tokens(settings, "t", LATER) {
                      @Override
                      public void close() {
                        // forgets nothing
                      }
                    }))
        .contains("aClosedCredentialHandsOutNoMoreTokens");
  }

  @Test
  void oneThatHandsOutOneCredentialToAllBreaksIt() {
    Tokens shared = new Tokens(PluginSettings.none(), "t", LATER);
    assertThat(broken(settings -> shared)).contains("oneCredentialMayBeClosedWhileOthersAreUsed");
  }

  @Test
  void oneThatTakesAnySettingBreaksIt() {
    assertThat(broken(settings -> new Tokens(PluginSettings.none(), "t", LATER))).contains("aSettingItDoesNotKnowIsRefusedByName");
  }

  private static Set<String> broken(CredentialProvider provider) {
    made = () -> provider;
    return Held.broken(Subject.class);
  }

  /** Sound. */
  @Plugin(name = "sound", type = CredentialProvider.class)
  public static final class Sound implements CredentialProvider {
    /** As a host makes it. */
    public Sound() {}

    @Override
    public Credential open(PluginSettings settings) {
      return new Tokens(settings, "token-" + settings.text("secret", "").length(), LATER);
    }
  }

  private static class Tokens implements Credential {
    private final Instant end;
    private volatile String secret;

    Tokens(PluginSettings settings, String secret, Instant end) {
      settings.text("secret", "");
      settings.validate();
      this.secret = secret;
      this.end = end;
    }

    @Override
    public Optional<AccessToken> token(String scope) {
      if (secret == null) {
        throw new IllegalStateException("the credential is closed");
      }
      return Optional.of(new AccessToken(secret, end));
    }

    @Override
    public void close() {
      secret = null;
    }
  }
}
