package io.plimsoll.host.lock;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.bundle.BundleLock;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.bundle.LockedBundle;
import io.plimsoll.host.key.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A lock of bundles and the public key that makes it count. */
public final class OperatorLock {
  private final Path file;
  private final Path publicKey;

  /**
   * @param publicKey the file of the operator's public key, X.509 encoded in base 64
   */
  public OperatorLock(Path file, Path publicKey) {
    this.file = file;
    this.publicKey = publicKey;
  }

  Path file() {
    return file;
  }

  Path publicKey() {
    return publicKey;
  }

  /** Signs the bundles in use and makes the key of that the one to trust, when none is yet. */
  public BundleLock write(List<BundleStatus> bundles, SigningKey key) {
    trust(key.publicKey());
    List<LockFile.Entry> entries =
        bundles.stream()
            .filter(b -> b.state() == BundleStatus.State.ACTIVE || b.state() == BundleStatus.State.RESTART)
            .map(b -> new LockFile.Entry(b.file(), b.name(), b.version(), b.digest()))
            .toList();
    return compare(LockFile.write(file, entries, key), bundles);
  }

  /** Compares bundles with the lock. */
  public BundleLock compare(List<BundleStatus> bundles) {
    return compare(read(), bundles);
  }

  private BundleLock compare(LockFile lock, List<BundleStatus> bundles) {
    List<LockedBundle> compared = new ArrayList<>();
    Set<String> there = new HashSet<>();
    for (BundleStatus bundle : bundles) {
      there.add(bundle.digest());
      compared.add(compare(lock, bundle));
    }
    for (LockFile.Entry entry : lock.entries()) {
      boolean changed = compared.stream().anyMatch(
          b -> b.file().equals(entry.file()) && b.state() == LockedBundle.State.CHANGED);
      if (!there.contains(entry.sha256()) && !changed) {
        compared.add(
            new LockedBundle(
                entry.file(), entry.name(), entry.version(), entry.sha256(), LockedBundle.State.MISSING,
                "no folder of bundles has it"));
      }
    }
    compared.sort(Comparator.comparing(LockedBundle::file));
    return new BundleLock(file, lock.publicKey(), compared);
  }

  private static LockedBundle compare(LockFile lock, BundleStatus bundle) {
    return new LockedBundle(
        bundle.file(), bundle.name(), bundle.version(), bundle.digest(), lock.state(bundle.file(), bundle.digest()),
        lock.problem(bundle.file(), bundle.digest()));
  }

  LockFile read() {
    return LockFile.read(file, trusted());
  }

  private void trust(String key) {
    try {
      if (!Files.exists(publicKey)) {
        Files.createDirectories(publicKey.toAbsolutePath().getParent());
        Files.writeString(publicKey, key + "\n");
      }
    } catch (IOException e) {
      throw unusable(e);
    }
    if (!trusted().equals(key)) {
      throw new PlimsollException(
          ErrorCode.REFUSED,
          "The key to sign with is not the one whose public half is " + publicKey + ".",
          "Sign with that one, or remove the file first to trust the new key from now on.");
    }
  }

  private String trusted() {
    try {
      return Files.readString(publicKey).strip();
    } catch (NoSuchFileException e) {
      throw new PlimsollException(
          ErrorCode.NOT_FOUND, "There is no public key " + publicKey + " to check the lock with.",
          "Copy it from where the lock was signed, or write a lock with: plimsoll plugins lock.", e);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private PlimsollException unusable(IOException e) {
    return new PlimsollException(
        ErrorCode.STORAGE_UNAVAILABLE, publicKey + " cannot be used: " + e.getMessage() + ".", "Check its permissions.", e);
  }
}
