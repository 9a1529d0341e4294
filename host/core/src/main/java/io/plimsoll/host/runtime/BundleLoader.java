package io.plimsoll.host.runtime;

import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.plugin.Plugin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** Turns jars into bundles with plug-ins, and says why the others are none. Runs no code of theirs. */
final class BundleLoader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final String RESTART = "restartToUpgrade";

  private final EmbeddedFramework framework;
  private final RuntimeConfig config;

  BundleLoader(EmbeddedFramework framework, RuntimeConfig config) {
    this.framework = framework;
    this.config = config;
  }

  /**
   * What became of a jar.
   *
   * @param file with the reasons to refuse it, if any
   * @param digest the SHA-256 of its bytes; empty when nobody needed it or they cannot be read
   * @param bundle {@code null} when it is refused
   */
  record Judged(BundleFile file, String digest, @Nullable InstalledBundle bundle) {}

  /** Judges, installs and resolves these jars, in this order. */
  List<Judged> load(List<Path> jars) {
    List<Candidate> candidates = new ArrayList<>();
    for (Path jar : jars) {
      candidates.add(new Candidate(jar));
    }
    BundleContext context = framework.context();
    List<Bundle> installed = candidates.stream().map(c -> c.bundle).filter(b -> b != null).toList();
    if (!installed.isEmpty()) {
      context.getBundle(0).adapt(FrameworkWiring.class).resolveBundles(installed);
    }
    return candidates.stream().map(Candidate::judged).toList();
  }

  /** A jar on its way to become a bundle. */
  private final class Candidate {
    private final @Nullable JarCopy copy;
    private BundleFile file;
    private String digest = "";
    private @Nullable Bundle bundle;

    Candidate(Path jar) {
      JarCopy read = null;
      try {
        read = JarCopy.of(jar, framework.jars());
        file = BundleFile.read(jar, read.path());
        if (!config.gate().isOpen()) {
          digest = read.digest();
          List<String> problems = new ArrayList<>(file.problems());
          problems.addAll(config.gate().refusals(file.name(), digest));
          file = file.refused(problems);
        }
      } catch (IOException e) {
        file = BundleFile.unreadable(jar, "it cannot be read: " + Verdict.inWords(e));
      }
      copy = read;
      if (copy != null && file.problems().isEmpty()) {
        install(copy);
      }
    }

    private void install(JarCopy jar) {
      try {
        // Felix decodes the address as a form field, in which a plus sign is a blank.
        String address = jar.path().toAbsolutePath().toUri().toString().replace("+", "%2B");
        bundle = framework.context().installBundle("reference:" + address);
      } catch (BundleException | IllegalArgumentException e) {
        Throwable reason = e.getCause() == null ? e : e.getCause();
        file = file.refused(List.of("it cannot be installed: " + Verdict.inWords(reason)));
      }
    }

    Judged judged() {
      Bundle made = bundle;
      List<LoadedPlugin> plugins = new ArrayList<>();
      BundleTypes types = new BundleTypes(config.limits());
      if (made != null) {
        List<String> problems =
            made.getState() == Bundle.INSTALLED
                ? new Diagnosis(framework.context(), made).of(made)
                : readPlugins(made, file, types, plugins);
        file = file.refused(problems);
      }
      if (made != null && copy != null && file.problems().isEmpty()) {
        return new Judged(file, digest, new InstalledBundle(file, copy, made, types, plugins));
      }
      if (copy != null) {
        digest = copy.digest();
        copy.close();
      }
      if (made != null) {
        uninstall(made);
      }
      return new Judged(file, digest, null);
    }

    private void uninstall(Bundle made) {
      try {
        made.uninstall();
      } catch (BundleException e) {
        file = file.refused(List.of("it cannot be removed from the framework: " + Verdict.inWords(e)));
      }
    }
  }

  /** Reads the plug-ins of a bundle from its manifest; answers what is wrong with any. */
  private List<String> readPlugins(Bundle bundle, BundleFile file, BundleTypes types, List<LoadedPlugin> plugins) {
    List<BundleCapability> capabilities = capabilities(bundle);
    if (capabilities.isEmpty()) {
      return List.of("it offers no plug-in: no class of it has the annotation @Plugin");
    }
    List<String> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (BundleCapability capability : capabilities) {
      String name = attribute(capability, "name");
      String type = attribute(capability, "type");
      String className = attribute(capability, "class");
      Class<?> kind = kind(type);
      if (!isName(name)) {
        problems.add("the name '" + name + "' of plug-in " + className
            + " is not made of lower-case letters, digits and hyphens");
      } else if (kind == null) {
        problems.add("plug-in " + name + " is of type " + type + ", which is no kind of this API");
      } else if (!names.add(type + " " + name)) {
        problems.add("it has two plug-ins " + name + " (" + kind.getSimpleName() + ")");
      } else {
        PluginId id = new PluginId(name, kind.getSimpleName(), bundle.getVersion().toString(), file.name());
        DeclaredGrants needs = DeclaredGrants.of(capability, "needs");
        DeclaredGrants uses = DeclaredGrants.of(capability, "uses");
        if (needs.unknown().isEmpty()) {
          PluginNeeds asked = PluginNeeds.of(kind, needs.known(), uses.known(), config.brings(file.file()));
          plugins.add(new LoadedPlugin(id, kind, className, bundle, types, asked, config));
        } else {
          problems.add(
              "plug-in " + name + " needs " + String.join(" and ", needs.unknown()) + ", which nothing here can grant");
        }
      }
    }
    return problems;
  }

  /** Whether a new version of this bundle has to wait for the next start of the host. */
  static boolean needsRestart(Bundle bundle) {
    return capabilities(bundle).stream().anyMatch(c -> Boolean.parseBoolean(String.valueOf(c.getAttributes().get(RESTART))));
  }

  private static List<BundleCapability> capabilities(Bundle bundle) {
    return bundle.adapt(BundleRevision.class).getDeclaredCapabilities(Plugin.NAMESPACE);
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
