package io.plimsoll.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Bundles of the distribution under another version, as their next releases would be. */
final class RenamedBundle {
  private RenamedBundle() {}

  /** The jar of a bundle of the distribution. */
  static Path original(String name) {
    try (Stream<Path> jars = Files.list(Hosts.bundles())) {
      return jars.filter(j -> j.getFileName().toString().startsWith("plimsoll-" + name + "-")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes it under another version into this file, at once. */
  static Path version(String name, String version, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (JarFile from = new JarFile(original(name).toFile())) {
      Manifest manifest = from.getManifest();
      manifest.getMainAttributes().putValue("Bundle-Version", version);
      try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(part), manifest)) {
        for (Enumeration<JarEntry> entries = from.entries(); entries.hasMoreElements(); ) {
          JarEntry entry = entries.nextElement();
          if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            to.putNextEntry(new JarEntry(entry.getName()));
            from.getInputStream(entry).transferTo(to);
          }
        }
      }
    }
    return Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }
}
