package io.plimsoll.host.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** Says in words everything that a bundle needs and does not get. */
final class Diagnosis {
  private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]+)\\)");
  private static final Pattern AT_LEAST = Pattern.compile("(?<!\\(!)\\(version>=([^)]+)\\)");
  private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");
  private static final Pattern AT_MOST = Pattern.compile("(?<!\\(!)\\(version<=([^)]+)\\)");
  private static final Pattern JAVA = Pattern.compile("\\(osgi\\.ee=JavaSE\\)\\(version=([^)]+)\\)");

  private final Map<String, List<BundleCapability>> provided;

  /** Looks at everything that the host offers a bundle, and the bundle itself; other bundles offer it nothing. */
  Diagnosis(BundleContext context, Bundle bundle) {
    List<BundleCapability> all = new ArrayList<>();
    for (Bundle each : List.of(context.getBundle(0), bundle)) {
      all.addAll(each.adapt(BundleRevision.class).getDeclaredCapabilities(null));
    }
    provided = all.stream().collect(Collectors.groupingBy(BundleCapability::getNamespace));
  }

  /** Every need of a bundle that nothing meets; when there is none, what the framework says. */
  List<String> of(Bundle bundle) {
    List<String> unmet = new ArrayList<>();
    for (BundleRequirement need : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
      if (isMandatory(need) && offered(need.getNamespace()).stream().noneMatch(need::matches)) {
        unmet.add(inWords(need));
      }
    }
    return unmet.isEmpty() ? List.of(whatTheFrameworkSays(bundle)) : unmet;
  }

  private List<BundleCapability> offered(String namespace) {
    return provided.getOrDefault(namespace, List.of());
  }

  private static boolean isMandatory(BundleRequirement need) {
    Map<String, String> directives = need.getDirectives();
    return !Constants.RESOLUTION_OPTIONAL.equals(directives.get(Constants.RESOLUTION_DIRECTIVE))
        && !Constants.EFFECTIVE_ACTIVE.equals(directives.get(Constants.EFFECTIVE_DIRECTIVE));
  }

  private String inWords(BundleRequirement need) {
    String filter = need.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
    Matcher name = PACKAGE.matcher(filter);
    if (need.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE) && name.find()) {
      return "it needs package " + name.group(1) + range(filter) + "; " + whatThereIs(name.group(1));
    }
    Matcher java = JAVA.matcher(filter);
    if (need.getNamespace().equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE) && java.find()) {
      return "it is built for Java " + java.group(1) + " and this is Java " + Runtime.version().feature();
    }
    return "it needs " + need.getNamespace() + " " + filter + "; nothing here provides it";
  }

  private String whatThereIs(String name) {
    TreeSet<String> versions = new TreeSet<>();
    for (BundleCapability capability : offered(PackageNamespace.PACKAGE_NAMESPACE)) {
      if (name.equals(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))) {
        versions.add(String.valueOf(capability.getAttributes().get(Constants.VERSION_ATTRIBUTE)));
      }
    }
    return versions.isEmpty() ? "nothing here provides it" : "here is version " + String.join(" and ", versions);
  }

  private static String range(String filter) {
    String from = first(AT_LEAST, filter);
    String below = first(BELOW, filter);
    String to = first(AT_MOST, filter);
    if (from.isEmpty() && below.isEmpty() && to.isEmpty()) {
      return "";
    }
    String end = below.isEmpty() ? to.isEmpty() ? "" : " up to " + to : " up to but not " + below;
    return " in version " + (from.isEmpty() ? "0" : from) + (end.isEmpty() ? " or later" : end);
  }

  private static String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? found.group(1) : "";
  }

  private static String whatTheFrameworkSays(Bundle bundle) {
    try {
      bundle.start(Bundle.START_TRANSIENT);
      return "it cannot be resolved";
    } catch (BundleException e) {
      return "it cannot be resolved: " + e.getMessage();
    }
  }
}
