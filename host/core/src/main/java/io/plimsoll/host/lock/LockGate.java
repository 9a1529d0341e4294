package io.plimsoll.host.lock;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.host.runtime.BundleGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Lets the jars run that a lock lists; reads the lock again when its file changes. */
public final class LockGate implements BundleGate {
  private final OperatorLock lock;
  private Object readAt;
  private LockFile content;

  /**
   * A gate of a lock that counts now.
   *
   * @throws PlimsollException when there is no lock, or it is not as the operator signed it
   */
  public LockGate(OperatorLock lock) {
    this.lock = lock;
    this.readAt = state();
    this.content = lock.read();
  }

  @Override
  public synchronized List<String> refusals(String file, String digest) {
    try {
      Object now = state();
      if (!now.equals(readAt)) {
        content = lock.read();
        readAt = now;
      }
    } catch (PlimsollException e) {
      return List.of("nothing new may run, because the lock of bundles does not count: " + e.getMessage());
    }
    String problem = content.problem(file, digest);
    return problem.isEmpty() ? List.of() : List.of(problem);
  }

  @Override
  public Object state() {
    return List.of(stateOf(lock.file()), stateOf(lock.publicKey()));
  }

  private static List<String> stateOf(Path file) {
    try {
      BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
      return List.of(Long.toString(seen.size()), seen.lastModifiedTime().toString(), String.valueOf(seen.fileKey()));
    } catch (IOException e) {
      return List.of("not there");
    }
  }
}
