package io.plimsoll.credential.azure;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts the certificates of a file besides those of the JDK: a private cloud's, or a proxy's that opens TLS. */
final class Trust {
  private Trust() {}

  static SSLContext besidesJdk(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
      own.load(null, null);
      int count = 0;
      for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        own.setCertificateEntry("ca-" + count++, certificate);
      }
      if (count == 0) {
        throw unusable(pem, "it holds no certificate", null);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {either(manager(null), manager(own))}, null);
      return context;
    } catch (IOException e) {
      throw unusable(pem, "it cannot be read", e);
    } catch (GeneralSecurityException e) {
      throw unusable(pem, "it does not hold certificates in PEM", e);
    }
  }

  private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("no trust manager");
  }

  private static X509TrustManager either(X509TrustManager jdk, X509TrustManager own) {
    return new X509TrustManager() {
      @Override
      public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        try {
          jdk.checkServerTrusted(chain, type);
        } catch (CertificateException e) {
          own.checkServerTrusted(chain, type);
        }
      }

      @Override
      public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("nobody connects to this program");
      }

      @Override
      public X509Certificate[] getAcceptedIssuers() {
        return own.getAcceptedIssuers();
      }
    };
  }

  private static PlimsollException unusable(Path pem, String why, @Nullable Exception cause) {
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST, "The certificates to trust, " + pem + ", cannot be used: " + why + ".",
        "Name a PEM file of certificates with --set credential.ca=PATH.", cause);
  }
}
