package io.plimsoll.credential.azure;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate with its private key; its text form shows neither. */
final class KeyedCertificate {
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);

  private final byte[] content;
  private final boolean pem;
  private final X509Certificate certificate;

  private KeyedCertificate(byte[] content, boolean pem, X509Certificate certificate) {
    this.content = content;
    this.pem = pem;
    this.certificate = certificate;
  }

  /**
   * Reads a certificate.
   *
   * @param file of PEM or PKCS 12; empty when the secret itself is PEM
   * @param secret the PEM text, or the password of the PKCS 12 file; empty for none
   */
  static KeyedCertificate read(String file, String secret) {
    byte[] content = file.isEmpty() ? secret.getBytes(StandardCharsets.UTF_8) : bytes(Path.of(file));
    String source = file.isEmpty() ? "the sealed certificate" : file;
    boolean pem = new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    try {
      return new KeyedCertificate(content, pem, pem ? ofPem(content, source) : ofStore(content, secret, source));
    } catch (GeneralSecurityException | IOException e) {
      // Without the cause: what a parser says may quote what it read.
      throw unusable(source, pem ? "its certificate cannot be read" : "it is neither PEM nor PKCS 12, or the password is not the right one");
    }
  }

  byte[] content() {
    return content.clone();
  }

  boolean pem() {
    return pem;
  }

  Instant expiresAt() {
    return certificate.getNotAfter().toInstant();
  }

  void requireValid(Instant now) {
    if (!expiresAt().isAfter(now)) {
      throw new PlimsollException(
          ErrorCode.ACCESS_DENIED,
          "The credential " + ClientCertificateProvider.NAME + " has a certificate that ended at " + expiresAt() + ".",
          "Make a new one, register it with the application and put it in place: plimsoll credential ORG CONNECTION rotate --secret-from …");
    }
  }

  private static X509Certificate ofPem(byte[] content, String source) throws GeneralSecurityException {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    Matcher found = CERTIFICATE.matcher(text);
    if (!found.find()) {
      throw unusable(source, "it holds no certificate");
    }
    if (!text.contains("PRIVATE KEY-----")) {
      throw unusable(source, "it holds no private key");
    }
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(found.group().getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static X509Certificate ofStore(byte[] content, String password, String source)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(content), password.toCharArray());
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate found) {
        return found;
      }
    }
    throw unusable(source, "it holds no certificate with a private key");
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw unusable(file.toString(), "there is no such file");
    } catch (IOException e) {
      throw unusable(file.toString(), "it cannot be read");
    }
  }

  private static PlimsollException unusable(String source, String why) {
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST,
        "The credential " + ClientCertificateProvider.NAME + " cannot use " + source + ": " + why + ".",
        "Give certificate and private key in PEM with --secret-from file:PATH, or name a PKCS 12 file with --set certificate=PATH and"
            + " its password with --secret-from.");
  }

  @Override
  public String toString() {
    return "KeyedCertificate[until " + expiresAt() + "]";
  }
}
