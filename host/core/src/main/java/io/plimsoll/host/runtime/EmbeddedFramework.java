package io.plimsoll.host.runtime;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.felix.framework.Felix;
import org.apache.felix.framework.util.FelixConstants;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Felix inside somebody else's program: it takes nothing of the JVM for itself and leaves nothing behind.
 *
 * <p>The framework is initialised and never started. That is enough to resolve bundles and load their classes;
 * bundles have no activators here, so there is nothing that starting would run.
 */
final class EmbeddedFramework implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedFramework.class);
  private static final long STOP_MILLIS = 10_000;
  private static final String JARS = "jars";

  private final Felix felix;
  private final PrivateFolder storage;

  private EmbeddedFramework(Felix felix, PrivateFolder storage) {
    this.felix = felix;
    this.storage = storage;
  }

  /** Starts a framework that keeps its files in a folder of its own below this one. */
  static EmbeddedFramework open(Path parent) {
    try {
      PrivateFolder storage = PrivateFolder.below(parent);
      try {
        Files.createDirectory(storage.path().resolve(JARS));
        Felix felix = new Felix(settings(storage.path().resolve("framework")));
        initialise(felix);
        // Bundles share nothing but what the host exports, whatever they export themselves: one that was wired to
        // another could not be unloaded without it.
        felix.getBundleContext().registerService(ResolverHookFactory.class, triggers -> new HostAlone(), null);
        return new EmbeddedFramework(felix, storage);
      } catch (BundleException | RuntimeException e) {
        storage.close();
        throw e;
      }
    } catch (BundleException | IOException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The plug-in runtime cannot use the folder " + parent + ": " + Verdict.inWords(e) + ".",
          "Give the host a folder that it may write.",
          e);
    }
  }

  /**
   * Felix makes its threads like the one that initialises it. They must not keep a program alive whose author
   * forgot to close the host, so a daemon does it.
   */
  private static void initialise(Felix felix) throws BundleException {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              felix.init();
              return null;
            });
    Thread thread = new Thread(null, task, "plimsoll-framework-start", 0, false);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          task.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new BundleException("Felix did not start", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Map<String, Object> settings(Path storage) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SharedPackages.export());
    // Bundles see the JDK through the platform's loader and nothing of the embedder's class path.
    settings.put(Constants.FRAMEWORK_BUNDLE_PARENT, Constants.FRAMEWORK_BUNDLE_PARENT_EXT);
    // Otherwise Felix takes the one URL stream handler factory that a JVM has.
    settings.put(FelixConstants.SERVICE_URLHANDLERS_PROP, "false");
    // The resolver's own threads would outlive the framework, and for a dozen bundles they do not pay.
    settings.put("felix.resolver.parallelism", "1");
    // The version that replaces a bundle is installed before the one it replaces is let go, and may be the same.
    settings.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
    settings.put(FelixConstants.LOG_LEVEL_PROP, "1");
    settings.put(FelixConstants.LOG_LOGGER_PROP, new FelixLog());
    return settings;
  }

  /** A folder for private copies of jars; goes with the framework. */
  Path jars() {
    return storage.path().resolve(JARS);
  }

  BundleContext context() {
    return felix.getBundleContext();
  }

  /** Stops Felix and its threads and removes its folder. */
  @Override
  public void close() {
    try {
      felix.stop();
      felix.waitForStop(STOP_MILLIS);
    } catch (BundleException e) {
      LOG.warn("The plug-in framework did not stop as it should", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    storage.close();
  }

  /** Lets a bundle be wired to the host and to itself. */
  private static final class HostAlone implements ResolverHook {
    @Override
    public void filterMatches(BundleRequirement need, Collection<BundleCapability> offers) {
      Bundle bundle = need.getRevision().getBundle();
      offers.removeIf(
          o -> o.getRevision().getBundle().getBundleId() != 0 && !o.getRevision().getBundle().equals(bundle));
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {}

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> collisions) {
      collisions.clear();
    }

    @Override
    public void end() {}
  }
}
