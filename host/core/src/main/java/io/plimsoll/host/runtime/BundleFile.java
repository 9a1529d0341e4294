package io.plimsoll.host.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;

/**
 * A file offered as a bundle, judged by its manifest and the names in it alone.
 *
 * @param file where it lies in its folder
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

  /** Unpacked, no jar of an honest author is larger; libraries inside a bundle are unpacked by the framework. */
  private static final long MOST_BYTES_UNPACKED = 2L << 30;

  private static final int MOST_NAMES_TOLD = 3;

  /**
   * Judges a file.
   *
   * @param content its bytes, in whatever file
   */
  static BundleFile read(Path file, Path content) {
    try (JarFile jar = new JarFile(content.toFile(), false)) {
      Manifest manifest = jar.getManifest();
      return manifest == null
          ? unreadable(file, "it has no manifest")
          : judge(file, manifest.getMainAttributes(), problemsOfEntries(jar));
    } catch (ZipException e) {
      return unreadable(file, isEmpty(content) ? "it is empty" : "it is no jar or is damaged: " + e.getMessage());
    } catch (IOException | IllegalArgumentException e) {
      return unreadable(file, "it cannot be read: " + Verdict.inWords(e));
    }
  }

  /** A file that cannot be judged. */
  static BundleFile unreadable(Path file, String problem) {
    return new BundleFile(file, "", "", List.of(problem));
  }

  String name() {
    return file.getFileName().toString();
  }

  /** The same file with reasons to refuse it. */
  BundleFile refused(List<String> reasons) {
    return new BundleFile(file, symbolicName, version, List.copyOf(reasons));
  }

  private static BundleFile judge(Path file, Attributes headers, List<String> ofEntries) {
    List<String> problems = new ArrayList<>();
    String symbolicName = headers.getValue("Bundle-SymbolicName");
    if (symbolicName == null) {
      problems.add("it has no Bundle-SymbolicName and so is no bundle");
    } else if (!"2".equals(headers.getValue("Bundle-ManifestVersion"))) {
      problems.add("its Bundle-ManifestVersion is not 2; let bnd write the manifest");
    }
    REFUSED_HEADERS.keySet().stream()
        .sorted()
        .filter(h -> headers.getValue(h) != null)
        .forEach(h -> problems.add(REFUSED_HEADERS.get(h) + " (" + h + ": " + headers.getValue(h) + ")"));
    problems.addAll(ofEntries);
    String version = headers.getValue("Bundle-Version");
    return new BundleFile(
        file,
        symbolicName == null ? "" : symbolicName.split(";")[0].strip(),
        version == null ? "" : version.strip(),
        List.copyOf(problems));
  }

  private static List<String> problemsOfEntries(JarFile jar) {
    List<String> outside = new ArrayList<>();
    long unpacked = 0;
    for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
      JarEntry entry = entries.nextElement();
      if (leavesTheJar(entry.getName())) {
        outside.add(entry.getName());
      }
      unpacked += Math.max(0, entry.getSize());
    }
    List<String> problems = new ArrayList<>();
    if (!outside.isEmpty()) {
      int more = outside.size() - MOST_NAMES_TOLD;
      problems.add(
          "it has entries whose names lead out of it: "
              + String.join(", ", outside.subList(0, Math.min(outside.size(), MOST_NAMES_TOLD)))
              + (more > 0 ? " and " + more + " more" : ""));
    }
    if (unpacked > MOST_BYTES_UNPACKED) {
      problems.add("it unpacks to " + (unpacked >> 20) + " MiB, more than the " + (MOST_BYTES_UNPACKED >> 20) + " allowed");
    }
    return problems;
  }

  private static boolean leavesTheJar(String name) {
    if (name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0 || name.matches("[A-Za-z]:.*")) {
      return true;
    }
    return List.of(name.split("/")).contains("..");
  }

  private static boolean isEmpty(Path file) {
    try {
      return Files.size(file) == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
