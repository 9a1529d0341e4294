package io.plimsoll.testkit;

import io.plimsoll.api.plugin.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The bundles on the class path of a test: jars whose manifest lists plug-ins, and the classes of the module under
 * test, which become a jar as its build will make it.
 */
final class ClassPathBundles {
  private ClassPathBundles() {}

  /** Puts every bundle into a folder; answers how many there are. */
  static int into(Path folder) throws IOException {
    int found = 0;
    for (URL url : Collections.list(ClassPathBundles.class.getClassLoader().getResources(JarFile.MANIFEST_NAME))) {
      Manifest manifest;
      try (InputStream in = open(url)) {
        manifest = new Manifest(in);
      }
      String capabilities = manifest.getMainAttributes().getValue("Provide-Capability");
      if (capabilities != null && capabilities.contains(Plugin.NAMESPACE)) {
        place(url, manifest, folder);
        found++;
      }
    }
    return found;
  }

  private static InputStream open(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  private static void place(URL url, Manifest manifest, Path folder) throws IOException {
    Attributes attributes = manifest.getMainAttributes();
    String name = attributes.getValue("Bundle-SymbolicName").split(";")[0].strip();
    Path jar = folder.resolve(name + "-" + attributes.getValue("Bundle-Version") + ".jar");
    if (url.openConnection() instanceof JarURLConnection connection) {
      link(Path.of(uri(connection.getJarFileURL())), jar);
    } else {
      // The manifest lies in META-INF of the folder of classes.
      write(Path.of(uri(url)).getParent().getParent(), manifest, jar);
    }
  }

  private static void link(Path from, Path jar) throws IOException {
    try {
      Files.createLink(jar, from);
    } catch (IOException | UnsupportedOperationException e) {
      // Another disk, or one without links.
      Files.copy(from, jar);
    }
  }

  private static void write(Path classes, Manifest manifest, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        if (!name.equals(JarFile.MANIFEST_NAME)) {
          entries.putNextEntry(new JarEntry(name));
          Files.copy(file, entries);
        }
      }
    }
  }

  private static URI uri(URL url) throws IOException {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IOException(url + " is no file", e);
    }
  }
}
