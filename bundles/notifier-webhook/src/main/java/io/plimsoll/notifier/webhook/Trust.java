package io.plimsoll.notifier.webhook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The authorities whose certificates count. */
final class Trust {
  private Trust() {}

  /**
   * Those of the Java runtime, or only those given.
   *
   * @param pem certificates as text; empty for those of the runtime
   * @throws IllegalArgumentException when the text holds no certificate
   */
  static SSLContext of(String pem) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      if (pem.isBlank()) {
        context.init(null, null, null);
        return context;
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate each :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
        store.setCertificateEntry("ca-" + number++, each);
      }
      if (number == 0) {
        throw new IllegalArgumentException("no certificate");
      }
      TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("no certificate", e);
    }
  }
}
