package io.plimsoll.acceptance;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A program that collects with a secret, tries another one in vain, takes its data along, and leaves a heap dump. */
final class SecretRun {
  private SecretRun() {}

  /** Expects home, bundles, further bundles, exports, authority, trusted certificates, a good and a bad secret's file, a folder. */
  public static void main(String[] arguments) throws Exception {
    Path results = Path.of(arguments[8]);
    try (Plimsoll host =
        Plimsoll.builder().home(Path.of(arguments[0])).bundles(Path.of(arguments[1])).bundles(Path.of(arguments[2])).readers(2).build()) {
      host.createOrganisation("acme", "westeurope", Plan.ENTERPRISE, null, Hosts.ANN);
      Organisation acme = host.organisation("acme", Hosts.ANN);
      Connection connection =
          new Connection(
              "azure", URI.create("tokened://" + arguments[3]), Layout.AZURE, "azure-client-secret",
              Map.of("tenant", "t", "client", "c", "authority", arguments[4], "credential.ca", arguments[5], "region", "westeurope"));
      try (Secret secret = read(Path.of(arguments[6]))) {
        System.out.println(acme.connect(connection, secret, null) + " " + secret);
      }
      System.out.println("published " + Hosts.collect(acme).stream().filter(r -> r.state().name().equals("PUBLISHED")).count());
      try (Secret secret = read(Path.of(arguments[7]))) {
        acme.credentials().rotate("azure", secret, null);
        System.out.println("the bad secret was taken");
      } catch (PlimsollException e) {
        e.printStackTrace();
        System.out.println("refused: " + e.getMessage() + " " + e.advice());
      }
      System.out.println(acme.credentials().show("azure") + " " + acme.checkAccess(null) + " " + acme.audit());
      acme.export(results.resolve("archive"));
      awaitTheEndOfHttpClients();
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpHeap(results.resolve("after.hprof").toString(), true);
    }
    System.out.println("end");
  }

  /** An HTTP client of Java 17 ends a few seconds after the garbage was collected. */
  private static void awaitTheEndOfHttpClients() {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    System.gc();
    while (System.nanoTime() < until
        && Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().startsWith("HttpClient-"))) {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private static Secret read(Path file) throws Exception {
    CharBuffer text = StandardCharsets.UTF_8.decode(java.nio.ByteBuffer.wrap(Files.readAllBytes(file)));
    char[] characters = new char[text.remaining()];
    text.get(characters);
    return Secret.of(characters);
  }
}
