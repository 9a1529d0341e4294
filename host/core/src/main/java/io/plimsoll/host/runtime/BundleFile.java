package io.plimsoll.host.runtime;

import io.plimsoll.api.PluginStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;

/**
 * A file offered as a bundle, judged by its manifest alone.
 *
 * @param version of the bundle; empty when it names none
 * @param problems every reason to refuse it; empty when it may be installed
 */
record BundleFile(Path file, String symbolicName, String version, List<String> problems) {
  private static final Map<String, String> REFUSED_HEADERS =
      Map.of(
          "Fragment-Host", "it is a fragment, which would change another bundle or the host",
          "Require-Bundle", "it requires another bundle; import packages instead",
          "DynamicImport-Package", "it imports packages that it does not name beforehand",
          "Bundle-Activator", "it has an activator; a plug-in's constructor runs when the plug-in is first used");

  /** Reads the manifest of a file. */
  static BundleFile read(Path file) {
    try (JarFile jar = new JarFile(file.toFile(), false)) {
      Manifest manifest = jar.getManifest();
      return manifest == null ? unreadable(file, "it has no manifest") : judge(file, manifest.getMainAttributes());
    } catch (ZipException e) {
      return unreadable(file, isEmpty(file) ? "it is empty" : "it is no jar or is damaged: " + e.getMessage());
    } catch (IOException e) {
      return unreadable(file, "it cannot be read: " + e.getMessage());
    }
  }

  String name() {
    return file.getFileName().toString();
  }

  /** The same file with reasons to refuse it. */
  BundleFile refused(List<String> reasons) {
    return new BundleFile(file, symbolicName, version, List.copyOf(reasons));
  }

  /** How a refused bundle is shown: one entry with every reason. */
  PluginStatus status() {
    return new PluginStatus(
        name(), "", version, name(), PluginStatus.State.REJECTED, String.join("; ", problems), 0, 0);
  }

  private static BundleFile judge(Path file, Attributes headers) {
    List<String> problems = new ArrayList<>();
    String symbolicName = headers.getValue("Bundle-SymbolicName");
    if (symbolicName == null) {
      problems.add("it has no Bundle-SymbolicName and so is no bundle");
    }
    REFUSED_HEADERS.keySet().stream()
        .sorted()
        .filter(h -> headers.getValue(h) != null)
        .forEach(h -> problems.add(REFUSED_HEADERS.get(h) + " (" + h + ": " + headers.getValue(h) + ")"));
    String version = headers.getValue("Bundle-Version");
    return new BundleFile(
        file,
        symbolicName == null ? "" : symbolicName.split(";")[0].strip(),
        version == null ? "" : version.strip(),
        List.copyOf(problems));
  }

  private static BundleFile unreadable(Path file, String problem) {
    return new BundleFile(file, "", "", List.of(problem));
  }

  private static boolean isEmpty(Path file) {
    try {
      return Files.size(file) == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
