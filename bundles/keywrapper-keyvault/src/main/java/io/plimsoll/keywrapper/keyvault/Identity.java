package io.plimsoll.keywrapper.keyvault;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import io.plimsoll.api.plugin.PluginSettings;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** As whom the host asks the vault; never falls back to another identity. */
final class Identity {
  private static final List<String> KINDS = List.of("managed-identity", "workload-identity", "client-secret", "azure-cli");

  private final String kind;
  private final String tenant;
  private final String client;
  private final String secret;
  private final String authority;

  Identity(PluginSettings settings) {
    kind = settings.text("credential", "managed-identity");
    tenant = settings.text("tenant", "");
    client = settings.text("client", "");
    secret = settings.secret("client-secret", "");
    authority = settings.text("authority", "");
    if (!KINDS.contains(kind)) {
      settings.refuse("credential", "was '" + kind + "' but it is none of " + String.join(", ", KINDS));
    }
    if (kind.equals("client-secret")) {
      require(settings, "tenant", tenant);
      require(settings, "client", client);
      require(settings, "client-secret", secret);
    }
    if (!authority.isEmpty() && !authority.startsWith("https://")) {
      settings.refuse("authority", "is not an https address such as https://login.microsoftonline.us");
    }
  }

  private static void require(PluginSettings settings, String name, String value) {
    if (value.isEmpty()) {
      settings.refuse(name, "is missing");
    }
  }

  TokenCredential credential(HttpClient http, ExecutorService threads) {
    switch (kind) {
      case "client-secret":
        ClientSecretCredentialBuilder application =
            new ClientSecretCredentialBuilder().httpClient(http).executorService(threads)
                .tenantId(tenant).clientId(client).clientSecret(secret);
        return (authority.isEmpty() ? application : application.authorityHost(authority).disableInstanceDiscovery()).build();
      case "workload-identity":
        WorkloadIdentityCredentialBuilder workload =
            new WorkloadIdentityCredentialBuilder().httpClient(http).executorService(threads);
        if (!tenant.isEmpty()) {
          workload.tenantId(tenant);
        }
        return (client.isEmpty() ? workload : workload.clientId(client)).build();
      case "azure-cli":
        return new AzureCliCredentialBuilder().httpClient(http).build();
      default:
        ManagedIdentityCredentialBuilder machine = new ManagedIdentityCredentialBuilder().httpClient(http);
        return (client.isEmpty() ? machine : machine.clientId(client)).build();
    }
  }
}
