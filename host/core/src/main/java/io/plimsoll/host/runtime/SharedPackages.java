package io.plimsoll.host.runtime;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ValueVector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The packages that host and bundles share, as the framework exports them: the API, Arrow's vectors and memory,
 * and slf4j, each read from the jar that is really there.
 *
 * <p>Jars that say what they export are believed. Arrow's say nothing; all their packages count, in the version
 * of the jar.
 */
final class SharedPackages {
  private SharedPackages() {}

  /** The value of {@code org.osgi.framework.system.packages.extra}. */
  static String export() {
    return Stream.of(Plimsoll.class, BufferAllocator.class, ValueVector.class, Logger.class)
        .map(SharedPackages::exportOf)
        .collect(Collectors.joining(","));
  }

  private static String exportOf(Class<?> anchor) {
    try {
      String name = anchor.getName().replace('.', '/') + ".class";
      URL url = anchor.getResource(anchor.getSimpleName() + ".class");
      if (url == null) {
        throw unusable(anchor, null);
      }
      if (url.getProtocol().equals("file")) {
        return ofFolder(anchor, url.toURI(), name);
      }
      URLConnection connection = url.openConnection();
      if (!(connection instanceof JarURLConnection jar)) {
        throw unusable(anchor, null);
      }
      jar.setUseCaches(false);
      try (JarFile file = jar.getJarFile()) {
        return ofJar(anchor, file);
      }
    } catch (IOException | java.net.URISyntaxException e) {
      throw unusable(anchor, e);
    }
  }

  private static String ofFolder(Class<?> anchor, URI type, String name) throws IOException {
    Path root = Path.of(type);
    for (int i = 0; i < name.split("/").length; i++) {
      root = root.getParent();
    }
    try (InputStream in = Files.newInputStream(root.resolve(JarFile.MANIFEST_NAME))) {
      return declared(anchor, new Manifest(in));
    }
  }

  private static String ofJar(Class<?> anchor, JarFile jar) throws IOException {
    Manifest manifest = jar.getManifest();
    if (manifest == null || manifest.getMainAttributes().getValue("Export-Package") != null) {
      return declared(anchor, manifest);
    }
    String version = manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    if (version == null) {
      throw unusable(anchor, null);
    }
    Set<String> packages = new TreeSet<>();
    for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
      String path = entry.getName();
      if (path.endsWith(".class") && path.indexOf('/') > 0 && !path.startsWith("META-INF/")) {
        packages.add(path.substring(0, path.lastIndexOf('/')).replace('/', '.'));
      }
    }
    String numbers = version.replaceFirst("[^0-9.].*$", "");
    return packages.stream().map(p -> p + ";version=\"" + numbers + '"').collect(Collectors.joining(","));
  }

  private static String declared(Class<?> anchor, @Nullable Manifest manifest) {
    String exports = manifest == null ? null : manifest.getMainAttributes().getValue("Export-Package");
    if (exports == null || !exports.contains(anchor.getPackageName())) {
      throw unusable(anchor, null);
    }
    return exports.replaceAll(";uses:=\"[^\"]*\"", "");
  }

  private static PlimsollException unusable(Class<?> anchor, @Nullable Exception cause) {
    return new PlimsollException(
        ErrorCode.INTERNAL,
        "The jar of " + anchor.getName() + " does not say which packages and versions it holds.",
        "Keep the jars of Plimsoll, Arrow and slf4j whole: a single merged jar loses their manifests.",
        cause);
  }
}
