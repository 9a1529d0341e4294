package io.plimsoll.credential.azure;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate of the machine's own that keytool makes, with its key. */
record TestCertificate(Path store, X509Certificate certificate, Key key) {
  static final String PASSWORD = "changeit";

  /** @param validity arguments of keytool, such as {@code -validity 2} */
  static TestCertificate make(Path folder, String name, String... validity) throws Exception {
    Path store = folder.resolve(name + ".p12");
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "a", "-keyalg",
                "RSA", "-keysize", "2048", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1,dns:localhost", "-storetype",
                "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
    command.addAll(List.of(validity));
    Process keytool =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IllegalStateException("keytool failed");
    }
    KeyStore read = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      read.load(in, PASSWORD.toCharArray());
    }
    return new TestCertificate(store, (X509Certificate) read.getCertificate("a"), read.getKey("a", PASSWORD.toCharArray()));
  }

  String pem() throws Exception {
    return block("CERTIFICATE", certificate.getEncoded());
  }

  String pemWithKey() throws Exception {
    return pem() + block("PRIVATE KEY", key.getEncoded());
  }

  Path pemFile() throws Exception {
    return Files.writeString(store.resolveSibling(store.getFileName() + ".pem"), pem());
  }

  SSLContext server() throws Exception {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry("a", key, PASSWORD.toCharArray(), new X509Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static String block(String title, byte[] content) {
    return "-----BEGIN " + title + "-----\n" + Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(content) + "\n-----END "
        + title + "-----\n";
  }
}
