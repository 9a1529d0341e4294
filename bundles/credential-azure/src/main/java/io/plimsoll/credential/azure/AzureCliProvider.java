package io.plimsoll.credential.azure;

import com.azure.identity.AzureCliCredentialBuilder;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.time.Duration;
import java.util.Map;

/** Whoever is signed in with the Azure CLI. For development: a host that serves others must not act as a person. */
@Plugin(name = AzureCliProvider.NAME, type = CredentialProvider.class)
public final class AzureCliProvider implements CredentialProvider, AutoCloseable {
  static final String NAME = "azure-cli";

  private static final String DEVELOPMENT = "PLIMSOLL_DEVELOPMENT";

  private final TokenService service = new TokenService("plimsoll-" + NAME);
  private final Map<String, String> environment;

  /** Asks the process's environment whether it is one of development. */
  public AzureCliProvider() {
    this(System.getenv());
  }

  AzureCliProvider(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Credential open(PluginSettings settings) {
    if (!"true".equals(environment.get(DEVELOPMENT))) {
      throw new PlimsollException(
          ErrorCode.REFUSED,
          "The credential azure-cli acts as a person and is for development only.",
          "Use azure-managed-identity or azure-workload-identity; on a machine of development set " + DEVELOPMENT + "=true.");
    }
    Reading reading = new Reading(NAME, settings, Map.of());
    Application application =
        reading.problem(!reading.secret().isEmpty(), "it takes no secret: who is signed in stands for it").done();
    return new EntraCredential(
        service,
        application,
        () -> {
          AzureCliCredentialBuilder builder =
              service.over(new AzureCliCredentialBuilder(), application).processTimeout(Duration.ofSeconds(7));
          return application.tenant().isEmpty() ? builder.build() : builder.tenantId(application.tenant()).build();
        },
        EntraCredential.Check.NONE,
        null);
  }

  @Override
  public void close() {
    service.close();
  }
}
