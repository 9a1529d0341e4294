package io.plimsoll.host.export;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.credential.CredentialProvider;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.export.ExportStore;
import io.plimsoll.api.export.LocalFiles;
import io.plimsoll.api.export.TracedReads;
import io.plimsoll.api.plugin.PluginException;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.host.runtime.PluginLookup;
import io.plimsoll.host.secret.ConnectionSecrets;
import io.plimsoll.host.secret.LiveCredential;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Finds the plug-ins that reach and read what a connection names. */
public final class Locations {
  private final PluginLookup plugins;
  private final ConnectionSecrets secrets;

  /** Looks among these plug-ins. */
  public Locations(PluginLookup plugins, ConnectionSecrets secrets) {
    this.plugins = plugins;
    this.secrets = secrets;
  }

  /**
   * Opens the place a connection names with its credential; closing it closes both.
   *
   * @param record takes what was read by then, where the place can say it
   */
  public OpenLocation open(Connection connection, ReadRecord record) {
    return open(connection, secrets, record);
  }

  /** The same with a secret from elsewhere, to try it. */
  public OpenLocation open(Connection connection, ConnectionSecrets from, ReadRecord record) {
    return open(
        connection,
        from,
        place -> {
          if (place instanceof TracedReads traced) {
            record.read(connection, traced.trace());
          }
        });
  }

  /** Opens a place whose reads are on nobody's record, such as a file that is only looked at. */
  public OpenLocation open(Connection connection) {
    return open(connection, secrets, place -> {});
  }

  private OpenLocation open(Connection connection, ConnectionSecrets from, Consumer<ExportLocation> atEnd) {
    String scheme = connection.store().getScheme() == null ? "file" : connection.store().getScheme().toLowerCase(Locale.ROOT);
    ExportStore store =
        plugins.all(ExportStore.class).values().stream()
            .filter(s -> answers(s::schemes).contains(scheme))
            .findFirst()
            .orElseThrow(() -> noStore(scheme));
    LiveCredential credential = credential(connection, from);
    try {
      ExportLocation place =
          store.open(connection.store(), PluginSettings.of(settings(connection, "store.")), credential);
      return new OpenLocation(
          place instanceof LocalFiles ? place : new RevocableLocation(place, credential), credential,
          () -> atEnd.accept(place));
    } catch (RuntimeException e) {
      credential.close();
      throw e;
    }
  }

  /** Opens the credential of a connection alone. */
  public LiveCredential credential(Connection connection, ConnectionSecrets from) {
    return LiveCredential.open(
        connection,
        plugins.find(CredentialProvider.class, connection.credential()),
        settings(connection, "credential."),
        from);
  }

  /**
   * Opens the credential a place is written to with: that of {@code action.credential}, which has settings of its own and
   * no sealed secret, so that whoever reads need not be able to write; otherwise that of the connection. When the
   * connection's own was revoked, there is none.
   */
  public LiveCredential credentialOfActions(Connection connection) {
    String own = connection.settings().get("action.credential");
    if (own == null) {
      return credential(connection, secrets);
    }
    return LiveCredential.open(
        connection,
        plugins.find(CredentialProvider.class, own),
        settings(connection, "action.credential."),
        ConnectionSecrets.withoutSecret(secrets));
  }

  /** The reader of a format. */
  public ExportReader reader(String part, String format) {
    return plugins.all(ExportReader.class).values().stream()
        .filter(r -> answers(r::formats).contains(format))
        .findFirst()
        .orElseThrow(
            () ->
                new PlimsollException(
                    ErrorCode.INPUT_INVALID,
                    "No reader is loaded for " + part + (format.equals("unknown") ? "." : ", which is " + format + "."),
                    "Export as CSV, gzip CSV or Parquet, or add a bundle with a reader of that format."
                        + unusable(ExportReader.class)));
  }

  /** What a plug-in serves; nothing when it cannot say, so that the others still serve. */
  private static Set<String> answers(Supplier<Set<String>> question) {
    try {
      return question.get();
    } catch (PluginException e) {
      return Set.of();
    }
  }

  /** A plug-in that cannot be used may be the one that is wanted, so the reader learns of each. */
  private String unusable(Class<?> kind) {
    StringBuilder text = new StringBuilder();
    plugins.withheld(kind).values().forEach(e -> text.append(' ').append(e.getMessage()).append(' ').append(e.advice()));
    return text.toString();
  }

  /** The settings of a connection under a prefix, without it. */
  public static Map<String, String> settings(Connection connection, String prefix) {
    Map<String, String> own = new HashMap<>();
    connection
        .settings()
        .forEach(
            (name, value) -> {
              if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), value);
              }
            });
    return own;
  }

  private PlimsollException noStore(String scheme) {
    TreeSet<String> known = new TreeSet<>();
    plugins.all(ExportStore.class).values().forEach(s -> known.addAll(answers(s::schemes)));
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST,
        "No store is loaded for " + scheme + ": locations.",
        (known.isEmpty() ? "Add a bundle with a store." : "Those loaded serve: " + String.join(", ", known) + ".")
            + unusable(ExportStore.class));
  }

  /**
   * A place and the credential it is read with.
   *
   * @param atEnd what is done before it closes
   */
  public record OpenLocation(ExportLocation location, LiveCredential credential, Runnable atEnd) implements AutoCloseable {
    @Override
    public void close() {
      try (credential;
          location) {
        atEnd.run();
      }
    }
  }
}
