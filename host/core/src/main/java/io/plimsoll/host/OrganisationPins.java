package io.plimsoll.host;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.plugin.PluginPin;
import io.plimsoll.host.runtime.PluginPins;
import io.plimsoll.host.runtime.PluginRange;
import io.plimsoll.host.state.WorkspaceState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The versions of plug-ins that one organisation is held to, read again when another host may have changed them. */
final class OrganisationPins implements PluginPins {
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final String organisation;
  private final WorkspaceState state;
  private volatile Known known;

  /** What was read, and when. */
  private record Known(Map<String, PluginRange> ranges, long nanos) {}

  OrganisationPins(String organisation, WorkspaceState state) {
    this.organisation = organisation;
    this.state = state;
    this.known = read();
  }

  @Override
  public String whose() {
    return organisation;
  }

  @Override
  public @Nullable PluginRange of(String kind, String name) {
    Known now = known;
    if (System.nanoTime() - now.nanos() > FRESH_NANOS) {
      now = read();
      known = now;
    }
    return now.ranges().get(kind + "/" + name);
  }

  private Known read() {
    Map<String, PluginRange> ranges = new HashMap<>();
    state.pins().forEach(pin -> ranges.put(pin.kind() + "/" + pin.plugin(), PluginRange.of(pin.range())));
    return new Known(ranges, System.nanoTime());
  }

  /**
   * Holds the organisation to a range, or to none.
   *
   * @param plugin its name, or {@code KIND/NAME}
   * @param loaded every plug-in there is
   */
  void pin(String plugin, @Nullable String range, List<PluginStatus> loaded) {
    String kind = kindOf(plugin, range, loaded);
    String name = plugin.substring(plugin.indexOf('/') + 1);
    if (range == null) {
      state.unpin(name, kind);
    } else {
      PluginRange wanted = PluginRange.of(range);
      requireOneIn(wanted, name, kind, loaded);
      state.pin(new PluginPin(name, kind, wanted.toString()));
    }
    known = read();
  }

  private String kindOf(String plugin, @Nullable String range, List<PluginStatus> loaded) {
    TreeSet<String> kinds = new TreeSet<>();
    loaded.forEach(p -> addKind(kinds, plugin, p.name(), p.kind()));
    if (range == null) {
      // A pin may outlive its plug-in.
      kinds.clear();
      state.pins().forEach(p -> addKind(kinds, plugin, p.plugin(), p.kind()));
    }
    if (kinds.isEmpty()) {
      throw range == null ? notPinned(plugin) : unknown(plugin, loaded);
    }
    if (kinds.size() > 1) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "Plug-ins of " + kinds.size() + " kinds have the name " + plugin + ".",
          "Name one of them: " + kinds.stream().map(k -> k + "/" + plugin).collect(Collectors.joining(", ")) + ".");
    }
    return kinds.first();
  }

  private static void addKind(TreeSet<String> kinds, String plugin, String name, String kind) {
    if (plugin.equals(name) || plugin.equals(kind + "/" + name)) {
      kinds.add(kind);
    }
  }

  private static void requireOneIn(PluginRange range, String name, String kind, List<PluginStatus> loaded) {
    List<String> versions =
        loaded.stream().filter(p -> p.name().equals(name) && p.kind().equals(kind)).map(PluginStatus::version).toList();
    if (versions.stream().noneMatch(range::includes)) {
      throw new PlimsollException(
          ErrorCode.REFUSED,
          "No version of " + name + " that is loaded is in " + range + "; here is " + String.join(" and ", versions) + ".",
          "Drop a version in that range into a folder of bundles first, or choose another range.");
    }
  }

  private PlimsollException notPinned(String plugin) {
    return new PlimsollException(
        ErrorCode.NOT_FOUND, organisation + " is not pinned to any version of " + plugin + ".",
        "See its pins with: plimsoll plugins pin " + organisation + ".");
  }

  private static PlimsollException unknown(String plugin, List<PluginStatus> loaded) {
    return new PlimsollException(
        ErrorCode.NOT_FOUND, "There is no plug-in " + plugin + ".",
        "Those loaded: " + loaded.stream().map(PluginStatus::name).distinct().collect(Collectors.joining(", ")) + ".");
  }
}
