package io.plimsoll.host.runtime;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.framework.Felix;
import org.apache.felix.framework.util.FelixConstants;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
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

  private final Felix felix;
  private final Path storage;

  private EmbeddedFramework(Felix felix, Path storage) {
    this.felix = felix;
    this.storage = storage;
  }

  /** Starts a framework that keeps its files in this folder, which is emptied first. */
  static EmbeddedFramework open(Path storage) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SharedPackages.export());
    // Bundles see the JDK through the platform's loader and nothing of the embedder's class path.
    settings.put(Constants.FRAMEWORK_BUNDLE_PARENT, Constants.FRAMEWORK_BUNDLE_PARENT_EXT);
    // Otherwise Felix takes the one URL stream handler factory that a JVM has.
    settings.put(FelixConstants.SERVICE_URLHANDLERS_PROP, "false");
    settings.put(FelixConstants.LOG_LEVEL_PROP, "1");
    settings.put(FelixConstants.LOG_LOGGER_PROP, new FelixLog());
    Felix felix = new Felix(settings);
    try {
      Files.createDirectories(storage);
      felix.init();
    } catch (BundleException | IOException e) {
      throw new PlimsollException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "The plug-in runtime cannot use the folder " + storage + ": " + e.getMessage() + ".",
          "Give each host a folder of its own that it may write.",
          e);
    }
    return new EmbeddedFramework(felix, storage);
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
    try (Stream<Path> files = Files.walk(storage)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      LOG.warn("The folder {} of the plug-in framework could not be removed", storage, e);
    }
  }
}
