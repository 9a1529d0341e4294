package io.plimsoll.action.azure;

import io.plimsoll.api.action.ActionContext;
import io.plimsoll.api.action.ActionTarget;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.peers.arm.ArmStandIn;
import io.plimsoll.peers.azure.LoopbackCertificate;
import io.plimsoll.peers.azure.TokenService;
import io.plimsoll.peers.azure.TokenServiceCredential;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What stands for Azure in these tests, at noon of 20 November 2025. */
final class AzurePeers implements AutoCloseable {
  static final Instant NOW = Instant.parse("2025-11-20T12:00:00Z");
  static final ActionContext CONTEXT = new ActionContext(NOW, 365);
  static final URI STORE = URI.create("abfss://exports@contosocosts.dfs.core.windows.net/focus");
  static final String SUBSCRIPTION = "subscriptions/00000000-0000-0000-0000-000000000001";
  static final String ACCOUNT =
      "/" + SUBSCRIPTION + "/resourceGroups/finops-rg/providers/Microsoft.Storage/storageAccounts/contosocosts";

  /** Tokens for the management of Azure, which the token service has for those who want one that storage refuses. */
  static final String MANAGEMENT = "/wrong-audience";

  private final LoopbackCertificate certificate;
  private final TokenService tokens;

  AzurePeers(Path folder) {
    certificate = LoopbackCertificate.trusted(folder);
    tokens = TokenService.start(certificate);
  }

  ArmStandIn arm() {
    return ArmStandIn.start(certificate, () -> NOW);
  }

  Credential credential(String issuer) {
    return new TokenServiceCredential().open(PluginSettings.of(Map.of("url", tokens.url(issuer))));
  }

  static Map<String, String> settings(ArmStandIn arm) {
    return Map.of("arm", arm.endpoint(), "scope", SUBSCRIPTION, "storage-account", ACCOUNT);
  }

  ActionTarget open(AzureActions provider, ArmStandIn arm, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(settings(arm));
    all.putAll(more);
    return provider.open(STORE, PluginSettings.of(all), credential(MANAGEMENT));
  }

  /** An export as somebody made it. */
  static String export(String type, String from) {
    return """
        {"identity": {"type": "SystemAssigned"}, "location": "global", "properties": {
          "schedule": {"status": "Active", "recurrence": "Daily", "recurrencePeriod": {"from": "%s", "to": "2035-01-01T00:00:00Z"}},
          "format": "Parquet",
          "deliveryInfo": {"destination": {"type": "AzureBlob", "resourceId": "%s", "container": "exports", "rootFolderPath": "focus"}},
          "definition": {"type": "%s", "timeframe": "MonthToDate", "dataSet": {"granularity": "Daily", "configuration": {"dataVersion": "1.0r2"}}},
          "partitionData": true, "dataOverwriteBehavior": "CreateNewReport", "compressionMode": "snappy", "exportDescription": "costs"}}
        """
        .formatted(from, ACCOUNT, type);
  }

  @Override
  public void close() {
    tokens.close();
  }
}
