package io.plimsoll.host.notice;

import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.notice.Notice;
import io.plimsoll.api.plugin.Grant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A notice without what its notifier was not granted. Pure. */
final class GrantedNotice {
  private static final String HIDDEN = "(not shown)";

  private GrantedNotice() {}

  static Notice of(Notice n, Set<Grant> granted) {
    if (granted.containsAll(Set.of(Grant.RESOURCE_NAMES, Grant.TAGS))) {
      return n;
    }
    String title = n.title();
    String text = n.text();
    for (String value : hidden(n, granted)) {
      title = title.replace(value, HIDDEN);
      text = text.replace(value, HIDDEN);
    }
    return new Notice(
        n.id(), n.organisation(), n.event(), n.at(), n.severity(), title, text, visible(n.scope(), granted),
        visible(n.facts(), granted), anomaly(n.anomaly(), granted));
  }

  private static List<String> hidden(Notice n, Set<Grant> granted) {
    List<String> values = new ArrayList<>();
    n.scope().forEach((name, value) -> add(values, name, value, granted));
    n.facts().forEach((name, value) -> add(values, name, value, granted));
    Anomaly a = n.anomaly();
    if (a != null) {
      a.causes().forEach(c -> c.values().forEach((name, value) -> add(values, name, value, granted)));
    }
    return values;
  }

  private static void add(List<String> values, String name, String value, Set<Grant> granted) {
    if (!value.isEmpty() && !isVisible(name, granted)) {
      values.add(value);
    }
  }

  private static @Nullable Anomaly anomaly(@Nullable Anomaly a, Set<Grant> granted) {
    if (a == null) {
      return null;
    }
    List<Anomaly.Cause> causes =
        a.causes().stream()
            .map(
                c ->
                    new Anomaly.Cause(
                        visible(c.values(), granted), c.excess(), c.byUsage(), c.byPrice(),
                        granted.contains(Grant.RESOURCE_NAMES) ? c.resources() : List.of()))
            .toList();
    SeriesKey series = new SeriesKey(visible(a.series().dimensions(), granted), a.series().metric(), a.series().currency());
    return new Anomaly(
        a.id(), a.detector(), series, a.days(), a.kind(), a.severity(), a.expectedPerDay(), a.actualPerDay(), a.excess(),
        a.explanation(), a.state(), causes, a.firstSeen(), a.connection(), a.reason());
  }

  private static Map<String, String> visible(Map<String, String> values, Set<Grant> granted) {
    Map<String, String> visible = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (isVisible(name, granted)) {
            visible.put(name, value);
          }
        });
    return visible;
  }

  private static boolean isVisible(String name, Set<Grant> granted) {
    if (name.startsWith("tag:") || name.equals("Tags")) {
      return granted.contains(Grant.TAGS);
    }
    boolean resource = name.equals("ResourceId") || name.equals("ResourceName");
    return !resource || granted.contains(Grant.RESOURCE_NAMES);
  }
}
