package io.plimsoll.host.leave;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The Ed25519 key a host signs certificates with. Made once, readable by its owner alone. */
public final class HostKey {
  private final KeyPair keys;

  private HostKey(KeyPair keys) {
    this.keys = keys;
  }

  /** The key below a home folder. */
  public static HostKey of(Path home) {
    Path file = home.resolve("keys").resolve("host.key");
    try {
      return new HostKey(Files.exists(file) ? read(file) : create(file));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE, "The host's key " + file + " cannot be used: " + e.getMessage() + ".",
          "Check that the file can be read and is the one Plimsoll wrote.", e);
    }
  }

  /** The signature over these bytes, in base 64. */
  public String sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(bytes);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign", e);
    }
  }

  /** The public key, X.509 encoded in base 64. */
  public String publicKey() {
    return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }

  private static KeyPair read(Path file) throws IOException, GeneralSecurityException {
    String[] lines = Files.readString(file).strip().split("\\s+");
    KeyFactory factory = KeyFactory.getInstance("Ed25519");
    return new KeyPair(
        factory.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(lines[1]))),
        factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines[0]))));
  }

  private static KeyPair create(Path file) throws IOException, GeneralSecurityException {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Files.createDirectories(file.getParent());
    boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
    if (posix) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Base64.Encoder base64 = Base64.getEncoder();
    Files.writeString(
        file,
        base64.encodeToString(keys.getPrivate().getEncoded()) + "\n" + base64.encodeToString(keys.getPublic().getEncoded()) + "\n",
        StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    return keys;
  }
}
