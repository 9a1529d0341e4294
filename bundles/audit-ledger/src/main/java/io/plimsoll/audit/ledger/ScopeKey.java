package io.plimsoll.audit.ledger;

import io.plimsoll.api.audit.AuditScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The Ed25519 key pair of a scope: signs checkpoints, and the seals are derived from its private half. */
final class ScopeKey {
  private static final Pattern PEM = Pattern.compile(
      "-----BEGIN PRIVATE KEY-----\n(.+)\n-----END PRIVATE KEY-----\n"
          + "-----BEGIN PUBLIC KEY-----\n(.+)\n-----END PUBLIC KEY-----\n");

  private final String scope;
  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  private ScopeKey(String scope, PrivateKey privateKey, PublicKey publicKey) {
    this.scope = scope;
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /** A new key, not stored yet. */
  static ScopeKey generate(AuditScope scope) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new ScopeKey(scope.name(), pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java from 15 on has Ed25519", e);
    }
  }

  static ScopeKey load(AuditScope scope) throws IOException {
    Matcher pem = PEM.matcher(Files.readString(ScopeFiles.key(scope), StandardCharsets.US_ASCII));
    if (!pem.matches()) {
      throw new IOException(ScopeFiles.key(scope) + " does not hold a key pair");
    }
    try {
      KeyFactory keys = KeyFactory.getInstance("Ed25519");
      return new ScopeKey(
          scope.name(),
          keys.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem.group(1)))),
          keys.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem.group(2)))));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(ScopeFiles.key(scope) + " does not hold an Ed25519 key pair", e);
    }
  }

  void store(AuditScope scope) throws IOException {
    Base64.Encoder base64 = Base64.getEncoder();
    String pem = "-----BEGIN PRIVATE KEY-----\n" + base64.encodeToString(privateKey.getEncoded())
        + "\n-----END PRIVATE KEY-----\n-----BEGIN PUBLIC KEY-----\n" + base64.encodeToString(publicKey.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
    ScopeFiles.makeFile(ScopeFiles.key(scope), pem.getBytes(StandardCharsets.US_ASCII));
  }

  byte[] publicKey() {
    return publicKey.getEncoded();
  }

  Sealer sealer() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update("plimsoll-audit-seal/1\n".getBytes(StandardCharsets.US_ASCII));
      SecretKey sealKey = new SecretKeySpec(sha256.digest(privateKey.getEncoded()), "HmacSHA256");
      return new Sealer(scope, sealKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a loaded Ed25519 key signs", e);
    }
  }

  boolean signed(byte[] message, byte[] by) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(publicKey);
      signature.update(message);
      return signature.verify(by);
    } catch (GeneralSecurityException e) {
      // Bytes that are no signature at all.
      return false;
    }
  }
}
