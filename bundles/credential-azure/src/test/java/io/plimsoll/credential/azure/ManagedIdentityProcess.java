package io.plimsoll.credential.azure;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.plugin.PluginSettings;
import java.util.Map;

/** Asks for one token of a managed identity, and only where the environment names a service on loopback. */
final class ManagedIdentityProcess {
  private ManagedIdentityProcess() {}

  /** Expects a client id, which may be empty. */
  public static void main(String[] arguments) {
    if (!String.valueOf(System.getenv("IDENTITY_ENDPOINT")).startsWith("http://127.0.0.1:")) {
      throw new IllegalStateException("IDENTITY_ENDPOINT names no service on loopback, so nothing is asked");
    }
    long begun = System.nanoTime();
    try (ManagedIdentityProvider provider = new ManagedIdentityProvider();
        Credential credential =
            provider.open(PluginSettings.of(arguments[0].isEmpty() ? Map.of() : Map.of("client", arguments[0])))) {
      credential.token(TokensTest.STORAGE).orElseThrow();
      System.out.println("token");
    } catch (PlimsollException e) {
      System.out.println(e.getMessage() + " " + e.advice());
    }
    System.out.println((System.nanoTime() - begun) / 1_000_000);
  }
}
