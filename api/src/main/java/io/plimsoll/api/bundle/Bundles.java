package io.plimsoll.api.bundle;

import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The jars in the folders a host was given. Thread-safe. */
@ProviderType
public interface Bundles {
  /**
   * Every jar, by file name. Starts plug-ins that no call has started yet, so that what is wrong with one shows here
   * and not at its first use.
   */
  List<BundleStatus> list();

  /**
   * Writes a lock of every jar that is active, signed; the jars rejected are left out.
   *
   * @param key the file of the operator's Ed25519 key; without it, {@code keys/operator.key} below home, made when it
   *     is not there and readable by its owner alone
   * @throws PlimsollException {@code NOT_FOUND} when there is no such file
   */
  BundleLock lock(@Nullable Path key, Caller caller);

  /**
   * Compares the jars with the lock.
   *
   * @throws PlimsollException {@code NOT_FOUND} without a lock, {@code REFUSED} when its signature is not that of the
   *     operator's key
   */
  BundleLock verify(Caller caller);
}
