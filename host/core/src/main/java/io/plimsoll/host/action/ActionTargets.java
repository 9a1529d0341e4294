package io.plimsoll.host.action;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.action.ActionProvider;
import io.plimsoll.api.action.ActionTarget;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.plugin.PluginException;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.host.export.Locations;
import io.plimsoll.host.runtime.PluginLookup;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the plug-in that writes at the place of a connection and opens it with the connection's credential. */
public final class ActionTargets {
  private final PluginLookup plugins;
  private final Supplier<List<Connection>> connections;
  private final Function<Connection, Credential> credentials;

  /** @param credentials opens the credential that a connection is written to with */
  public ActionTargets(
      PluginLookup plugins, Supplier<List<Connection>> connections, Function<Connection, Credential> credentials) {
    this.plugins = plugins;
    this.connections = connections;
    this.credentials = credentials;
  }

  /**
   * Opens the place of a connection for acts of a kind.
   *
   * @throws PlimsollException {@code NOT_FOUND} without such a connection, {@code INVALID_REQUEST} when nothing loaded
   *     knows the kind for its place
   */
  OpenTarget open(String name, String kind) {
    Connection connection =
        connections.get().stream()
            .filter(c -> c.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new PlimsollException(
                        ErrorCode.NOT_FOUND, "There is no connection " + name + ".", "Add it with: plimsoll connect."));
    ActionProvider provider = provider(connection, kind);
    Credential credential = credentials.apply(connection);
    try {
      return new OpenTarget(provider.open(connection.store(), settings(connection), credential), credential);
    } catch (RuntimeException e) {
      credential.close();
      throw e;
    }
  }

  private ActionProvider provider(Connection connection, String kind) {
    TreeSet<String> known = new TreeSet<>();
    for (ActionProvider provider : plugins.all(ActionProvider.class).values()) {
      if (answers(() -> provider.serves(connection.store())) != Boolean.TRUE) {
        continue;
      }
      var kinds = answers(provider::kinds);
      if (kinds != null && kinds.contains(kind)) {
        return provider;
      }
      if (kinds != null) {
        known.addAll(kinds);
      }
    }
    StringBuilder unusable = new StringBuilder();
    plugins.withheld(ActionProvider.class).values()
        .forEach(e -> unusable.append(' ').append(e.getMessage()).append(' ').append(e.advice()));
    throw new PlimsollException(
        ErrorCode.INVALID_REQUEST,
        "Nothing that is loaded can " + kind + " at " + connection.store() + ".",
        (known.isEmpty() ? "Add a bundle with an ActionProvider for such places." : "What can be asked there: "
            + String.join(", ", known) + ".") + unusable);
  }

  /** What a plug-in says; {@code null} when it cannot, so that the others still serve. */
  private static <T> @Nullable T answers(Supplier<T> question) {
    try {
      return question.get();
    } catch (PluginException e) {
      return null;
    }
  }

  /** Those of the acts, and what was said once for the store, the credential and the access. */
  private static PluginSettings settings(Connection connection) {
    Map<String, String> own = Locations.settings(connection, "action.");
    own.keySet().removeIf(name -> name.equals("credential") || name.startsWith("credential."));
    copy(connection, "access.arm", own, "arm");
    copy(connection, "store.endpoint", own, "endpoint");
    copy(connection, "credential.authority", own, "authority");
    return PluginSettings.of(own);
  }

  private static void copy(Connection connection, String from, Map<String, String> own, String to) {
    String value = connection.settings().get(from);
    if (value != null) {
      own.putIfAbsent(to, value);
    }
  }

  /** A place and the credential it is written to with; closing it closes both. */
  record OpenTarget(ActionTarget target, Credential credential) implements AutoCloseable {
    @Override
    public void close() {
      try (credential) {
        target.close();
      }
    }
  }
}
