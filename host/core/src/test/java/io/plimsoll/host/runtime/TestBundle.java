package io.plimsoll.host.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Writes a bundle out of compiled classes of the tests, as bnd would. */
final class TestBundle {
  static final String IMPORTS =
      Stream.of("api", "api.plugin", "api.export", "api.credential", "api.engine", "api.cost", "api.focus",
              "api.region", "api.retention", "api.anomaly")
              .map(p -> "io.plimsoll." + p)
              .reduce("org.apache.arrow.memory,org.apache.arrow.vector,javax.sql", (a, b) -> a + "," + b);

  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private String capabilities = "";

  private TestBundle(String symbolicName) {
    headers.put("Bundle-ManifestVersion", "2");
    headers.put("Bundle-SymbolicName", symbolicName);
    headers.put("Bundle-Version", "1.0.0");
    headers.put("Import-Package", IMPORTS);
  }

  static TestBundle named(String symbolicName) {
    return new TestBundle(symbolicName);
  }

  /** A bundle with one plug-in. */
  static TestBundle of(String name, Class<?> kind, Class<?> type) {
    return named("test." + name).plugin(name, kind, type);
  }

  TestBundle version(String version) {
    return header("Bundle-Version", version);
  }

  TestBundle header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  TestBundle without(String name) {
    headers.remove(name);
    return this;
  }

  TestBundle plugin(String name, Class<?> kind, Class<?> type) {
    return capability(name, kind.getName(), type.getName()).classes(type);
  }

  /** A plug-in that asks for grants, as bnd writes lists: {@code TAGS,NETWORK}. */
  TestBundle plugin(String name, Class<?> kind, Class<?> type, String needs, String uses) {
    classes(type);
    return capability(
        name, kind.getName(), type.getName() + "\";needs:List<String>=\"" + needs + "\";uses:List<String>=\"" + uses);
  }

  TestBundle capability(String name, String kind, String type) {
    capabilities +=
        (capabilities.isEmpty() ? "" : ",")
            + "io.plimsoll.plugin;name=\"" + name + "\";type=\"" + kind + "\";class=\"" + type + "\"";
    return header("Provide-Capability", capabilities);
  }

  /** A class with those inside it. */
  TestBundle classes(Class<?> type) {
    try {
      Path root = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      String name = type.getName().replace('.', '/');
      Path folder = root.resolve(name).getParent();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          String path = root.relativize(file).toString().replace('\\', '/');
          if (path.equals(name + ".class") || path.startsWith(name + "$")) {
            entries.put(path, Files.readAllBytes(file));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  TestBundle entry(String path, byte[] bytes) {
    entries.put(path, bytes);
    return this;
  }

  /** Writes {@code SYMBOLIC_NAME-VERSION.jar} into the folder. */
  Path in(Path folder) {
    String name = headers.getOrDefault("Bundle-SymbolicName", "nameless").split(";")[0];
    return as(folder.resolve(name + "-" + headers.get("Bundle-Version") + ".jar"));
  }

  /** Writes the bundle into this file. */
  Path as(Path file) {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.forEach(attributes::putValue);
    try {
      Files.createDirectories(file.getParent());
      try (OutputStream out = Files.newOutputStream(file);
          JarOutputStream jar = new JarOutputStream(out, manifest)) {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
          jar.putNextEntry(new JarEntry(entry.getKey()));
          jar.write(entry.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  static PluginRuntime start(Path root, GuardLimits limits) {
    return start(root, limits, new SettableClock());
  }

  /** Starts a runtime with the bundles in {@code root/bundles}. */
  static PluginRuntime start(Path root, GuardLimits limits, SettableClock clock) {
    return PluginRuntime.start(config(root, limits, clock));
  }

  /** With the bundles in {@code root/bundles}. */
  static RuntimeConfig config(Path root, GuardLimits limits, SettableClock clock) {
    return new RuntimeConfig(List.of(root.resolve("bundles")), List.of(), root.resolve("run"), clock, limits);
  }
}
