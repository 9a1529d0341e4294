package io.plimsoll.host.runtime;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.plugin.Plugin;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns folders of jars into plug-ins, and says why the others are none. */
final class BundleLoader {
  private static final Logger LOG = LoggerFactory.getLogger(BundleLoader.class);
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final BundleContext context;
  private final RuntimeConfig config;
  private final Map<Bundle, BundleFile> installed = new LinkedHashMap<>();
  private final List<LoadedPlugin> plugins = new ArrayList<>();
  private final List<PluginStatus> refused = new ArrayList<>();

  BundleLoader(BundleContext context, RuntimeConfig config) {
    this.context = context;
    this.config = config;
  }

  /** Loads every {@code *.jar} of the folders, each folder in the order of file names. */
  BundleLoader load() {
    config.bundles().forEach(folder -> jars(folder).forEach(this::install));
    Bundle system = context.getBundle(0);
    system.adapt(FrameworkWiring.class).resolveBundles(installed.keySet());
    Diagnosis diagnosis = null;
    for (Map.Entry<Bundle, BundleFile> entry : installed.entrySet()) {
      if (entry.getKey().getState() == Bundle.INSTALLED) {
        diagnosis = diagnosis == null ? new Diagnosis(context) : diagnosis;
        refuse(entry.getValue().refused(diagnosis.of(entry.getKey())));
      } else {
        readPlugins(entry.getKey(), entry.getValue());
      }
    }
    return this;
  }

  /** The plug-ins found, in the order of their files. */
  List<LoadedPlugin> plugins() {
    return plugins;
  }

  /** The bundles and plug-ins refused. */
  List<PluginStatus> refused() {
    return refused;
  }

  private static List<Path> jars(Path folder) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
      jars.forEach(found::add);
    } catch (IOException e) {
      throw new PlimsollException(
          ErrorCode.NOT_FOUND,
          "The folder of bundles " + folder + " cannot be listed: " + Verdict.inWords(e) + ".",
          "Name a folder that exists and can be read.",
          e);
    }
    found.sort(Comparator.comparing(Path::getFileName));
    return found;
  }

  private void install(Path jar) {
    BundleFile file = BundleFile.read(jar);
    if (!file.problems().isEmpty()) {
      refuse(file);
      return;
    }
    BundleFile same =
        installed.values().stream()
            .filter(f -> f.symbolicName().equals(file.symbolicName()) && f.version().equals(file.version()))
            .findFirst()
            .orElse(null);
    if (same != null) {
      refuse(file.refused(List.of("it is the same bundle in the same version as " + same.file())));
      return;
    }
    try {
      // Read where it lies: the folder is the operator's, and a copy of each bundle would slow every start.
      // Felix decodes the address as a form field, in which a plus sign is a blank.
      String address = jar.toAbsolutePath().toUri().toString().replace("+", "%2B");
      installed.put(context.installBundle("reference:" + address), file);
    } catch (BundleException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      refuse(file.refused(List.of("it cannot be installed: " + Verdict.inWords(reason))));
    }
  }

  private void refuse(BundleFile file) {
    refused.add(file.status());
    LOG.warn("Bundle {} is refused: {}", file.file(), String.join("; ", file.problems()));
  }

  private void readPlugins(Bundle bundle, BundleFile file) {
    List<BundleCapability> capabilities =
        bundle.adapt(BundleRevision.class).getDeclaredCapabilities(Plugin.NAMESPACE);
    if (capabilities.isEmpty()) {
      refuse(file.refused(List.of("it offers no plug-in: no class of it has the annotation @Plugin")));
    }
    BundleTypes types = new BundleTypes(config.limits());
    for (BundleCapability capability : capabilities) {
      String name = attribute(capability, "name");
      String type = attribute(capability, "type");
      String className = attribute(capability, "class");
      Class<?> kind = kind(type);
      String version = bundle.getVersion().toString();
      if (!isName(name)) {
        refuse(file.refused(List.of("the name '" + name + "' of plug-in " + className
            + " is not made of lower-case letters, digits and hyphens")));
      } else if (kind == null) {
        refuse(file.refused(List.of("plug-in " + name + " is of type " + type + ", which is no kind of this API")));
      } else {
        PluginId id = new PluginId(name, kind.getSimpleName(), version, file.name());
        plugins.add(new LoadedPlugin(id, kind, className, bundle, types, config.limits(), config.clock()));
      }
    }
  }

  /** Whether a plug-in may have this name. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  private static String attribute(BundleCapability capability, String name) {
    return capability.getAttributes().get(name) instanceof String text ? text : "";
  }

  /** The interface of the API a plug-in says it is of; {@code null} when there is none of this name. */
  private static @Nullable Class<?> kind(String type) {
    try {
      Class<?> kind = Class.forName(type, false, Plimsoll.class.getClassLoader());
      return CallPlan.isGuarded(kind) ? kind : null;
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
