package io.plimsoll.peers.azure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate of loopback that signs itself, in the forms that servers here want it.
 *
 * @param certificate in PEM
 * @param key in PEM
 * @param trust a store for {@code -Djavax.net.ssl.trustStore}, with the password {@code changeit}
 * @param context for servers of this process
 */
public record LoopbackCertificate(Path certificate, Path key, Path trust, SSLContext context) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** Makes one in this folder, and has this process trust it where nothing else is said. */
  public static LoopbackCertificate trusted(Path folder) {
    try {
      Path both = folder.resolve("loopback.p12");
      keytool(both);
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(both)) {
        store.load(in, PASSWORD);
      }
      Path certificate = pem(folder.resolve("loopback.crt"), "CERTIFICATE", store.getCertificate("loopback").getEncoded());
      Path key = pem(folder.resolve("loopback.key"), "PRIVATE KEY", store.getKey("loopback", PASSWORD).getEncoded());
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, PASSWORD);
      trusted.setCertificateEntry("loopback", store.getCertificate("loopback"));
      Path trust = folder.resolve("trust.p12");
      try (OutputStream out = Files.newOutputStream(trust)) {
        trusted.store(out, PASSWORD);
      }
      KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      TrustManagerFactory trusts = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusts.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trusts.getTrustManagers(), null);
      SSLContext.setDefault(context);
      return new LoopbackCertificate(certificate, key, trust, context);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(Path store) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "loopback",
            "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=loopback", "-ext", "SAN=IP:127.0.0.1,DNS:localhost",
            "-validity", "30", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", "changeit");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("keytool: " + said);
    }
  }

  private static Path pem(Path file, String type, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(file, "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
  }
}
