package io.plimsoll.credential.azure;

import com.azure.identity.WorkloadIdentityCredentialBuilder;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Workload identity federation: the token a Kubernetes pod is given in a file. Never falls back to another identity. */
@Plugin(name = WorkloadIdentityProvider.NAME, type = CredentialProvider.class)
public final class WorkloadIdentityProvider implements CredentialProvider, AutoCloseable {
  static final String NAME = "azure-workload-identity";

  private final TokenService service = new TokenService("plimsoll-" + NAME);
  private final Map<String, String> environment;
  private final Clock clock;

  /** Takes from the process's environment what the webhook of workload identity puts there. */
  public WorkloadIdentityProvider() {
    this(System.getenv(), Assertion.MACHINE);
  }

  WorkloadIdentityProvider(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public Credential open(PluginSettings settings) {
    Reading reading = new Reading(NAME, settings, environment).needsApplication();
    String named = reading.text("token-file");
    String file = named.isEmpty() ? environment.getOrDefault("AZURE_FEDERATED_TOKEN_FILE", "") : named;
    Application application =
        reading
            .problem(file.isEmpty(), "token-file is missing (--set token-file=PATH, or AZURE_FEDERATED_TOKEN_FILE in the environment)")
            .problem(!reading.secret().isEmpty(), "it takes no secret: the token file stands for it")
            .done();
    Path path = Path.of(file);
    return new EntraCredential(
        service,
        application,
        () -> service.overEntra(new WorkloadIdentityCredentialBuilder(), application).tokenFilePath(file).build(),
        () -> Assertion.read(path, NAME).requireValid(clock.instant()),
        null);
  }

  @Override
  public void close() {
    service.close();
  }
}
