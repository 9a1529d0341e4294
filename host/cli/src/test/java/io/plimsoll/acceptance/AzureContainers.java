package io.plimsoll.acceptance;

import com.azure.storage.blob.BlobContainerClient;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.peers.azure.Azurite;
import io.plimsoll.peers.azure.FaultProxy;
import io.plimsoll.peers.azure.LoopbackCertificate;
import io.plimsoll.peers.azure.TokenService;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Azurite with a token service and a fault proxy before it; each organisation gets a container of its own. */
final class AzureContainers implements AutoCloseable {
  final LoopbackCertificate certificate;
  final Azurite azurite;
  final TokenService tokens;
  final FaultProxy proxy;
  private final AtomicInteger number = new AtomicInteger();

  AzureContainers(Path folder) {
    certificate = LoopbackCertificate.trusted(folder);
    azurite = Azurite.start(folder, certificate);
    tokens = TokenService.start(certificate);
    proxy = FaultProxy.before(azurite, certificate);
  }

  /** An organisation and the container that its exports lie in, under {@code focus/}. */
  record Place(Organisation organisation, BlobContainerClient container) {}

  /** Makes both, with what lies in this folder uploaded; nothing is collected yet. */
  Place connected(Plimsoll host, Path exports) {
    String name = "azure-" + number.incrementAndGet();
    BlobContainerClient container = azurite.container(name);
    azurite.upload(exports, container, "focus/");
    host.createOrganisation(name, "westeurope", Plan.ENTERPRISE, null, Hosts.ANN);
    Organisation organisation = host.organisation(name, Hosts.ANN);
    organisation.connect(connection(name, proxy.endpoint()));
    return new Place(organisation, container);
  }

  /** A connection to the folder {@code focus} of a container. */
  Connection connection(String container, String endpoint) {
    return new Connection(
        "azure",
        URI.create("abfss://" + container + "@" + Azurite.ACCOUNT + ".dfs.core.windows.net/focus"),
        Layout.AZURE,
        "token-service",
        Map.of("region", "westeurope", "store.endpoint", endpoint, "credential.url", tokens.url("/token")));
  }

  @Override
  public void close() {
    proxy.close();
    tokens.close();
    azurite.close();
  }
}
