package io.plimsoll.acceptance;

import io.plimsoll.api.anomaly.AnomalyDetector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Writes a bundle with one detector of the tests, as bnd would. */
final class DetectorJar {
  private DetectorJar() {}

  /**
   * @param asks further attributes of the capability, such as {@code needs:List<String>="TAGS"}; empty for none
   */
  static void write(Path folder, String name, Class<? extends AnomalyDetector> type, String asks) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "test." + name);
    headers.putValue("Bundle-Version", "1.0.0");
    headers.putValue("Import-Package", "io.plimsoll.api.anomaly,io.plimsoll.api.cost,io.plimsoll.api.plugin");
    headers.putValue(
        "Provide-Capability",
        "io.plimsoll.plugin;name=" + name + ";type=\"" + AnomalyDetector.class.getName() + "\";class=\"" + type.getName()
            + "\"" + (asks.isEmpty() ? "" : ";" + asks));
    String entry = type.getName().replace('.', '/') + ".class";
    Files.createDirectories(folder);
    try (OutputStream out = Files.newOutputStream(folder.resolve(name + ".jar"));
        JarOutputStream jar = new JarOutputStream(out, manifest);
        InputStream code = Objects.requireNonNull(type.getClassLoader().getResourceAsStream(entry))) {
      jar.putNextEntry(new JarEntry(entry));
      code.transferTo(jar);
    }
  }
}
