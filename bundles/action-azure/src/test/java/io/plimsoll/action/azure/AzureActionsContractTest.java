package io.plimsoll.action.azure;

import io.plimsoll.api.action.ActionProvider;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.peers.arm.ArmStandIn;
import io.plimsoll.testkit.contract.ActionProviderContract;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The exports of Azure hold the contract, before a stand-in that takes published requests alone. */
class AzureActionsContractTest extends ActionProviderContract {
  private static AzurePeers peers;
  private ArmStandIn arm;

  @BeforeAll
  static void startPeers(@TempDir Path folder) {
    peers = new AzurePeers(folder);
  }

  @AfterAll
  static void stopPeers() {
    peers.close();
  }

  @BeforeEach
  void startArm() {
    arm = peers.arm().putExport(AzurePeers.SUBSCRIPTION, "there", AzurePeers.export("FocusCost", "2025-01-01T00:00:00Z"));
  }

  @AfterEach
  void stopArm() {
    arm.close();
  }

  @Override
  protected ActionProvider newPlugin() {
    return new AzureActions();
  }

  @Override
  protected URI store() {
    return AzurePeers.STORE;
  }

  @Override
  protected Map<String, String> settings() {
    return AzurePeers.settings(arm);
  }

  @Override
  protected Credential credential() {
    return peers.credential(AzurePeers.MANAGEMENT);
  }

  @Override
  protected List<Wanted> wanted() {
    return List.of(
        new Wanted("create", Map.of("export", "costs")),
        new Wanted("run", Map.of("export", "there", "from", "2025-07-01", "to", "2025-07-31")),
        new Wanted("backfill", Map.of("export", "there", "months", "2")),
        new Wanted("remove", Map.of("export", "there")),
        new Wanted("lifecycle", Map.of()));
  }

  @Override
  protected int written() {
    return arm.written();
  }
}
