package io.plimsoll.host.export;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.credential.Credential;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ExportStore;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.host.runtime.PluginLookup;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Finds the plug-ins that reach and read what a connection names. */
public final class Locations {
  private final PluginLookup plugins;

  /** Looks among these plug-ins. */
  public Locations(PluginLookup plugins) {
    this.plugins = plugins;
  }

  /** Opens the place a connection names with its credential; closing it closes both. */
  public OpenLocation open(Connection connection) {
    String scheme = connection.store().getScheme() == null ? "file" : connection.store().getScheme().toLowerCase(Locale.ROOT);
    ExportStore store =
        plugins.all(ExportStore.class).values().stream()
            .filter(s -> s.schemes().contains(scheme))
            .findFirst()
            .orElseThrow(() -> noStore(scheme));
    CredentialProvider provider = plugins.find(CredentialProvider.class, connection.credential());
    Credential credential = provider.open(settings(connection, "credential."));
    try {
      return new OpenLocation(store.open(connection.store(), settings(connection, "store."), credential), credential);
    } catch (RuntimeException e) {
      credential.close();
      throw e;
    }
  }

  /** The reader of a format. */
  public ExportReader reader(String part, String format) {
    return plugins.all(ExportReader.class).values().stream()
        .filter(r -> r.formats().contains(format))
        .findFirst()
        .orElseThrow(
            () ->
                new PlimsollException(
                    ErrorCode.INPUT_INVALID,
                    "No reader is loaded for " + part + (format.equals("unknown") ? "." : ", which is " + format + "."),
                    "Export as CSV, gzip CSV or Parquet, or add a bundle with a reader of that format."));
  }

  private static PluginSettings settings(Connection connection, String prefix) {
    Map<String, String> own = new HashMap<>();
    connection
        .settings()
        .forEach(
            (name, value) -> {
              if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), value);
              }
            });
    return PluginSettings.of(own);
  }

  private PlimsollException noStore(String scheme) {
    TreeSet<String> known = new TreeSet<>();
    plugins.all(ExportStore.class).values().forEach(s -> known.addAll(s.schemes()));
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST,
        "No store is loaded for " + scheme + ": locations.",
        known.isEmpty() ? "Add a bundle with a store." : "Those loaded serve: " + String.join(", ", known) + ".");
  }

  /** A place and the credential it is read with. */
  public record OpenLocation(ExportLocation location, Credential credential) implements AutoCloseable {
    @Override
    public void close() {
      try {
        location.close();
      } finally {
        credential.close();
      }
    }
  }
}
