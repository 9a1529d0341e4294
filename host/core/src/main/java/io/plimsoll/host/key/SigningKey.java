package io.plimsoll.host.key;

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
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** An Ed25519 key that signs. Made once, readable by its owner alone. */
public final class SigningKey {
  private final KeyPair keys;

  private SigningKey(KeyPair keys) {
    this.keys = keys;
  }

  /** The key that a host signs certificates with, below its home folder; made when it is not there. */
  public static SigningKey ofHost(Path home) {
    return ofFile(home.resolve("keys").resolve("host.key"));
  }

  /** The operator's key, below the home folder; made when it is not there. */
  public static SigningKey ofOperator(Path home) {
    return ofFile(home.resolve("keys").resolve("operator.key"));
  }

  /** The key in a file that is there. */
  public static SigningKey in(Path file) {
    if (!Files.exists(file)) {
      throw new PlimsollException(
          ErrorCode.NOT_FOUND, "There is no key " + file + ".",
          "Name the file of a key that Plimsoll wrote, or name none to have one made below home.");
    }
    return ofFile(file);
  }

  private static SigningKey ofFile(Path file) {
    try {
      return new SigningKey(Files.exists(file) ? read(file) : create(file));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE, "The key " + file + " cannot be used: " + e.getMessage() + ".",
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

  /**
   * Whether a signature over these bytes was made with the private half of this key.
   *
   * @param publicKey X.509 encoded in base 64
   * @param signature in base 64
   */
  public static boolean verifies(String publicKey, byte[] bytes, String signature) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(publicKeyOf(publicKey));
      check.update(bytes);
      byte[] decoded = Base64.getDecoder().decode(signature);
      // Base 64 leaves bits over that no byte depends on; a signature is written in one way all the same.
      return Base64.getEncoder().encodeToString(decoded).equals(signature) && check.verify(decoded);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static PublicKey publicKeyOf(String text) throws GeneralSecurityException {
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text)));
  }

  private static KeyPair read(Path file) throws IOException, GeneralSecurityException {
    String[] lines = Files.readString(file).strip().split("\\s+");
    KeyFactory factory = KeyFactory.getInstance("Ed25519");
    return new KeyPair(
        publicKeyOf(lines[1]),
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
