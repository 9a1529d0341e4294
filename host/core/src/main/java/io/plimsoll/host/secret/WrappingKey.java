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
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
  public void prepare() {
    if (Files.notExists(file)) {
      make();
    }
  }

  @Override
  public String id() {
    return name(keyset().getPrimary().getId());
  }

  @Override
  public byte[] wrap(byte[] key, String context) {
    prepare();
    try {
      return aead().encrypt(key, bytes(context));
    } catch (GeneralSecurityException e) {
      throw unusable("it cannot encrypt", e);
    }
  }

  @Override
  public byte[] unwrap(byte[] wrapped, String context) {
    if (PluginKeyWrapper.isPlugins(wrapped)) {
      throw PluginKeyWrapper.elsewhere(context, wrapped);
    }
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

  /** Whether there is a key yet. */
  boolean exists() {
    return Files.exists(file);
  }

  /** Keys that wrap no more and still unwrap. */
  List<String> oldKeys() {
    if (!exists()) {
      return List.of();
    }
    KeysetHandle keys = keyset();
    List<String> old = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (!keys.getAt(i).isPrimary()) {
        old.add(name(keys.getAt(i).getId()));
      }
    }
    return old;
  }

  /** Puts a new key in front of those there are, unless a rotation is under way: then that one is finished. */
  void begin() {
    changed(
        keys ->
            keys.size() > 1
                ? null
                : KeysetHandle.newBuilder(keys)
                    .addEntry(
                        KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM).withRandomId().makePrimary())
                    .build());
  }

  /** Drops the keys of these names, which nothing needs any more; never the one in force. */
  void drop(List<String> names) {
    changed(
        keys -> {
          KeysetHandle.Builder left = KeysetHandle.newBuilder(keys);
          for (int i = left.size() - 1; i >= 0; i--) {
            if (!keys.getAt(i).isPrimary() && names.contains(name(keys.getAt(i).getId()))) {
              left.deleteAt(i);
            }
          }
          return left.build();
        });
  }

  private interface Change {
    @Nullable KeysetHandle of(KeysetHandle keys) throws GeneralSecurityException;
  }

  /** One process changes the file at a time; readers find the whole file of before or after. */
  private void changed(Change change) {
    Path folder = folder();
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(file.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      KeysetHandle next = change.of(keyset());
      if (next != null) {
        Path whole = written(next);
        try {
          Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
          synced(folder);
        } finally {
          Files.deleteIfExists(whole);
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw unusable("it cannot be changed", e);
    }
  }

  private static void synced(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every system lets a folder be opened; the move itself is then as durable as it makes it.
    }
  }

  private Path written(KeysetHandle keys) throws IOException, GeneralSecurityException {
    Path whole = Files.createTempFile(folder(), "wrapping", ".new");
    Files.writeString(
        whole, TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get()), StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
    return whole;
  }

  private Path folder() {
    return java.util.Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  private static String name(int id) {
    return "wrapping-" + Integer.toHexString(id);
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
      Files.createDirectories(folder());
      // Written beside it and moved, so that no other process ever reads half a key.
      Path whole = written(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
      try {
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
