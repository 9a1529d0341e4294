package io.plimsoll.host.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;

/**
 * A keyset of Tink in a file that only its owner may read, made when the first key is wrapped. It is read anew for each
 * key, so that it is in memory no longer than needed and may be rotated with Tink's own tools.
 */
public final class WrappingKey implements KeyWrapper {
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  private final Path file;

  /** The key in this file, which need not be there yet. */
  public WrappingKey(Path file) {
    this.file = file;
  }

  @Override
  public String id() {
    return "wrapping-" + Integer.toHexString(keyset().getPrimary().getId());
  }

  @Override
  public byte[] wrap(byte[] key, String context) {
    if (Files.notExists(file)) {
      make();
    }
    try {
      return aead().encrypt(key, bytes(context));
    } catch (GeneralSecurityException e) {
      throw unusable("it cannot encrypt", e);
    }
  }

  @Override
  public byte[] unwrap(byte[] wrapped, String context) {
    try {
      return aead().decrypt(wrapped, bytes(context));
    } catch (GeneralSecurityException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_CORRUPT,
          "The wrapping key " + file + " does not open the " + context + ": another key wrapped it, or it was changed.",
          "Put the wrapping key of that time back; when it is lost, give every secret again: plimsoll connect … --secret-from.",
          e);
    }
  }

  private Aead aead() throws GeneralSecurityException {
    return keyset().getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  private KeysetHandle keyset() {
    try {
      AeadConfig.register();
      requirePrivate();
      return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get());
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(e instanceof java.nio.file.NoSuchFileException ? "there is no such file" : "it cannot be read as a key", e);
    }
  }

  private void make() {
    try {
      AeadConfig.register();
      String text =
          TinkJsonProtoKeysetFormat.serializeKeyset(
              KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM), InsecureSecretKeyAccess.get());
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      // Written beside it and moved, so that no other process ever reads half a key.
      Path whole = Files.createTempFile(folder, "wrapping", ".new");
      try {
        Files.writeString(whole, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.createLink(file, whole);
      } catch (FileAlreadyExistsException e) {
        // Another process was first; its key counts.
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw unusable("it cannot be made", e);
    }
  }

  private void requirePrivate() throws IOException {
    if (Files.getFileStore(file).supportsFileAttributeView("posix")
        && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
      throw new PlimsollException(
          ErrorCode.REFUSED,
          "The wrapping key " + file + " can be read by others than its owner.",
          "Take that away: chmod 600 " + file + ".");
    }
  }

  private PlimsollException unusable(String why, Exception cause) {
    return new PlimsollException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "The wrapping key " + file + " cannot be used: " + why + ".",
        "Restore the file from where it is kept; without it no sealed secret can be opened.",
        cause);
  }

  private static byte[] bytes(String context) {
    return context.getBytes(StandardCharsets.UTF_8);
  }
}
